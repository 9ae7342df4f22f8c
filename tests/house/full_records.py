"""A collection that came in by hand, a file that waits for its columns, and a record taken up."""

import io
import uuid

from bairn.cases.terms import ParticipantRole
from bairn.journeys import take_up
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.records import actions, guessing, importing, queries, reading
from bairn.records.terms import TakenFor

_TABLE = (
    b"name,dob,remark\nCardfinch Larkin,1987-05-04,Cardremark\nOwen Cardashdown,,calm\n"
    b",,Cardrejected\n"
)


def fill_records(supervisor: Actor, case_id: uuid.UUID) -> None:
    """One collection of each kind; a record of the first is part of the case."""
    assert supervisor.unit
    stream, at = io.BytesIO(_TABLE), clock.now()
    opened = reading.open_file(stream)
    layout = guessing.guess(*reading.peek(stream, opened))
    begun = actions.begin(
        actor=supervisor, at=at, unit_id=supervisor.unit, name="Calm cards", opened=opened,
        layout=layout,
    )  # fmt: skip
    importing.bring_in(
        actor=supervisor, at=at, stream=stream, opened=opened, layout=layout, begun=begun
    )
    take_up.take_up(
        actor=supervisor, at=clock.now(), collection_id=begun.collection_id,
        record_id=_records(supervisor, begun.collection_id)[0], case_id=case_id,
        role=ParticipantRole.OTHER, reason=TakenFor.REVIEW,
    )  # fmt: skip
    actions.hand_in(
        actor=supervisor, at=clock.now(), name="Calm box", file_name="box.csv", content=_TABLE
    )


def addresses(supervisor: Actor) -> dict[str, str]:
    """The collection whose file waits, so that every page of it can be shown."""
    cards = queries.collections(actor=supervisor, at=clock.now())
    waiting = next(one for one in cards if one.state == "waiting")
    file = queries.collection(actor=supervisor, at=clock.now(), collection_id=waiting.id)
    whole = next(one for one in cards if one.state == "whole")
    return {
        "desk:import_record.collection_id": str(whole.id),
        "collection_id": str(waiting.id),
        "source_id": str(file.sources[0].id),
        "record_id": str(_records(supervisor, whole.id)[1]),
    }


def _records(supervisor: Actor, collection_id: uuid.UUID) -> list[uuid.UUID]:
    found = queries.collection(actor=supervisor, at=clock.now(), collection_id=collection_id)
    return [one.id for one in found.records]
