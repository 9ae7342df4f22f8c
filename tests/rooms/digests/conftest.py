"""Two units of two agencies, a case in each, and lists that the first supervisor brings in."""

import hashlib
import uuid
from dataclasses import dataclass, field

import pytest

from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.digests import actions as digests
from bairn.digests.terms import Algorithm, Digest, FileDigests, ListKind, NewList, Row
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from tests import cast
from tests.cast import AT


def sha256(text: str) -> Digest:
    """The digest of an invented file."""
    return Digest(Algorithm.SHA256, hashlib.sha256(text.encode()).digest())


def md5(text: str) -> Digest:
    """The same under the oldest of the algorithms."""
    return Digest(Algorithm.MD5, hashlib.md5(text.encode(), usedforsecurity=False).digest())


def a_file(*texts: str) -> FileDigests:
    """A file that has the digests of these texts."""
    return FileDigests(ids.new_id(), tuple(sha256(text) for text in texts))


@dataclass
class Lists:
    """Cleo supervises, Ben works her case; Emil supervises elsewhere; Otto runs the house."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    emil: Actor
    otto: Actor
    case_id: uuid.UUID = field(init=False)
    other_case: uuid.UUID = field(init=False)

    def begin(self, name="Calm list", kind=ListKind.KNOWN_ILLEGAL, **said) -> uuid.UUID:
        """A list that is about to come in."""
        return digests.begin_import(
            actor=self.cleo, at=AT, said=NewList(name=name, kind=kind, **said),
            file_digest=hashlib.sha256(name.encode()).digest(), size=100,
        ).list_id  # fmt: skip

    def bring(self, *rows: Row | Digest, **said) -> uuid.UUID:
        """A whole list of these rows."""
        list_id = self.begin(**said)
        made = [
            one if isinstance(one, Row) else Row(place, (one,), "1")
            for place, one in enumerate(rows, start=1)
        ]
        digests.take_rows(
            actor=self.cleo, at=AT, list_id=list_id, after=0, rows=made, until=len(made), place=50
        )
        digests.finish_import(actor=self.cleo, at=AT, list_id=list_id)
        return list_id


@pytest.fixture
def lists(db) -> Lists:
    """No list is there yet."""
    place = cast.place()
    made = Lists(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        otto=cast.staff("otto", "operator", unit=place.unit),
    )
    made.case_id = cases.open_case(
        actor=made.cleo, at=AT, unit_id=place.unit.id, circle={made.ben.id: "investigator"}
    )
    made.other_case = cases.open_case(
        actor=made.emil, at=AT, unit_id=place.other_unit.id, circle={made.emil.id: "supervisor"}
    )
    return made


@pytest.fixture
def house(db) -> Actor:
    """The worker."""
    return sessions.system()
