"""What was said of a lead, who a person is made of, and how many independent people reported."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import Participant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import judging, kept, models
from bairn.linkage.terms.judging import Judgement, Member, Person, Relation, Reporters
from bairn.linkage.terms.leads import Side, Verdict

HARMED = frozenset({ParticipantRole.CHILD, ParticipantRole.VICTIM})


@gate.look("linkage.judgements")
def judgements(
    *, actor: Actor, at: datetime, lead_id: uuid.UUID, case_id: uuid.UUID
) -> tuple[Judgement, ...]:
    """Everything that was said of a lead of this case in one's sight, the latest first.

    Raises Refusal: linkage.no_lead.
    """
    if not models.Lead.objects.filter(kept.of_holder(case_id), id=lead_id).exists():
        raise Refusal("linkage.no_lead", "There is no such lead.")
    rows = models.Judgement.objects.filter(lead_id=lead_id).order_by("-at", "-id")
    return tuple(
        Judgement(
            id=row.id,
            verdict=Verdict(row.verdict),
            reason=row.reason,
            words_id=row.words_id,
            holder_id=row.holder_id,
            by_id=row.by_id,
            at=row.at,
            superseded_at=row.superseded_at,
        )
        for row in rows
    )


@gate.look("linkage.person")
def person_of(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, subject_id: uuid.UUID
) -> Person | None:
    """The person that somebody of this case is part of, with the records in one's reach.

    None where nobody has brought them together with anybody.
    """
    own = models.Membership.objects.filter(
        subject_id=subject_id, holder_id=case_id, until_at__isnull=True
    ).first()
    if own is None:
        return None
    rows = models.Membership.objects.filter(person_id=own.person_id).order_by("from_at", "id")
    members = tuple(map(_member, rows))
    with connection.cursor() as cursor:
        cursor.execute("select linkage_elsewhere(%s)", [own.person_id])
        elsewhere = bool(cursor.fetchone()[0])
    gate.subject(own.person_id)
    return Person(
        id=own.person_id,
        members=tuple(one for one in members if one.until_at is None),
        earlier=tuple(one for one in members if one.until_at is not None),
        elsewhere=elsewhere,
    )


@gate.look("linkage.relations")
def relations(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, subject_id: uuid.UUID
) -> tuple[Relation, ...]:
    """With whom in one's reach somebody of this case was linked, also what has ended."""
    of_subject = Q(low_subject=subject_id) | Q(high_subject=subject_id)
    rows = models.Relation.objects.filter(of_subject, kept.of_holder(case_id))
    return tuple(
        Relation(
            id=row.id,
            one=Side(row.low_subject, row.low_holder),
            other=Side(row.high_subject, row.high_holder),
            how=row.how,
            by_id=row.by_id,
            at=row.at,
            ended_at=row.ended_at,
        )
        for row in rows.order_by("-at", "-id")
    )


@gate.look("linkage.independent_reporters")
def independent_reporters(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, subject_id: uuid.UUID
) -> Reporters:
    """How many different people reported this person, over the cases in one's reach.

    Reporters who were judged the same count once; a case without a reporter counts as one, by those
    who were harmed. It is a count of reports, not of guilt.
    """
    person = person_of(actor=actor, at=at, case_id=case_id, subject_id=subject_id)
    holders = {case_id} | {one.holder_id for one in person.members} if person else {case_id}
    people = cases.participants_across(actor=actor, at=at, case_ids=list(holders))
    told = [group for of_case in people.values() for group in _reporters(of_case, subject_id)]
    gate.note(cases=len(people), people=len(told))
    return Reporters(
        count=judging.independent(_as_persons(told)),
        cases=len(people),
        elsewhere=bool(person and person.elsewhere),
    )


@gate.look("linkage.judged")
def judgements_for_linking(
    *, actor: Actor, at: datetime
) -> tuple[tuple[uuid.UUID, uuid.UUID, Verdict], ...]:
    """Every pair of subjects that was judged, for the batch engine; the house alone."""
    rows = models.Lead.objects.exclude(verdict="").order_by("id")
    found = tuple((row.low_subject, row.high_subject, Verdict(row.verdict)) for row in rows)
    gate.note(count=len(found))
    return found


def _reporters(of_case: Sequence[Participant], subject_id: uuid.UUID) -> list[frozenset[uuid.UUID]]:
    """Whoever reported; where nobody did, those who were harmed, as one voice."""
    reporters = [
        frozenset({one.subject_id})
        for one in of_case
        if one.role is ParticipantRole.REPORTER and one.subject_id != subject_id
    ]
    harmed = frozenset(
        one.subject_id for one in of_case if one.role in HARMED and one.subject_id != subject_id
    )
    return reporters or ([harmed] if harmed else [])


def _as_persons(told: Sequence[frozenset[uuid.UUID]]) -> list[frozenset[uuid.UUID]]:
    everybody = {one for group in told for one in group}
    rows = models.Membership.objects.filter(subject_id__in=everybody, until_at__isnull=True)
    person = dict(rows.values_list("subject_id", "person_id"))
    return [
        frozenset({member for one in group for member in (one, person.get(one, one))})
        for group in told
    ]


def _member(row: models.Membership) -> Member:
    return Member(
        id=row.id,
        subject_id=row.subject_id,
        holder_id=row.holder_id,
        judgement_id=row.judgement_id,
        from_at=row.from_at,
        by_id=row.by_id,
        until_at=row.until_at,
        reason=row.reason,
    )
