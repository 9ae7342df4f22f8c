"""Working on a case: opening it, bringing people in, recording what happened."""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bairn.access import actions as access
from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.cases import kept, pseudonyms, stages
from bairn.cases.models import Case, Participant
from bairn.cases.terms import Code, NewParticipant, ParticipantRole
from bairn.kernel import ids
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal

_CODE = re.compile(r"[a-z0-9_.:-]{1,64}")
_HARMED = (ParticipantRole.CHILD, ParticipantRole.VICTIM)
_CLOCK_SLACK = timedelta(minutes=5)


@gate.act("cases.open")
def open_case(
    *,
    actor: Actor,
    at: datetime,
    unit_id: uuid.UUID,
    circle: Mapping[uuid.UUID, str],
) -> uuid.UUID:
    """Open a case in a unit with its first circle (staff id to role); the new case's id.

    Whoever opens it is in the circle, so that no case begins with nobody answering for it.
    """
    if actor.kind is ActorKind.STAFF:
        circle = {actor.id: "opener", **circle}
    case = Case(
        # The id rises with the moment of opening: lists walk down it.
        id=ids.id_at(at),
        reference=ids.new_reference("C", year=at.year),
        unit_id=unit_id,
        opened_at=at,
    )
    circles.register(holder_id=case.id, kind=HolderKind.CASE, unit_id=unit_id, at=at)
    circles.begin(holder_id=case.id, circle=circle, basis="opened", by=actor.id, at=at)
    case.save(force_insert=True)
    gate.about(case_id=case.id)
    gate.note(circle=len(circle), unit=unit_id)
    return case.id


@gate.act("cases.add_participants")
def add_participants(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, people: Sequence[NewParticipant]
) -> tuple[uuid.UUID, ...]:
    """Bring people into the case, each under a pseudonym; an implicated person is kept out.

    Refuses a closed case, and somebody harmed who is in it already: as child and as victim they
    would have two ledgers, and be asked twice.
    """
    if _is_closed(case_id):
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
    _check_once(case_id, people)
    taken = [ParticipantRole(row.role) for row in Participant.objects.filter(case_id=case_id)]
    rows = []
    for person in people:
        rows.append(
            Participant(
                case_id=case_id,
                subject_id=person.subject_id,
                role=person.role.value,
                pseudonym=pseudonyms.name_next(taken, person.role),
                implicated=person.implicated,
                kept_out=person.implicated or person.kept_out,
                under_18=person.under_18,
                stance_unknown=person.stance_unknown,
            )
        )
        taken.append(person.role)
    Participant.objects.bulk_create(rows)
    gate.note(people=len(rows), implicated=sum(row.implicated for row in rows))
    return tuple(row.id for row in rows)


@gate.act("cases.mark")
def mark(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kind: str,
    happened_at: datetime,
    step: str | None = None,
    detail: Mapping[str, Code] | None = None,
) -> uuid.UUID:
    """Record that something has happened; the new milestone's id.

    Raises Refusal for a moment in the future or before 1900, for words where only codes may stand,
    and, once the case is closed, for anything but care.
    """
    if happened_at > at + _CLOCK_SLACK:
        raise Refusal("cases.future", "This moment has not come yet.", field="happened_at")
    if not within_reach(happened_at):
        raise Refusal("cases.long_ago", "This moment is too long ago.", field="happened_at")
    codes = dict(detail or {})
    if not _CODE.fullmatch(kind) or not all(map(_is_code, [*codes, *codes.values()])):
        raise Refusal("cases.words", "A milestone takes codes and numbers, no words.")
    if kind in (stages.CLOSED, stages.REOPENED):
        raise Refusal("cases.closing_kind", "Closing and reopening have acts of their own.")
    if kind not in stages.table().after_closing and _is_closed(case_id):
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
    gate.note(milestone=kind, **({"step": step} if step else {}))
    return kept.keep_mark(
        case_id=case_id,
        kind=kind,
        happened_at=happened_at,
        at=at,
        by=actor.id,
        step=step,
        detail=codes,
    )


@gate.act("cases.move_unit")
def move_unit(*, actor: Actor, at: datetime, case_id: uuid.UUID, unit_id: uuid.UUID) -> None:
    """A case comes to another unit, taken by its supervisor. Refuses whatever access refuses."""
    access.move_unit(actor=actor, at=at, case_id=case_id, unit_id=unit_id)
    Case.objects.filter(id=case_id).update(unit_id=unit_id)
    gate.note(unit=unit_id)


def _check_once(case_id: uuid.UUID, people: Sequence[NewParticipant]) -> None:
    harmed = [one.subject_id for one in people if one.role in _HARMED]
    known = Participant.objects.filter(case_id=case_id, role__in=[one.value for one in _HARMED])
    if len(set(harmed)) < len(harmed) or known.filter(subject_id__in=harmed).exists():
        raise Refusal("cases.twice", "This person is in the case already.", field="role")


def _is_closed(case_id: uuid.UUID) -> bool:
    return Case.objects.filter(id=case_id, closed_at__isnull=False).exists()


def _is_code(value: Code) -> bool:
    return not isinstance(value, str) or _CODE.fullmatch(value) is not None
