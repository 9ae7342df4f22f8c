"""Circles, written by acts of higher rooms in their own transaction and under their own entry."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Greatest, Least

from bairn.access.models import Assignment, Exclusion, Holder
from bairn.access.terms import HolderKind
from bairn.kernel import ids


def register(
    *,
    holder_id: uuid.UUID,
    kind: HolderKind,
    unit_id: uuid.UUID,
    at: datetime,
    brought_by: uuid.UUID | None = None,
    restricted: bool = False,
    case_id: uuid.UUID | None = None,
) -> None:
    """Make a report or case something that people can be in the circle of.

    With `case_id` the circle of that case is its circle too.
    """
    Holder(
        id=holder_id,
        kind=kind.value,
        unit_id=unit_id,
        registered_at=at,
        brought_by=brought_by,
        restricted=restricted,
        case_id=case_id,
    ).save(force_insert=True)


def begin(
    *,
    holder_id: uuid.UUID,
    circle: Mapping[uuid.UUID, str],
    basis: str,
    by: uuid.UUID,
    at: datetime,
) -> None:
    """The first circle of a new holder (staff id to role), in force from `at` on.

    Where our clock runs ahead of the database's it is in force at once.
    """
    if not circle:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select bairn_begin_circle(%s, %s, %s, %s, %s, %s, %s)",
            [
                holder_id,
                list(circle),
                list(circle.values()),
                [ids.new_id() for _ in circle],
                basis,
                by,
                at,
            ],
        )


def kind_of(holder_id: uuid.UUID) -> HolderKind | None:
    """What this is that people are in the circle of; None where it is not in reach."""
    kind = Holder.objects.filter(id=holder_id).values_list("kind", flat=True).first()
    return None if kind is None else HolderKind(kind)


def admit(
    *,
    holder_id: uuid.UUID,
    staff_ids: Iterable[uuid.UUID],
    role: str,
    basis: str,
    by: uuid.UUID,
    at: datetime,
) -> None:
    """Further people in a circle that stands; who is in it stays as they are.

    Where our clock runs ahead of the database's they are in it at once.
    """
    from_at = Least(Value(at, output_field=DateTimeField()), TransactionNow())
    held = Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), holder_id=holder_id
    )
    already = set(held.values_list("staff_id", flat=True))
    Assignment.objects.bulk_create(
        Assignment(
            holder_id=holder_id,
            staff_id=one,
            role=role,
            basis=basis,
            granted_by=by,
            from_at=from_at,
        )
        for one in dict.fromkeys(staff_ids)
        if one not in already
    )


def join_case(*, report_id: uuid.UUID, case_id: uuid.UUID) -> None:
    """A report's circle is from now on its case's circle too, and who is kept out stays out."""
    Holder.objects.filter(id=report_id).update(case_id=case_id)
    kept_out = Exclusion.objects.filter(holder_id=report_id)
    rows = kept_out.values_list("staff_id", "unit_id", "reason", "from_at")
    Exclusion.objects.bulk_create(
        Exclusion(holder_id=case_id, staff_id=staff, unit_id=unit, reason=reason, from_at=since)
        for staff, unit, reason, since in rows
    )


def leave(*, case_id: uuid.UUID, staff_ids: Iterable[uuid.UUID], at: datetime) -> int:
    """These people leave the circle of a case and of its reports; how many places ended."""
    holders = Holder.objects.filter(Q(id=case_id) | Q(case_id=case_id))
    held = list(holders.values_list("id", flat=True))
    return end_places(at, holder_id__in=held, staff_id__in=list(staff_ids))


def end_places(at: datetime, **which: object) -> int:
    """The places that are held now end now; one that was to begin later never begins."""
    places = Assignment.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=at))
    return places.filter(**which).update(until_at=Greatest("from_at", at))
