"""Looks at offences: as an analyst sees them, as their circle does, on a map, as a matrix."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import agreeing, kept, models
from bairn.series.book import book
from bairn.series.terms import Agreement, Blank, Matrix, Moment, Offence, OffenceFile

MOST = 200


@gate.look("series.offences")
def offences(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    numbers: Collection[str] = (),
    after: uuid.UUID | None = None,
    limit: int = 50,
) -> tuple[Offence, ...]:
    """The offences in one's sight, of one case or with these numbers, at most 200 a page."""
    rows = models.Offence.objects.order_by("id")
    if case_id is not None:
        rows = rows.filter(holding__case_id=case_id)
    if numbers:
        rows = rows.filter(number__in=[one.strip().upper() for one in numbers])
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = tuple(map(kept.offence, rows[: min(max(1, limit), MOST)]))
    gate.note(count=len(found))
    return found


@gate.look("series.offence")
def offence(*, actor: Actor, at: datetime, offence_id: uuid.UUID) -> OffenceFile:
    """One offence; its case and every version of its coding for its own circle alone."""
    face = kept.seen([offence_id])[offence_id]
    holding = models.Holding.objects.filter(offence_id=offence_id).first()
    rows = models.Coding.objects.filter(offence_id=offence_id).order_by("version")
    gate.subject(offence_id)
    return OffenceFile(
        offence=face,
        case_id=holding.case_id if holding else None,
        codings=tuple(map(kept.coding, rows)),
        place_id=holding.place_id if holding else None,
    )


@gate.look("series.to_code_again")
def to_code_again(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, offence_id: uuid.UUID
) -> Blank:
    """What a second coder is given: nothing of what the first one coded."""
    row = models.Offence.objects.filter(id=offence_id, holding__case_id=case_id).first()
    if row is None:
        raise Refusal("series.no_offence", "There is no such offence in your sight.")
    return Blank(offence_id=row.id, number=row.number, earliest=row.earliest, latest=row.latest)


@gate.look("series.agreement")
def agreement(*, actor: Actor, at: datetime, offence_id: uuid.UUID | None = None) -> Agreement:
    """How well two coders agreed, item by item: on one offence, or on all in one's sight."""
    rows = models.Offence.objects.filter(twice__isnull=False)
    if offence_id is not None:
        kept.seen([offence_id])
        rows = rows.filter(id=offence_id)
    found = agreeing.agreement(
        [row.twice or {} for row in rows.order_by("id")], tuple(book().items)
    )
    gate.note(count=found.offences)
    return found


@gate.look("series.map_and_time")
def map_and_time(
    *, actor: Actor, at: datetime, offence_ids: Sequence[uuid.UUID]
) -> tuple[Moment, ...]:
    """Where and when, the earliest first: squares and hours. What has no time comes last."""
    found = kept.seen(_few(offence_ids)).values()
    gate.note(count=len(found))
    moments = [
        Moment(
            offence_id=one.id, number=one.number, earliest=one.earliest, latest=one.latest,
            place=one.place,
        )
        for one in found
    ]  # fmt: skip
    known = sorted(
        (one for one in moments if one.earliest is not None),
        key=lambda one: (str(one.earliest), one.number),
    )
    return (*known, *(one for one in moments if one.earliest is None))


@gate.look("series.matrix")
def matrix(*, actor: Actor, at: datetime, offence_ids: Sequence[uuid.UUID]) -> Matrix:
    """Items by offences, without the items of which nothing is known."""
    found = kept.seen(_few(offence_ids)).values()
    gate.note(count=len(found))
    rows = {item: tuple(_cell(one, item) for one in found) for item in book().items}
    return Matrix(
        numbers=tuple(one.number for one in found),
        rows={item: cells for item, cells in rows.items() if any(cells)},
    )


def _cell(one: Offence, item: str) -> str:
    return "?" if item in one.unsettled else one.codes.get(item, "")


def _few(offence_ids: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    if len(offence_ids) > MOST:
        raise Refusal("series.how_many", "Choose at most 200 offences.", field="offence_ids")
    return list(dict.fromkeys(offence_ids))
