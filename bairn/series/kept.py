"""Between the tables of series and its terms."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from bairn.kernel.refusal import Refusal
from bairn.series import models
from bairn.series.judging import Two, in_sight
from bairn.series.ranking import Known
from bairn.series.terms import (
    Coding,
    Judgement,
    Membership,
    Offence,
    Place,
    Ruling,
    Series,
    Verdict,
)

MOST = 20_000  # offences that are compared at once


def offence(row: models.Offence) -> Offence:
    """An offence as an analyst sees it."""
    place = None
    if row.latitude is not None and row.longitude is not None:
        place = Place(latitude=row.latitude, longitude=row.longitude, grain_km=row.grain_km)
    return Offence(
        id=row.id,
        number=row.number,
        codes=row.codes,
        unsettled=frozenset(row.unsettled),
        earliest=row.earliest,
        latest=row.latest,
        place=place,
        coded_twice=row.twice is not None,
    )


def seen(offence_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Offence]:
    """These offences, in their order. Raises Refusal unless all are in sight."""
    rows = models.Offence.objects.in_bulk(list(offence_ids))
    in_sight(offence_ids, rows)
    return {one: offence(rows[one]) for one in offence_ids}


def of_case(case_id: uuid.UUID, offence_id: uuid.UUID) -> models.Offence:
    """An offence of this case, held until the transaction ends. Raises Refusal otherwise."""
    rows = models.Offence.objects.select_for_update(of=("self",))
    row = rows.filter(id=offence_id, holding__case_id=case_id).first()
    if row is None:
        raise Refusal("series.no_offence", "There is no such offence in your sight.")
    return row


def known() -> Known:
    """All that is in sight, to be compared. Raises Refusal series.too_many."""
    rows = list(models.Offence.objects.order_by("id")[: MOST + 1])
    if len(rows) > MOST:
        raise Refusal("series.too_many", "More than 20,000 offences cannot be compared at once.")
    return Known(
        offences=[offence(row) for row in rows],
        twice=[row.twice for row in rows if row.twice is not None],
        rulings=rulings(),
        judgements=standing(),
    )


def rulings() -> Mapping[Two, Ruling]:
    """What a laboratory says, of what is in sight."""
    rows = models.Forensic.objects.filter(superseded_at__isnull=True)
    return {frozenset((row.low_id, row.high_id)): Ruling(row.ruling) for row in rows}


def standing() -> Mapping[Two, Judgement]:
    """The judgements that stand, of what is in sight."""
    rows = list(models.Judgement.objects.filter(superseded_at__isnull=True))
    said = dict(zip([row.id for row in rows], judgements(rows), strict=True))
    return {frozenset((row.low_id, row.high_id)): said[row.id] for row in rows}


def judgements(rows: Iterable[models.Judgement]) -> tuple[Judgement, ...]:
    """Judgements with who gave them, where whoever looks may know it."""
    rows = list(rows)
    grounds = models.Ground.objects.filter(of_id__in=[row.id for row in rows])
    by = dict(grounds.values_list("of_id", "by_id"))
    return tuple(
        Judgement(
            id=row.id,
            verdict=Verdict(row.verdict),
            reason=row.reason,
            at=row.at,
            by_id=row.analyst_id or by.get(row.id),
            superseded_at=row.superseded_at,
        )
        for row in rows
    )


def coding(row: models.Coding) -> Coding:
    """One version of a coding."""
    return Coding(
        id=row.id,
        version=row.version,
        second=row.second,
        by_id=row.by_id,
        at=row.at,
        codes=row.codes,
        reason=row.reason,
        superseded_at=row.superseded_at,
    )


def series(rows: QuerySet[models.Series]) -> tuple[Series, ...]:
    """Series with those of their members that are in sight."""
    found = list(rows)
    members = models.Membership.objects.filter(series__in=found).order_by("from_at", "id")
    faces = models.Offence.objects.in_bulk({one.offence_id for one in members})
    return tuple(
        Series(
            id=row.id,
            number=row.number,
            opened_at=row.opened_at,
            opened_by=row.opened_by,
            members=tuple(
                Membership(
                    id=one.id,
                    offence=offence(faces[one.offence_id]),
                    from_at=one.from_at,
                    by_id=one.by_id,
                    until_at=one.until_at,
                    reason=one.reason,
                )
                for one in members
                if one.series_id == row.id and one.offence_id in faces
            ),
        )
        for row in found
    )


def of_pair(low: uuid.UUID, high: uuid.UUID) -> Q:
    """What is said of two offences and stands."""
    return Q(low_id=low, high_id=high, superseded_at__isnull=True)
