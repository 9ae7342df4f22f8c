"""Two units; Cleo brings records, Ben was named to review them, Dora supervises the same unit."""

import io
import uuid
from dataclasses import dataclass

import pytest

from bairn.access import sessions
from bairn.kernel.actor import Actor
from bairn.records import guessing, importing, reading
from bairn.records.actions import bringing
from bairn.records.terms import Import, Layout
from tests import cast
from tests.cast import AT

TABLE = (
    "name,dob,phone,email,plate,remark\n"
    "Quillfeather Ada,1987-05-04,+44 7700 900123,ada@example.org,AB12 CDE,blue folder\n"
    "Marrowby Tom,4 May,+44 7700 900124,,,green folder\n"
    ",,,,,only a remark\n"
)


@dataclass
class Archive:
    """`cleo` imports, `ben` reviews; `dora` leads the same unit, `emil` another."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    dora: Actor
    emil: Actor
    house: Actor

    def bring(self, text: str = TABLE, name: str = "Old cards", **more: object) -> Import:
        """A whole file, by Cleo, with Ben to review it."""
        stream = io.BytesIO(text.encode())
        opened = reading.open_file(stream)
        layout = more.pop("layout", None) or self.layout(text)
        begun = bringing.begin(
            actor=self.cleo, at=AT, unit_id=self.place.unit.id, name=name, opened=opened,
            layout=layout, reviewers=[self.ben.id],
        )  # fmt: skip
        return importing.bring_in(
            actor=self.cleo, at=AT, stream=stream, opened=opened, layout=layout, begun=begun, **more
        )

    def layout(self, text: str = TABLE) -> Layout:
        """What is guessed of the columns."""
        stream = io.BytesIO(text.encode())
        return guessing.guess(*reading.peek(stream, reading.open_file(stream)))

    def records(self, collection_id: uuid.UUID):
        """The records of a collection, as Cleo sees them."""
        from bairn.records import queries

        found = queries.collection(actor=self.cleo, at=AT, collection_id=collection_id)
        return found.records


@pytest.fixture
def archive(db) -> Archive:
    """Nothing was brought in yet."""
    place = cast.place()
    return Archive(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        dora=cast.staff("dora", "supervisor", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        house=sessions.system(),
    )
