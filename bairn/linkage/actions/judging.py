"""Saying of a lead whether it holds; bringing records of one person together, and taking apart."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from bairn import jobs
from bairn.access import gate
from bairn.cases import queries as cases
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import codes, judging, kept, matching, models
from bairn.linkage.queries.leads import NO_LEAD
from bairn.linkage.terms.leads import LeadCard, Side, Verdict
from bairn.vault import wording
from bairn.vault.holders import holder_of

JOINED = "joined_others"  # a membership that ended because its person became part of another


@gate.act("linkage.judge")
def judge(
    *,
    actor: Actor,
    at: datetime,
    lead_id: uuid.UUID,
    verdict: str,
    reason: str,
    words: str = "",
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Says of a lead whether the two are one person; the judgement's id.

    It supersedes the one in force, which stays. "Not the same" sticks: no matcher raises the pair
    anew. Where the two had been brought together by the judgement that goes, they come apart.
    """
    held = holder_of(case_id=case_id, report_id=report_id)
    row, card = _lead(lead_id, held)
    said = judging.may_judge(codes.book(), card, verdict=verdict, reason=reason)
    words_id = wording.sealed(actor, at, {"judgement": words}, case_id=case_id, report_id=report_id)
    before = models.Judgement.objects.filter(lead_id=lead_id, superseded_at__isnull=True)
    before.update(superseded_at=at)
    made = models.Judgement.objects.create(
        lead_id=lead_id,
        holder_id=held,
        verdict=said.value,
        reason=reason,
        words_id=words_id,
        by_id=actor.id,
        at=at,
    )
    models.Lead.objects.filter(id=row.id).update(verdict=said.value)
    if said is not Verdict.POSITIVE:
        for person in _persons_of((card.here, card.there)):
            _rebuild(person, actor, at)
    jobs.defer("linkage.meet_plans")
    gate.subject(lead_id)
    gate.note(verdict=said.value, reason=reason, words=words_id is not None)
    return made.id


@gate.act("linkage.merge")
def merge(
    *,
    actor: Actor,
    at: datetime,
    lead_id: uuid.UUID,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Brings the two of a lead that was judged positive together as one person; the person's id.

    Nothing is copied or moved: a membership is written, and each record keeps who said what.
    Refuses where anybody whom it would bring together was judged not the same as another of them.
    """
    held = holder_of(case_id=case_id, report_id=report_id)
    row, card = _lead(lead_id, held)
    sides = (card.here, card.there)
    persons = _persons_of(sides)
    members = models.Membership.objects.filter(person_id__in=persons, until_at__isnull=True)
    everybody = {
        *(one.subject_id for one in sides),
        *members.values_list("subject_id", flat=True),
    }
    apart, whole = _asked(everybody, sides, persons)
    judging.may_merge(card, apart=apart, whole=whole)
    judgement = models.Judgement.objects.get(lead_id=row.id, superseded_at__isnull=True)
    person = min(persons) if persons else ids.new_id()
    _join(sides, person, judgement, actor, at)
    for other in persons - {person}:
        _carry(other, person, judgement, actor, at)
    gate.subject(person)
    gate.note(lead=lead_id, joined=len(everybody))
    return person


@gate.act("linkage.unmerge")
def unmerge(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, membership_id: uuid.UUID, reason: str
) -> None:
    """Takes one record out of a person, for a coded reason; that it was in it stays.

    Whoever stays behind alone is a person no more.
    """
    judging.may_unmerge(codes.book(), reason=reason)
    row = models.Membership.objects.filter(
        id=membership_id, holder_id=case_id, until_at__isnull=True
    ).first()
    if row is None:
        raise Refusal("linkage.no_member", "This record is not part of a person.")
    _part(models.Membership.objects.filter(id=row.id), actor, at, reason)
    left = models.Membership.objects.filter(person_id=row.person_id, until_at__isnull=True)
    if left.count() == 1:
        _part(left, actor, at, reason)
    gate.subject(row.person_id)
    gate.note(membership=membership_id, reason=reason)


@gate.act("linkage.relate")
def relate(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, one: Side, other: Side, how: str
) -> uuid.UUID:
    """Notes that two people belong together and are not the same: linked, never merged."""
    if how not in codes.book().relations:
        raise Refusal("linkage.relation", "Choose how they belong together.", field="how")
    people = cases.participants_across(
        actor=actor, at=at, case_ids=[one.holder_id, other.holder_id]
    )
    known = all(
        any(part.subject_id == side.subject_id for part in people.get(side.holder_id, ()))
        for side in (one, other)
    )
    if case_id not in (one.holder_id, other.holder_id) or not known or one == other:
        raise Refusal("linkage.relation", "Choose two people, one of them of this case.")
    pair = matching.pair_of(one, other)
    row, made = models.Relation.objects.get_or_create(
        low_subject=pair.low.subject_id,
        high_subject=pair.high.subject_id,
        ended_at=None,
        defaults={
            "low_holder": pair.low.holder_id,
            "high_holder": pair.high.holder_id,
            "how": how,
            "by_id": actor.id,
            "at": at,
        },
    )
    if not made:
        raise Refusal("linkage.related", "These two are linked already.")
    gate.note(how=how)
    return row.id


@gate.act("linkage.end_relation")
def end_relation(*, actor: Actor, at: datetime, case_id: uuid.UUID, relation_id: uuid.UUID) -> None:
    """Two people are linked no more; that they were stays on record."""
    rows = models.Relation.objects.filter(
        kept.of_holder(case_id), id=relation_id, ended_at__isnull=True
    )
    if not rows.update(ended_at=at, ended_by=actor.id):
        raise Refusal("linkage.no_relation", "These two are not linked.")
    gate.subject(relation_id)


def _lead(lead_id: uuid.UUID, held: uuid.UUID) -> tuple[models.Lead, LeadCard]:
    row = models.Lead.objects.select_for_update().filter(kept.of_holder(held), id=lead_id).first()
    if row is None:
        raise Refusal("linkage.no_lead", NO_LEAD)
    return row, kept.card(row, held)


def _asked(
    everybody: set[uuid.UUID], sides: Sequence[Side], persons: set[uuid.UUID]
) -> tuple[bool, bool]:
    """Whether any two were judged apart, and whether all of them are in the actor's reach."""
    with connection.cursor() as cursor:
        cursor.execute("select linkage_apart(%s)", [list(everybody)])
        apart = bool(cursor.fetchone()[0])
        cursor.execute(
            "select coalesce(bool_and(bairn_reach(one)), true) from unnest(%s::uuid[]) as one",
            [[one.holder_id for one in sides]],
        )
        whole = bool(cursor.fetchone()[0])
        for person in persons:
            cursor.execute("select linkage_whole(%s)", [person])
            whole = whole and bool(cursor.fetchone()[0])
    return apart, whole


def _in_force(sides: Sequence[Side]) -> QuerySet[models.Membership]:
    return models.Membership.objects.filter(
        subject_id__in=[one.subject_id for one in sides], until_at__isnull=True
    )


def _persons_of(sides: Sequence[Side]) -> set[uuid.UUID]:
    return set(_in_force(sides).values_list("person_id", flat=True))


def _enter(
    person: uuid.UUID,
    records: Sequence[tuple[uuid.UUID, uuid.UUID, uuid.UUID]],
    actor: Actor,
    at: datetime,
) -> None:
    """These records are part of the person now: subject, holder, and by which judgement."""
    models.Membership.objects.bulk_create(
        models.Membership(
            person_id=person,
            subject_id=subject,
            holder_id=holder,
            judgement_id=judgement,
            from_at=at,
            by_id=actor.id,
        )
        for subject, holder, judgement in records
    )


def _join(
    sides: Sequence[Side],
    person: uuid.UUID,
    judgement: models.Judgement,
    actor: Actor,
    at: datetime,
) -> None:
    known = set(_in_force(sides).values_list("subject_id", flat=True))
    _enter(
        person,
        [
            (side.subject_id, side.holder_id, judgement.id)
            for side in sides
            if side.subject_id not in known
        ],
        actor,
        at,
    )


def _carry(
    other: uuid.UUID, person: uuid.UUID, judgement: models.Judgement, actor: Actor, at: datetime
) -> None:
    """Everybody of one person becomes part of another; that they were apart before stays."""
    rows = list(models.Membership.objects.filter(person_id=other, until_at__isnull=True))
    _part(models.Membership.objects.filter(id__in=[row.id for row in rows]), actor, at, JOINED)
    _enter(person, [(row.subject_id, row.holder_id, judgement.id) for row in rows], actor, at)


def _rebuild(person: uuid.UUID, actor: Actor, at: datetime) -> None:
    """After a judgement went, who still hangs together stays together; the rest comes apart."""
    rows = {
        row.subject_id: row
        for row in models.Membership.objects.filter(person_id=person, until_at__isnull=True)
    }
    leads = models.Lead.objects.filter(
        low_subject__in=rows, high_subject__in=rows, verdict=Verdict.POSITIVE.value
    ).values_list("low_subject", "high_subject")
    for number, group in enumerate(judging.parts(rows.keys(), leads)):
        if number == 0 and len(group) > 1:
            continue
        gone = [rows[one] for one in sorted(group)]
        ended = models.Membership.objects.filter(id__in=[row.id for row in gone])
        _part(ended, actor, at, "judged_anew")
        if len(group) > 1:
            stays = [(row.subject_id, row.holder_id, row.judgement_id) for row in gone]
            _enter(ids.new_id(), stays, actor, at)


def _part(rows: QuerySet[models.Membership], actor: Actor, at: datetime, reason: str) -> None:
    rows.filter(until_at__isnull=True).update(until_at=at, ended_by=actor.id, reason=reason)
