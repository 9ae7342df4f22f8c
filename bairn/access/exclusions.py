"""Who is kept out of a case, and ending that: by nobody for themselves."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from bairn.access import gate, models, rules
from bairn.access.terms import ExclusionCard, ExclusionReason
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST = 200


@gate.look("access.exclusions_of")
def exclusions_of(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ExclusionCard, ...]:
    """Who is and who was kept out of this case, those who still are first; at most 200 of each."""
    standing = models.Exclusion.objects.filter(holder_id=case_id).order_by("from_at", "id")
    ended = models.ExclusionEnded.objects.filter(holder_id=case_id).order_by("-ended_at", "id")
    cards = (*_cards(list(standing[:MOST])), *_cards(list(ended[:MOST])))
    gate.note(count=len(cards))
    return cards


@gate.act("access.end_exclusion")
def end_exclusion(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exclusion_id: uuid.UUID
) -> None:
    """Keep somebody out no longer, of the case and its reports; no place in the circle comes back.

    Raises Refusal access.no_exclusion, access.own_exclusion or access.other_unit. The database
    checks the same once more.
    """
    row = models.Exclusion.objects.filter(holder_id=case_id, id=exclusion_id).first()
    if row is None:
        raise Refusal("access.no_exclusion", "Nobody is kept out like this any more.")
    (card,) = _cards([row])
    rules.may_end_exclusion(actor, card)
    with connection.cursor() as cursor:
        cursor.execute("select bairn_end_exclusion(%s, %s)", [exclusion_id, at])
    gate.subject(row.staff_id or row.unit_id or case_id)
    gate.note(reason=row.reason, whole_unit=row.unit_id is not None)


def _cards(
    rows: Sequence[models.Exclusion] | Sequence[models.ExclusionEnded],
) -> tuple[ExclusionCard, ...]:
    staff = models.Staff.objects.filter(id__in={row.staff_id for row in rows if row.staff_id})
    people = {one.id: one for one in staff.only("id", "display_name", "unit_id")}
    units = models.Unit.objects.filter(id__in={row.unit_id for row in rows if row.unit_id})
    names = dict(units.values_list("id", "name"))
    return tuple(_card(row, people, names) for row in rows)


def _card(
    row: models.Exclusion | models.ExclusionEnded,
    people: Mapping[uuid.UUID, models.Staff],
    units: Mapping[uuid.UUID, str],
) -> ExclusionCard:
    person = people.get(row.staff_id) if row.staff_id else None
    whole = units.get(row.unit_id, "") if row.unit_id else ""
    return ExclusionCard(
        id=row.id,
        staff_id=row.staff_id,
        unit_id=person.unit_id if person else row.unit_id,
        name=person.display_name if person else whole,
        reason=ExclusionReason(row.reason),
        from_at=row.from_at,
        ended_at=getattr(row, "ended_at", None),
        ended_by=getattr(row, "ended_by", None),
    )
