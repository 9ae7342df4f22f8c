"""What happens to a kit is said once: the kit keeps it, and the case says that it happened.

A kit without a report has no case; then nothing is said anywhere else.
"""

import uuid
from datetime import date, datetime

from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.evidence import actions as evidence
from bairn.evidence.actions.kits.moving import LEDGER, OF_THE_LAB
from bairn.evidence.terms.kit_lists import RegisteredKit, ToldNotice
from bairn.evidence.terms.kits import NewKit, NoticeKind
from bairn.journeys import do_step
from bairn.kernel.actor import Actor

_MARKS = {"picked_up": "kit_picked_up", "submitted": "kit_at_lab", "result": "kit_result"}


@gate.act("journeys.register_kit")
def register_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    said: NewKit,
    seal: str = "",
    about: uuid.UUID | None = None,
    collector: str = "",
    receipt: str = "",
) -> RegisteredKit:
    """A kit of the case is registered; the case says that it was collected and registered."""
    this = {"actor": actor, "at": at, "case_id": case_id}
    made = evidence.kits.register_kit(
        **this,  # type: ignore[arg-type] # the three that every act takes
        said=said,
        seal=seal,
        about=about,
        collector=collector,
        receipt=receipt,
    )
    mark(actor, at, case_id, "kit_collected", said.collected_at)
    mark(actor, at, case_id, "kit_registered", at)
    return made


@gate.act("journeys.move_kit")
def move_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    event: str,
    happened_at: datetime | None = None,
    code: str = "",
    lab_unit_id: uuid.UUID | None = None,
) -> None:
    """Something happened to a kit: said by hand, by the laboratory, or read from the ledger.

    What an accepted hand-over shows is never typed: then `happened_at` is not asked for.
    """
    when = happened_at or at
    if event in LEDGER:
        when = evidence.kits.from_ledger(
            actor=actor, at=at, case_id=case_id, kit_id=kit_id, event=event
        )
    elif event in OF_THE_LAB:
        evidence.kits.laboratory(
            actor=actor, at=at, case_id=case_id, kit_id=kit_id, event=event, happened_at=when,
            code=code,
        )  # fmt: skip
    else:
        evidence.kits.move(
            actor=actor, at=at, case_id=case_id, kit_id=kit_id, event=event, happened_at=when,
            code=code, lab_unit_id=lab_unit_id,
        )  # fmt: skip
    if event in _MARKS:
        mark(actor, at, case_id, _MARKS[event], when)


@gate.act("journeys.match_kit")
def match_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    step: str,
    happened_at: datetime,
    match: int = 0,
    kind: str = "",
) -> int:
    """The next step of the way through the databases; a match that is reported marks the case."""
    number = evidence.kits.match_step(
        actor=actor, at=at, case_id=case_id, kit_id=kit_id, step=step, happened_at=happened_at,
        match=match, kind=kind,
    )  # fmt: skip
    if step == "matched":
        mark(actor, at, case_id, "db_hit", happened_at)
    return number


@gate.act("journeys.tell_of_kit")
def tell_of_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    kind: NoticeKind,
    language: str,
    told_how: str,
    told_at: datetime,
    disposal_on: date,
) -> ToldNotice:
    """A person was told in writing; a notice of disposal marks the case."""
    told = evidence.kits.tell_in_writing(
        actor=actor, at=at, case_id=case_id, kit_id=kit_id, kind=kind, language=language,
        told_how=told_how, told_at=told_at, disposal_on=disposal_on,
    )  # fmt: skip
    if kind is NoticeKind.DISPOSAL:
        mark(actor, at, case_id, "disposal_proposed", told_at)
    return told


def mark(actor: Actor, at: datetime, case_id: uuid.UUID, kind: str, happened_at: datetime) -> None:
    """The case says so, where the kit has one."""
    if circles.kind_of(case_id) is HolderKind.CASE:
        do_step.record(actor=actor, at=at, case_id=case_id, kind=kind, happened_at=happened_at)
