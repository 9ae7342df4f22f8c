"""Whether somebody under suspicion is a colleague: compared out of sight, judged by a person."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bairn import jobs
from bairn.access import actions as access
from bairn.access import conflicts, gate
from bairn.access import queries as people
from bairn.access.terms import ConflictCard, FoundConflict, Role, StaffName, Verdict
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.kernel.actor import Actor
from bairn.outbox import telling
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from bairn.vault import opening
from bairn.vault.queries import comparing
from bairn.vault.terms import Alike, Colleague


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCompare:
    """Who of a case is compared with whom of the service."""

    subject_ids: tuple[uuid.UUID, ...]
    staff: tuple[StaffName, ...]


def screen(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Compares everybody implicated in a case with everybody in service, and keeps who may be whom.

    Three steps, each on the record: names may be opened only where the entry stands before.
    """
    asked = people_to_compare(actor=actor, at=at, case_id=case_id)
    staff = [Colleague(id=s.id, name=s.name, service_name=s.username) for s in asked.staff]
    alike: list[Alike] = []
    for start in range(0, len(asked.subject_ids), opening.MOST_AT_ONCE):
        alike += comparing.compare_names(
            actor=actor,
            at=at,
            case_id=case_id,
            subject_ids=asked.subject_ids[start : start + opening.MOST_AT_ONCE],
            colleagues=staff,
        )
    rows = found(alike, asked.staff, case_unit=_unit(actor, at, case_id))
    keep_found(actor=actor, at=at, case_id=case_id, found=rows)


def found(
    alike: Sequence[Alike], staff: Sequence[StaffName], *, case_unit: uuid.UUID
) -> tuple[FoundConflict, ...]:
    """Each colleague once, by the strongest likeness, with how many others agree as well."""
    units = {one.id: one.unit_id for one in staff}
    order = list(type(alike[0].likeness)) if alike else []
    best: dict[uuid.UUID, Alike] = {}
    for one in sorted(alike, key=lambda a: order.index(a.likeness)):
        best.setdefault(one.colleague_id, one)
    people = {(one.subject_id, one.colleague_id) for one in alike}
    many = Counter(subject_id for subject_id, _ in people)
    return tuple(
        FoundConflict(
            staff_id=one.colleague_id,
            unit_id=units[one.colleague_id],
            reason=one.likeness.value,
            namesakes=many[one.subject_id] - 1,
            own_unit=units[one.colleague_id] == case_unit,
        )
        for one in best.values()
    )


@gate.look("journeys.people_to_compare")
def people_to_compare(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ToCompare:
    """The subjects of everybody implicated in the case, and everybody in service."""
    people = case_looks.participants(actor=actor, at=at, case_id=case_id)
    subjects = tuple(dict.fromkeys(one.subject_id for one in people if one.implicated))
    return ToCompare(subject_ids=subjects, staff=tuple(conflicts.everybody()) if subjects else ())


@gate.act("journeys.keep_found")
def keep_found(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, found: Sequence[FoundConflict]
) -> None:
    """Keeps whom a screen found, marks that it was made, and tells who may judge it.

    Neither the mark nor the case's record says whether anybody was found, and no notice names the
    case: the colleague may be reading along.
    """
    conflicts.keep(holder_id=case_id, found=found, at=at)
    cases.mark(actor=actor, at=at, case_id=case_id, kind="conflicts_screened", happened_at=at)
    if not found:
        return
    unit_id = _unit(actor, at, case_id)
    for staff_id in sorted(conflicts.who_judges(found, unit_id=unit_id, at=at)):
        telling.tell(actor, at, staff_id, "case.conflict")


@gate.look("journeys.conflicts_of")
def conflicts_of(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ConflictCard, ...]:
    """What was found in this case, except what concerns the asker's own unit."""
    return conflicts.of_holder(case_id)


@gate.look("journeys.conflicts_waiting")
def conflicts_waiting(*, actor: Actor, at: datetime) -> tuple[ConflictCard, ...]:
    """What waits for somebody to judge it, over all cases, earliest first, at most 200."""
    return conflicts.waiting()


@gate.act("journeys.judge_conflict")
def judge(
    *,
    actor: Actor,
    at: datetime,
    conflict_id: uuid.UUID,
    verdict: Verdict,
    to_unit: uuid.UUID | None = None,
) -> None:
    """Says whether the colleague is the person under suspicion.

    On a yes they, or their whole unit, are kept out at once, the case is seen by its circle alone,
    and the house records that an officer is suspected and hands the case to `to_unit`. Refuses the
    colleague and their own unit, and to leave a case with that unit.
    """
    card = conflicts.judge(
        actor=actor, at=at, conflict_id=conflict_id, verdict=verdict, to_unit=to_unit
    )
    gate.subject(conflict_id)
    gate.note(verdict=verdict.value, reason=card.reason)
    if verdict is not Verdict.OTHER_PERSON:
        gate.about(case_id=card.holder_id)
        route = {"to_unit": to_unit} if to_unit else {}
        jobs.defer("conflicts.settle", case_id=card.holder_id, **route)


def settle(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, to_unit: uuid.UUID | None = None
) -> None:
    """Does as the house what follows: an inspector who judged reaches no case.

    The pack hears that an officer is suspected; with `to_unit` the case goes there, and since its
    circle alone sees it now, the supervisors of that unit come into the circle.
    """
    protocols.record_facts(
        actor=actor, at=at, case_id=case_id, facts=CaseFacts({"suspect_officer": True})
    )
    if to_unit is None:
        return
    if to_unit != _unit(actor, at, case_id):
        cases.move_unit(actor=actor, at=at, case_id=case_id, unit_id=to_unit)
    for one in people.staff_of_unit(actor=actor, at=at, unit_id=to_unit):
        if Role.SUPERVISOR.value in one.roles:
            access.assign(
                actor=actor, at=at, case_id=case_id, staff_id=one.id, role=Role.SUPERVISOR.value
            )
            telling.tell(actor, at, one.id, "case.opened", case_id=case_id)


def _unit(actor: Actor, at: datetime, case_id: uuid.UUID) -> uuid.UUID:
    return case_looks.case(actor=actor, at=at, case_id=case_id).unit_id
