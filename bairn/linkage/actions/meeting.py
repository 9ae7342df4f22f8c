"""Where plans of two units meet: whom each side is told to talk with, and who is told nothing."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bairn.access import across, gate
from bairn.access import queries as access
from bairn.access.across import HolderPlace, Outsider
from bairn.access.terms import Role
from bairn.kernel.actor import Actor
from bairn.linkage import judging, kept, models
from bairn.outbox import telling


@gate.act("linkage.meet_plans")
def meet_plans(*, actor: Actor, at: datetime) -> int:
    """Compares the plans in force; both sides of a meeting are told whom to talk with. The house.

    Neither hears of which case the other's is, nor why it may be the same person. For a sealed
    case its agency's liaison is named; where there is none, nobody is told before there is one. A
    contact who is kept out of the other's case is told nothing, and nobody is told to talk with
    them.
    """
    rows = list(models.Plan.objects.filter(dropped_at__isnull=True, until_at__gt=at))
    plans = {row.id: kept.plan(row) for row in rows}
    by_id = {row.id: row for row in rows}
    pairs = [
        (row, by_id[other.id])
        for row in rows
        for other in judging.meet(plans[row.id], plans.values(), same=_same_as(row.subject_id))
    ]
    new = _tell_all(pairs, actor, at) if pairs else 0
    gate.note(plans=len(rows), told=new)
    return new


def _tell_all(pairs: Sequence[tuple[models.Plan, models.Plan]], actor: Actor, at: datetime) -> int:
    holders = sorted({row.holder_id for pair in pairs for row in pair})
    places = across.holder_places(actor=actor, at=at, holder_ids=holders)
    outside = across.kept_out_across(actor=actor, at=at, case_ids=holders)
    liaisons = _liaisons(places, actor, at)
    new = 0
    for row, other in pairs:
        if _kept_out(row, outside.get(other.holder_id, ())):
            continue
        whom = _whom(other, places, liaisons, shut=_kept_out(other, outside.get(row.holder_id, ())))
        if whom is not None:
            new += _tell(row, other, whom, actor, at)
    return new


def _kept_out(row: models.Plan, outsiders: Collection[Outsider]) -> bool:
    """Whether the contact of this plan, or the unit that plans, is among these."""
    return any(
        one.staff_id == row.contact_id or (one.staff_id is None and one.unit_id == row.unit_id)
        for one in outsiders
    )


def _whom(
    other: models.Plan,
    places: Mapping[uuid.UUID, HolderPlace],
    liaisons: Mapping[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]],
    *,
    shut: bool,
) -> tuple[uuid.UUID, uuid.UUID | None] | None:
    """Whom to talk with about this plan, and their unit; the liaison where its own may not be."""
    place = places.get(other.holder_id)
    if place is None:
        return None
    if place.sealed or shut:
        return liaisons.get(place.agency_id) if place.agency_id else None
    return other.contact_id, other.unit_id


def _liaisons(
    places: Mapping[uuid.UUID, HolderPlace], actor: Actor, at: datetime
) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]]:
    """One liaison of each agency, always the same one while they serve."""
    if not places:
        return {}
    agencies = {one.id: one.agency_id for one in access.units(actor=actor, at=at)}
    found: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]] = {}
    for one in across.in_roles(actor=actor, at=at, roles=(Role.LIAISON.value,)):
        agency = agencies.get(one.unit_id) if one.unit_id else None
        if agency is not None:
            found.setdefault(agency, (one.staff_id, one.unit_id))
    return found


def _same_as(subject_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Who may be this person: in a lead that nobody judged apart, or brought together with them."""
    rows = kept.may_be_somebody(subject_id)
    found = {row.high_subject if row.low_subject == subject_id else row.low_subject for row in rows}
    persons = models.Membership.objects.filter(
        subject_id=subject_id, until_at__isnull=True
    ).values_list("person_id", flat=True)
    members = models.Membership.objects.filter(
        person_id__in=list(persons), until_at__isnull=True
    ).values_list("subject_id", flat=True)
    return frozenset({*found, *members, subject_id})


def _tell(
    row: models.Plan,
    other: models.Plan,
    whom: tuple[uuid.UUID, uuid.UUID | None],
    actor: Actor,
    at: datetime,
) -> int:
    staff_id, unit_id = whom
    _talk, made = models.Talk.objects.get_or_create(
        plan=row,
        other_plan=other.id,
        defaults={
            "holder_id": row.holder_id,
            "with_unit": unit_id,
            "with_staff": staff_id,
            "found_at": at,
        },
    )
    if made:
        telling.tell(actor, at, row.contact_id, "linkage.talk", row.holder_id)
    return int(made)
