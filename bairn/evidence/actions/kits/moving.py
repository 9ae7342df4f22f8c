"""A kit goes on its way: what people say happened, and what the ledger of hands shows happened."""

import uuid
from collections.abc import Callable
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.evidence import kit_book, kit_kept, kit_rows
from bairn.evidence.kit_book import check, no
from bairn.evidence.kit_places import CARE
from bairn.evidence.models.custody import Event
from bairn.evidence.models.kits import Kit
from bairn.evidence.terms.kits import KitStands
from bairn.kernel.actor import Actor

# What may be said by hand, the list from which each takes its code, and what the laboratory says.
_CODED = {"lost": "side", "found": "side", "out_of_state": "side", "came_back": "side",
          "repurposed": "side", "expired": "side", "declined": "declined",
          "result": "results"}  # fmt: skip
BY_HAND = frozenset(
    {
        "consented", "notified", "test_decided", "requested", "kept_on", "lost", "found",
        "out_of_state", "came_back", "repurposed", "expired",
    }
)  # fmt: skip
OF_THE_LAB = frozenset({"accepted", "declined", "result", "uploaded"})
# What a moment of a kit is in the ledger of hands.
LEDGER = {
    "picked_up": ("accepted", "accepted_outside", "received"),
    "submitted": ("accepted", "accepted_outside"),
    "disposed": ("disposed",),
}


@gate.act("evidence.move_kit")
def move(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    event: str,
    happened_at: datetime,
    code: str = "",
    lab_unit_id: uuid.UUID | None = None,
) -> KitStands:
    """Something happened to a kit; where it stands now.

    Refuses what its way does not allow, what the ledger of hands tells by itself, and what only the
    laboratory says. `requested` names the laboratory's unit where it is one of the house.
    """
    if event not in BY_HAND:
        raise _other_way(event)
    kit = kit_kept.row(case_id, kit_id, hold=True)
    if event == "requested" and lab_unit_id is not None:
        kit.lab_unit_id = lab_unit_id
        kit.save(update_fields=["lab_unit_id"])
    if event == "test_decided" and any(one.waits for one in kit_rows.untested(kit)):
        raise no("asked", "A prosecutor has this question already.", "已提请检察官，等待答复。")
    return _put_down(kit, event, happened_at, code, by_id=actor.id, at=at)


@gate.act("evidence.kit_laboratory")
def laboratory(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    event: str,
    happened_at: datetime,
    code: str = "",
) -> KitStands:
    """The laboratory takes the kit, sends it back with what to mend, or has its result.

    Refuses an upload of a profile that there is not, and what its way does not allow.
    """
    if event not in OF_THE_LAB:
        raise _other_way(event)
    kit = kit_kept.row(case_id, kit_id, hold=True)
    if event == "uploaded" and kit_kept.way(kit, kit_rows.events(kit)).result != "profile":
        raise no("no_result", "There is no profile of this kit.", "该检材盒没有分型。")
    return _put_down(kit, event, happened_at, code, by_id=actor.id, at=at)


@gate.act("evidence.kit_ledger")
def from_ledger(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, event: str
) -> datetime:
    """A moment that the ledger of hands tells: when it was, by the newest event that fits.

    Nobody types it twice. Refuses where no accepted hand-over says so, or one was read already.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    told = _told(kit_id, event, _agencies(actor, at))
    kit_kept.add_event(
        kit, event, happened_at=told.happened_at, by_id=actor.id, at=at, ledger_id=told.id
    )
    gate.subject(kit_id)
    gate.note(event=event, told_by=told.id)
    return told.happened_at


def _put_down(
    kit: Kit, event: str, happened_at: datetime, code: str, *, by_id: uuid.UUID, at: datetime
) -> KitStands:
    """The event that somebody says, and where the kit stands since."""
    now = kit_kept.add_event(
        kit, event, happened_at=happened_at, by_id=by_id, at=at, code=_code(event, code)
    )
    gate.subject(kit.exhibit_id)
    gate.note(event=event, stands=now.stands.value)
    return now.stands


def _agencies(actor: Actor, at: datetime) -> Callable[[uuid.UUID | None], str]:
    """What kind of agency somebody is of."""
    kinds = {one.agency_id: one.agency_kind for one in access.units(actor=actor, at=at)}

    def of(staff_id: uuid.UUID | None) -> str:
        if staff_id is None:
            return ""
        card = access.staff_of(actor=actor, at=at, ids={staff_id}).get(staff_id)
        return kinds.get(card.agency_id, "") if card and card.agency_id else ""

    return of


def _told(kit_id: uuid.UUID, event: str, agency: Callable[[uuid.UUID | None], str]) -> Event:
    """The newest event of the ledger that fits and that no moment of the kit was read from."""
    if event not in LEDGER:
        raise _other_way(event)
    rows = Event.objects.filter(exhibit_id=kit_id, kind__in=LEDGER[event])
    read = {one.ledger_id for one in kit_kept.events_of(kit_id)}
    for row in rows.order_by("-number"):
        if row.id not in read and _fits(row, event, agency):
            return row
    said = kit_book.book().moves[event].text
    raise no(
        "no_handover",
        f"“{said.en}” is read from the ledger of hands; no accepted hand-over says so yet.",
        f"“{said.zh}”取自保管链，但其中尚无相应的已接收移交。",
    )


def _fits(row: Event, event: str, agency: Callable[[uuid.UUID | None], str]) -> bool:
    """A laboratory takes it for an examination; police pick it up, and nobody of a clinic does."""
    to_lab = row.taker_outside == "laboratory" or row.purpose == "examination"
    if event == "submitted":
        return to_lab
    if event == "picked_up":
        police = row.taker_outside == "agency" or agency(row.taker_staff) not in {"", *CARE}
        return police and not to_lab
    return True


def _other_way(event: str) -> Exception:
    said = kit_book.book().moves.get(event)
    en, zh = (said.text.en, said.text.zh) if said else (event, event)
    return no("other_way", f"“{en}” is not said here.", f"“{zh}”不在此处登记。", field="event")


def _code(event: str, code: str) -> str:
    """The code of an event that needs one. Refuses a code of another event, or none."""
    which = _CODED.get(event)
    if which is None:
        return ""
    row = check(which, code, field="code")
    if row.only and row.only != event:
        raise no("code", "Choose one of the listed answers.", "请选择列出的选项。", field="code")
    return row.code
