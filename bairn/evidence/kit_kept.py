"""Between the tables of kits and their terms, and the one place where each is written."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from bairn.evidence import keeping, kit_book, kit_clocks, kit_places, kits_way, matching
from bairn.evidence.keeping import Held
from bairn.evidence.kit_rows import (
    card,
    events,
    match_steps,
    notices,
    objections,
    plans,
    untested,
    vetoes,
)
from bairn.evidence.models.kits import Kit, KitEvent
from bairn.evidence.terms import kits as terms
from bairn.evidence.terms.kits import KitKind, KitStands
from bairn.kernel.periods import LocalClock
from bairn.protocols.terms import KitDeadline

M = TypeVar("M", bound=models.Model)
_WAIT_FOR_NOBODY = (KitStands.UNREPORTED, KitStands.NOT_TESTED, KitStands.DISPOSED,
                    KitStands.OUT_OF_STATE, KitStands.REPURPOSED, KitStands.EXPIRED)  # fmt: skip


def row(holder_id: uuid.UUID, kit_id: uuid.UUID, *, hold: bool = False) -> Kit:
    """The kit of this holder; with `hold` nobody else changes it meanwhile. Refuses another's."""
    rows = Kit.objects.select_for_update() if hold else Kit.objects
    found = rows.filter(exhibit_id=kit_id, holder_id=holder_id).first()
    if found is None:
        raise kit_book.no("unknown", "There is no such kit here.", "此处没有该检材盒。")
    return found


def clock_of(kit: Kit) -> LocalClock:
    """The clock of the kit's place."""
    return kit_places.clock(kit.place, kit.zone)


def events_of(kit_id: uuid.UUID) -> tuple[terms.KitEvent, ...]:
    """The same by the kit's id."""
    return events(Kit(exhibit_id=kit_id))


def way(kit: Kit, happened: Sequence[terms.KitEvent]) -> terms.KitWay:
    """What they come to."""
    begun_as = KitKind.UNREPORTED if kit.own_holder_id else KitKind(kit.kind)
    return kits_way.way(begun_as, kit.collected_at, happened, kit_book.book())


def add_event(
    kit: Kit,
    event: str,
    *,
    happened_at: datetime,
    by_id: uuid.UUID,
    at: datetime,
    code: str = "",
    ledger_id: uuid.UUID | None = None,
) -> terms.KitWay:
    """Put down what happened, and how the kit stands now. Refuses what its way does not allow."""
    before = events(kit)
    now = way(kit, before)
    kits_way.may_happen(event, now, kit_book.book())
    kits_way.in_time(happened_at, now, at=at)
    keep(
        KitEvent(
            holder_id=kit.holder_id,
            kit=kit,
            number=len(before) + 1,
            event=event,
            code=code,
            happened_at=happened_at,
            recorded_at=at,
            by_id=by_id,
            ledger_id=ledger_id,
        )
    )
    return stand_anew(kit, at=at)


def stand_anew(kit: Kit, *, at: datetime) -> terms.KitWay:
    """Read the kit's events anew and keep how it stands and by when it must move."""
    now = way(kit, events(kit))
    kit.stands = now.stands.value
    kit.submitted_at, kit.result_at = now.moments.get("submitted"), now.moments.get("result")
    waits = now.stands not in _WAIT_FOR_NOBODY
    kit.due_at = kit_clocks.next_due(clocks(kit, now, at=at), now.moments, waits=waits)
    kit.save(update_fields=["stands", "due_at", "submitted_at", "result_at"])
    return now


def clocks(kit: Kit, now: terms.KitWay, *, at: datetime) -> tuple[KitDeadline, ...]:
    """The stretches of its way by the rules of its place."""
    return kit_clocks.clocks(
        kit.place,
        _counted(kit, now),
        kit_places.rules(),
        waits=now.stands not in _WAIT_FOR_NOBODY,
        at=at,
        clock=clock_of(kit),
        objection_open=any(one.settled_at is None for one in objections(kit)),
    )


def _counted(kit: Kit, now: terms.KitWay) -> Mapping[str, datetime]:
    """The moments as its clocks count them: years before a report make nothing late."""
    reported = now.moments.get("consented")
    if kit.own_holder_id is None or reported is None:
        return now.moments
    return {**now.moments, "collected": reported}


def kept(kit: Kit) -> tuple[terms.KeptUntil, ...]:
    """How long each rule keeps it."""
    return kit_clocks.kept(
        kit.place,
        kit_places.rules(),
        kit.collected_at,
        kind=KitKind(kit.kind),
        of_child=kit.of_child,
        clock=clock_of(kit),
    )


def held(kit: Kit, *, legal_holds: int = 0) -> Held:
    """Everything that decides whether it may be disposed of."""
    default = kit_book.book().notice_days
    return Held(
        stands=KitStands(kit.stands),
        reported=kit.kind != KitKind.UNREPORTED,
        notices=notices(kit),
        days=kit_clocks.notice_days(kit.place, kit_places.rules(), default),
        objections=objections(kit),
        vetoes=vetoes(kit),
        kept=kept(kit),
        legal_holds=legal_holds,
        open_matches=len(matching.open_matches(match_steps(kit))),
        test_asked=any(one.waits for one in untested(kit)),
    )


def file(kit: Kit, *, at: datetime, legal_holds: int) -> terms.KitFile:
    """Everything of one kit at `at`."""
    happened = events(kit)
    now = way(kit, happened)
    standing = held(kit, legal_holds=legal_holds)
    return terms.KitFile(
        card=card(kit),
        way=now,
        events=happened,
        clocks=clocks(kit, now, at=at),
        kept=tuple(standing.kept),
        untested=untested(kit),
        match_steps=match_steps(kit),
        plans=plans(kit),
        notices=tuple(standing.notices),
        objections=tuple(standing.objections),
        vetoes=tuple(standing.vetoes),
        obstacles=keeping.obstacles(standing, at=at, clock=clock_of(kit)),
    )


def keep(made: M) -> M:
    """Write a new row. Refuses when somebody else has written the same meanwhile."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise kit_book.no(
            "meanwhile",
            "Somebody has changed this kit meanwhile. Look at it again.",
            "有人刚刚更改了该检材盒，请重新查看。",
        ) from twice
    return made
