"""A report becomes a case: people, pack, clocks and first milestones, in one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import ReportCard
from bairn.journeys import from_report
from bairn.journeys.terms import Opened
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.outbox import telling
from bairn.protocols import actions as protocols
from bairn.protocols import packs
from bairn.protocols import queries as duties
from bairn.protocols.steps import FINISHED
from bairn.protocols.terms import Binding, DueStep
from bairn.triage import actions as triage
from bairn.triage import queries as standings
from bairn.triage.terms import Standpoint
from bairn.vault import actions as vault

HARMED = frozenset({ParticipantRole.CHILD, ParticipantRole.VICTIM})
NEXT_STEPS = 3


@gate.act("journeys.open_case")
def open_case(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    pack_id: str,
    time_zone: str,
    unit_id: uuid.UUID | None = None,
    circle: Mapping[uuid.UUID, str] | None = None,
    people: Sequence[NewParticipant] | None = None,
    support_offered: bool = True,
) -> Opened:
    """Opens a case from a report, under a pack pinned by its content, with its clocks running.

    Clocks count from the report's arrival and from last contact, however late the case opens.
    `circle` is staff id to role, beside the opener; `people` replaces those of the report. Reports
    joined to this one come along. Refuses a report that is in a case, was joined to another or is
    still arriving, an unknown pack and time zone.
    """
    if pack_id not in packs.ids():
        raise Refusal("protocols.pack", "There is no such pack.", field="pack_id")
    card = reports.report(actor=actor, at=at, report_id=report_id)
    triaged = _triaged(actor, at, report_id)
    circle = dict(circle or {})
    case_id = cases.open_case(actor=actor, at=at, unit_id=unit_id or card.unit_id, circle=circle)
    joined = _join(actor, at, report_id, case_id)
    bound = _start(actor, at, case_id, card, pack_id=pack_id, time_zone=time_zone, people=people)
    _mark(actor, at, case_id, card, triaged, joined=len(joined) - 1, support=support_offered)
    triage.leave_queue(actor=actor, at=at, report_id=report_id)
    _tell(actor, at, case_id, circle)
    jobs.defer("conflicts.screen", case_id=case_id)
    jobs.defer("linkage.compare_files", holder_id=case_id)
    gate.about(case_id=case_id)
    gate.note(band=triaged.band.name.lower(), reports=len(joined))
    return Opened(
        case_id=case_id,
        reference=case_looks.case(actor=actor, at=at, case_id=case_id).reference,
        pack=bound.pack,
        version=bound.version,
        next_steps=_next_steps(actor, at, case_id),
    )


def _triaged(actor: Actor, at: datetime, report_id: uuid.UUID) -> Standpoint:
    """Where the report stands: no case begins before the rules have said how urgent it is."""
    now = standings.triage_of(actor=actor, at=at, report_id=report_id).now
    return now or triage.assess(actor=actor, at=at, report_id=report_id)


def _join(
    actor: Actor, at: datetime, report_id: uuid.UUID, case_id: uuid.UUID
) -> tuple[uuid.UUID, ...]:
    """The report and those joined to it become part of the case, with what was sealed for them."""
    joined = intake.join_case(actor=actor, at=at, report_id=report_id, case_id=case_id)
    for one in joined:
        vault.move(actor=actor, at=at, report_id=one, case_id=case_id)
    return joined


def _start(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    card: ReportCard,
    *,
    pack_id: str,
    time_zone: str,
    people: Sequence[NewParticipant] | None,
) -> Binding:
    """Brings the people in and starts the pack, with the facts of the report and of each person."""
    child_below = packs.current(pack_id).thresholds.child_below
    parts = from_report.people(card, child_below=child_below) if people is None else tuple(people)
    ids = cases.add_participants(actor=actor, at=at, case_id=case_id, people=parts)
    bound = protocols.start(
        actor=actor,
        at=at,
        case_id=case_id,
        pack_id=pack_id,
        time_zone=time_zone,
        facts=from_report.facts(card),
    )
    told = {one.subject_id: one for one in card.people}
    harmed = [pair for pair in zip(ids, parts, strict=True) if pair[1].role in HARMED]
    for about, part in harmed:
        if part.subject_id in told:
            own = from_report.own_facts(told[part.subject_id], card, alone=len(harmed) == 1)
            protocols.record_facts(actor=actor, at=at, case_id=case_id, facts=own, about=about)
    return bound


def _mark(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    card: ReportCard,
    triaged: Standpoint,
    *,
    joined: int,
    support: bool,
) -> None:
    """The first milestones. Opening the case is accepting the report, in writing."""
    marks: list[tuple[str, datetime, dict[str, bool | int | str]]] = [
        ("report_received", card.received_at, {"channel": card.channel.value}),
        ("report_triaged", triaged.assessed_at, {"band": triaged.band.name.lower()}),
        ("report_accepted", at, {}),
        ("case_opened", at, {}),
    ]
    if joined:
        marks.append(("report_joined", at, {"reports": joined}))
    if support:
        marks.append(("support_offered", at, {}))
    for kind, happened_at, detail in marks:
        cases.mark(
            actor=actor,
            at=at,
            case_id=case_id,
            kind=kind,
            happened_at=happened_at,
            detail=detail,
        )


def _tell(actor: Actor, at: datetime, case_id: uuid.UUID, circle: Mapping[uuid.UUID, str]) -> None:
    """Whoever was put into the circle hears that a case waits; the notice says no more."""
    for staff_id in circle:
        if staff_id != actor.id:
            telling.tell(actor, at, staff_id, "case.opened", case_id)


def _next_steps(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[DueStep, ...]:
    steps = duties.steps_of_case(actor=actor, at=at, case_id=case_id)
    return tuple(row for row in steps if row.state not in FINISHED)[:NEXT_STEPS]
