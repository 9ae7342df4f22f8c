"""What the house does of a request: asks each holder, and shows both what they agreed to."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import across, gate
from bairn.access import queries as access
from bairn.access.across import HolderPlace
from bairn.access.terms import HolderKind, Role
from bairn.cases import queries as cases
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.linkage import kept, models, revealing
from bairn.linkage.terms.reveals import PartAnswer, RevealState
from bairn.outbox import telling

MOST = 500
_SUPERVISORS = (Role.SUPERVISOR.value,)
_LIAISONS = (Role.LIAISON.value,)


@gate.act("linkage.tell_own")
def tell_own(*, actor: Actor, at: datetime, reveal_id: uuid.UUID) -> None:
    """Tells the asker's own supervisors that a request waits for them. The house alone."""
    row = models.Reveal.objects.get(id=reveal_id)
    place = across.holder_places(actor=actor, at=at, holder_ids=[row.holder_id])[row.holder_id]
    for staff_id in _in_service(actor, at, _SUPERVISORS, {place.unit_id}) - {row.asked_by}:
        telling.tell(actor, at, staff_id, "linkage.reveal_own")
    gate.subject(reveal_id)


@gate.act("linkage.fan_out")
def fan_out(*, actor: Actor, at: datetime, reveal_id: uuid.UUID) -> None:
    """Asks whoever answers for each holder that has a lead to the person; ends what is over.

    Safe to repeat: a holder is asked once, and a lead that was found later is asked about then.
    """
    row = models.Reveal.objects.get(id=reveal_id)
    gate.subject(reveal_id)
    state = revealing.state_at(RevealState(row.state), ends_at=row.ends_at, at=at)
    if state is not RevealState.AGREED:
        closed = row.parts.filter(closed_at__isnull=True).update(closed_at=at)
        if state.value != row.state:
            models.Reveal.objects.filter(id=row.id).update(state=state.value)
        gate.note(closed=closed)
        return
    asked = _new_parts(row, actor, at)
    gate.note(asked=len(asked))
    for part, place in asked:
        gate.also_of(case_id=part.holder_id, purpose=part.purpose)
        for staff_id in _who_answers(place, actor, at):
            telling.tell(actor, at, staff_id, "linkage.reveal_asked")


@gate.act("linkage.renew_reveals")
def renew_reveals(*, actor: Actor, at: datetime) -> int:
    """Goes over every request that stands: asks about what is new, ends what is over."""
    rows = models.Reveal.objects.filter(state=RevealState.AGREED.value).order_by("ends_at")
    standing = list(rows.values_list("id", flat=True)[:MOST])
    for reveal_id in standing:
        fan_out(actor=actor, at=at, reveal_id=reveal_id)
    gate.note(standing=len(standing))
    return len(standing)


@gate.act("linkage.settle_part")
def settle_part(*, actor: Actor, at: datetime, part_id: uuid.UUID) -> None:
    """After an answer: shows both sides what they agreed to, or closes it. The house alone."""
    part = models.RevealPart.objects.select_related("reveal").get(id=part_id)
    gate.subject(part_id)
    if part.answer != PartAnswer.YES.value or part.answered_by is None:
        _close(part, actor, at)
        return
    contact, deciding = part.answered_by, part.reveal.asked_by
    sides = (
        (part.asking_holder, part.holder_id, contact),
        (part.holder_id, part.asking_holder, deciding),
    )
    places = across.holder_places(actor=actor, at=at, holder_ids=[s[0] for s in sides])
    references = _references(places, actor, at)
    for holder, other, whom in sides:
        if other not in places:
            continue
        models.Sight.objects.update_or_create(
            lead_id=part.lead_id, holder_id=holder, defaults={"from_at": at, "until_at": None}
        )
        shown, made = models.Shown.objects.get_or_create(
            part_id=part.id,
            holder_id=holder,
            defaults={
                "lead_id": part.lead_id,
                "other_holder": other,
                "kind": places[other].kind.value,
                "reference": references.get(other, ""),
                "unit_id": places[other].unit_id,
                "contact_id": whom,
                "at": at,
            },
        )
        if not made and shown.until_at is not None:
            models.Shown.objects.filter(id=shown.id).update(until_at=None)
        gate.also_of(case_id=holder, shown=True)
    telling.tell(actor, at, part.reveal.asked_by, "linkage.revealed", part.asking_holder)


def _new_parts(
    row: models.Reveal, actor: Actor, at: datetime
) -> list[tuple[models.RevealPart, HolderPlace]]:
    """One part for each holder that has a lead in force to the person and was not asked yet."""
    leads = kept.may_be_somebody(row.subject_id)
    asked = set(row.parts.values_list("lead_id", flat=True))
    found = {
        lead.id: lead.high_holder if lead.low_subject == row.subject_id else lead.low_holder
        for lead in leads.order_by("-probability", "id")
        if lead.id not in asked
    }
    wanted = [row.holder_id, *found.values()]
    places = across.holder_places(actor=actor, at=at, holder_ids=wanted)
    references = _references(places, actor, at)
    parts = [
        models.RevealPart(
            reveal=row,
            lead_id=lead_id,
            holder_id=holder,
            reference=references.get(holder, ""),
            asking_holder=row.holder_id,
            asking_unit=places[row.holder_id].unit_id,
            purpose=row.purpose,
            asked_at=at,
            ends_at=row.ends_at,
        )
        for lead_id, holder in found.items()
        if holder in places and holder != row.holder_id
    ]
    models.RevealPart.objects.bulk_create(parts)
    return [(part, places[part.holder_id]) for part in parts]


def _close(part: models.RevealPart, actor: Actor, at: datetime) -> None:
    """What was shown closes again on both sides; where nothing was shown nothing happens."""
    shown = list(part.shown.filter(until_at__isnull=True))
    if not shown:
        return
    models.Shown.objects.filter(id__in=[one.id for one in shown]).update(until_at=at)
    others = models.Shown.objects.filter(lead_id=part.lead_id, until_at__isnull=True)
    if not others.exists():
        models.Sight.objects.filter(lead_id=part.lead_id, until_at__isnull=True).update(until_at=at)
    for one in shown:
        gate.also_of(case_id=one.holder_id, shown=False)


def _references(
    places: Mapping[uuid.UUID, HolderPlace], actor: Actor, at: datetime
) -> dict[uuid.UUID, str]:
    def of(kind: HolderKind) -> list[uuid.UUID]:
        return [holder for holder, place in places.items() if place.kind is kind]

    found = {
        one.id: one.reference
        for one in cases.by_ids(actor=actor, at=at, case_ids=of(HolderKind.CASE))
    }
    reports = intake.by_ids(actor=actor, at=at, report_ids=of(HolderKind.REPORT))
    return found | {one.id: one.reference for one in reports}


def _who_answers(place: HolderPlace, actor: Actor, at: datetime) -> set[uuid.UUID]:
    if not place.sealed:
        return _in_service(actor, at, _SUPERVISORS, {place.unit_id})
    units = access.units(actor=actor, at=at)
    return _in_service(
        actor, at, _LIAISONS, {one.id for one in units if one.agency_id == place.agency_id}
    )


def _in_service(
    actor: Actor, at: datetime, roles: tuple[str, ...], units: set[uuid.UUID]
) -> set[uuid.UUID]:
    people = across.in_roles(actor=actor, at=at, roles=roles)
    return {one.staff_id for one in people if one.unit_id in units}
