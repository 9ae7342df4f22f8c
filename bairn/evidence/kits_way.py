"""A kit's way: what may happen to it next, and what its events come to.

The events are only added to; a kit's state and its moments are read from them.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bairn.evidence.kit_book import no
from bairn.evidence.terms.kits import (
    KitBook,
    KitEvent,
    KitKind,
    KitMove,
    KitStands,
    KitWay,
    NewKit,
)

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{2,39}")
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
# What a later event takes back: a kit that was sent back is not at the laboratory.
_MOMENTS = {
    "test_decided": ("decided",),
    "not_tested": ("decided",),
    "reported": ("consented",),
    "accepted": ("answered", "accepted"),
    "declined": ("answered",),
}
_UNDOES = {
    "requested": ("answered", "accepted"),
    "declined": ("accepted", "submitted"),
    "tested_after_all": ("decided",),
    "kept_on": ("disposal_notice",),
}
_PLAIN = ("consented", "notified", "picked_up", "requested", "submitted", "result",
          "disposal_notice", "disposed")  # fmt: skip
_DECIDES = ("requested", "submitted")  # whoever sends it to be tested has decided that it is
_FIRST_STATE = {KitKind.UNREPORTED: KitStands.UNREPORTED}
_UNUSED = ("repurposed", "expired")


def begins(kind: KitKind) -> KitStands:
    """Where a kit of this kind stands when it is registered."""
    return _FIRST_STATE.get(kind, KitStands.AWAITING_PICKUP)


def tidied_number(number: str) -> str:
    """The number as it is kept: large letters, no spaces. Refuses what no box bears."""
    found = re.sub(r"\s+", "", number).upper()
    if not _NUMBER.fullmatch(found):
        raise no(
            "number",
            "Type the number as it is printed on the box: letters, digits and hyphens, 3 to 40.",
            "请按检材盒上的印刷填写编号：字母、数字和连字符，3至40位。",
            field="number",
        )
    return found


def may_register(said: NewKit, *, at: datetime) -> None:
    """Refuses what is not whole: place, clock, day of collection, a box past its day."""
    tidied_number(said.number)
    if not _PLACE.fullmatch(said.place):
        raise no(
            "place", "Choose the place whose rules hold.", "请选择适用规则的地区。", field="place"
        )
    try:
        zone = ZoneInfo(said.zone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise no("zone", "Choose a time zone.", "请选择时区。", field="zone") from unknown
    if said.collected_at > at:
        raise no("future", "This lies in the future.", "该时间晚于现在。", field="collected_at")
    if said.expires_on is not None and said.expires_on < _day(said.collected_at, zone):
        raise no(
            "expired",
            "The box was past its day when it was used. Say so on the exhibit; ask the laboratory.",
            "采集时检材盒已过有效期。请在物证上注明并咨询实验室。",
            field="expires_on",
        )


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def way(kind: KitKind, collected_at: datetime, events: Iterable[KitEvent], book: KitBook) -> KitWay:
    """What a kit's events come to, in the order in which they were put down."""
    stands, before, result = begins(kind), None, ""
    moments = {"collected": collected_at}
    for one in events:
        move = book.moves[one.event]
        stands, before = _after(move, stands, before)
        for gone in _UNDOES.get(one.event, ()):
            moments.pop(gone, None)
        for moment in _MOMENTS.get(one.event, (one.event,) if one.event in _PLAIN else ()):
            moments[moment] = one.happened_at
        if one.event in _DECIDES:
            moments.setdefault("decided", one.happened_at)
        result = one.code if one.event == "result" else result
    return KitWay(stands=stands, before=before, moments=moments, result=result)


def _after(
    move: KitMove, stands: KitStands, before: KitStands | None
) -> tuple[KitStands, KitStands | None]:
    """Where it stands after a move, and where it would go back to."""
    if move.back:
        return before or stands, None
    if move.to is None or move.to is stands:
        return stands, before
    return move.to, stands


def may_happen(event: str, now: KitWay, book: KitBook) -> None:
    """Refuses what cannot happen to a kit that stands where it stands."""
    move = book.moves[event]
    if now.stands not in move.sources:
        here = book.state(now.stands).text
        raise no(
            "move",
            f"The kit stands at “{here.en}”: “{move.text.en}” cannot follow.",
            f"检材盒现处于“{here.zh}”，不能接着“{move.text.zh}”。",
        )
    if event in _UNUSED and len(now.moments) > 1:
        raise no("used", "Only an empty box can be this.", "仅空盒可如此登记。")


def in_time(happened_at: datetime, now: KitWay, *, at: datetime) -> None:
    """Refuses a moment in the future, or before the kit was collected."""
    if happened_at > at:
        raise no("future", "This lies in the future.", "该时间晚于现在。", field="happened_at")
    if happened_at < now.moments["collected"]:
        raise no(
            "before",
            "This lies before the kit was collected.",
            "该时间早于采集。",
            field="happened_at",
        )


def next_events(now: KitWay, book: KitBook) -> tuple[str, ...]:
    """What can happen next, in the order of the catalogue."""
    return tuple(name for name, move in book.moves.items() if now.stands in move.sources)
