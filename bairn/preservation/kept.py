"""Between the tables of preservation and its terms."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import clock, codes, models
from bairn.preservation.states import OPEN
from bairn.preservation.terms import (
    Holder,
    Kind,
    Moments,
    Move,
    Reading,
    Request,
    State,
    Step,
)

OPEN_STATES = sorted(one.value for one in OPEN)


def requests(rows: Iterable[models.Request], *, at: datetime) -> tuple[Request, ...]:
    """The requests as lists show them; their holders were selected with them."""
    return tuple(request(row, at=at) for row in rows)


def request(row: models.Request, *, at: datetime) -> Request:
    """One request with its clocks as they read at `at`."""
    moments, basis = known(row), codes.book().bases[row.basis]
    return Request(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        kind=Kind(row.kind),
        state=clock.standing(moments.state, basis=basis, known=moments, at=at),
        holder_class=row.holder_class,
        holder_id=row.holder_id,
        holder_name=row.holder.name if row.holder else "",
        about=row.about,
        basis=row.basis,
        items=tuple(row.items),
        period=moments.period,
        confidential=row.confidential,
        language=row.language,
        window=row.window,
        with_id=row.together_with_id,
        without=row.without,
        words_id=row.words_id,
        drafted_by=row.drafted_by,
        minded_by=row.minded_by or row.drafted_by,
        drafted_at=row.drafted_at,
        sent_at=row.sent_at,
        letter_id=row.letter_id,
        letter_sha256=row.letter_sha256,
        letter_at=row.letter_at,
        acknowledged_at=row.acknowledged_at,
        answered_at=row.answered_at,
        extended=row.extended,
        held_until=row.held_until,
        reported_at=row.reported_at,
        readings=readings(row, at=at),
    )


def known(row: models.Request) -> Moments:
    """What the clocks of a request are read from."""
    return Moments(
        kind=Kind(row.kind),
        state=State(row.state),
        drafted_at=row.drafted_at,
        period=Bounds(row.from_at, row.until_at),
        sent_at=row.sent_at,
        tried_at=row.tried_at,
        acknowledged_at=row.acknowledged_at,
        extended=row.extended,
        held_until=row.held_until,
        reports=(row.reported_at,) if row.reported_at else (),
    )


def readings(row: models.Request, *, at: datetime) -> tuple[Reading, ...]:
    """Every clock of the request, the one that ends first at the front."""
    book = codes.book()
    return clock.readings(
        book,
        row=book.classes[row.holder_class],
        basis=book.bases[row.basis],
        known=known(row),
        at=at,
    )


def due_at(row: models.Request, *, at: datetime) -> datetime:
    """What is due first, for the order of lists; when nothing is, the moment it was written."""
    found = readings(row, at=at)
    return found[0].until if found else at


def held_still(case_id: uuid.UUID, request_id: uuid.UUID) -> models.Request:
    """The request, held until the transaction ends. Refuses one that is not of this case."""
    rows = models.Request.objects.select_for_update(of=("self",)).select_related("holder")
    row = rows.filter(id=request_id, case_id=case_id).first()
    if row is None:
        raise none_such()
    return row


def none_such() -> Refusal:
    """The refusal of an id that is no request of the case."""
    return Refusal("preservation.none", "There is no such request in this case.")


def steps(request_id: uuid.UUID) -> tuple[Step, ...]:
    """Everything that happened to a request, in the order it was written down."""
    rows = models.Step.objects.filter(request_id=request_id).order_by("recorded_at", "id")
    return tuple(
        Step(
            id=row.id,
            move=Move(row.move),
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            by_id=row.by_id,
            channel=row.channel,
            reason=row.reason,
            until=row.until_at,
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            exhibit_id=row.exhibit_id,
            words_id=row.words_id,
        )
        for row in rows
    )


def holder(row: models.Holder) -> Holder:
    """A row of a unit's directory."""
    return Holder(
        id=row.id,
        unit_id=row.unit_id,
        holder_class=row.holder_class,
        name=row.name,
        channel=row.channel,
        contact=row.contact,
        language=row.language,
        added_at=row.added_at,
        retired_at=row.retired_at,
    )
