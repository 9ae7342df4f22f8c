"""One case: itself, who takes part, what has happened, how far it has come, how it is to end."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import kept, models, stages
from bairn.cases.terms import CaseCard, ClosingCard, Milestone, Participant, Stage, StageLine
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.look("cases.read")
def case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseCard:
    """The case itself. Raises Refusal when it is not in one's circle."""
    row = models.Case.objects.filter(id=case_id).first()
    if row is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    return kept.card(row)


@gate.look("cases.participants")
def participants(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Participant, ...]:
    """Who takes part, under pseudonyms."""
    return kept.people(case_id)


@gate.look("cases.participants_across")
def participants_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Participant, ...]]:
    """Who takes part in each of these cases that is in reach, under pseudonyms."""
    found: dict[uuid.UUID, list[Participant]] = defaultdict(list)
    for row in models.Participant.objects.filter(case_id__in=case_ids).order_by("id"):
        found[row.case_id].append(kept.participant(row))
    gate.note(count=len(found))
    return {case_id: tuple(people) for case_id, people in found.items()}


@gate.look("cases.milestones")
def milestones(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Milestone, ...]:
    """What has happened in the case, earliest first."""
    return _across([case_id]).get(case_id, ())


@gate.look("cases.milestones_across")
def milestones_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Milestone, ...]]:
    """What has happened in each of these cases that is in reach, earliest first."""
    found = _across(case_ids)
    gate.note(count=len(found))
    return found


@gate.look("cases.milestones")
def stage_of(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> StageLine:
    """How far the case has come, read from its milestones."""
    return stages.line(_across([case_id]).get(case_id, ()))


@gate.look("cases.milestones_across")
def stages_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, Stage]:
    """How far each of these cases has come, of those in reach; one question for all of them."""
    found = {case_id: stages.line(marks).now for case_id, marks in _across(case_ids).items()}
    gate.note(count=len(found))
    return found


@gate.look("cases.closing")
def closing_of(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ClosingCard | None:
    """The latest wish to close the case that nobody took back; None when there is none."""
    rows = models.Closing.objects.filter(case_id=case_id, dropped_at__isnull=True)
    row = rows.select_related("case").order_by("-proposed_at", "-id").first()
    return None if row is None else kept.closing_card(row, who=kept.people(case_id))


def _across(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Milestone, ...]]:
    found: dict[uuid.UUID, list[Milestone]] = defaultdict(list)
    rows = models.Milestone.objects.filter(case_id__in=case_ids).order_by("at", "id")
    for row in rows.values(*kept.MILESTONE):
        found[row["case_id"]].append(Milestone(**row))
    return {case_id: tuple(marks) for case_id, marks in found.items()}
