"""A calm case with an exhibit, and files of invented bytes sent into it."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bairn.access import gate, sessions
from bairn.evidence.actions import uploads
from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.terms.uploads import NewFile, UploadCard
from bairn.kernel import clock, ids
from bairn.kernel.actor import Actor
from tests import cast

MIB = 1024 * 1024


def content(size: int) -> bytes:
    """Bytes that are not the same in any two chunks."""
    return os.urandom(size)


def pieces(data: bytes, size: int = 100_000) -> Iterator[bytes]:
    """The data as a stream gives it."""
    for start in range(0, len(data), size):
        yield data[start : start + size]


def exhibit_of(actor: Actor, case: uuid.UUID, number: int = 1) -> uuid.UUID:
    """An exhibit of the case, without the ceremony of registering one."""
    made = ids.new_id()
    with gate._transaction(actor):
        Exhibit.objects.create(
            id=made,
            root_id=made,
            holder_id=case,
            number=number,
            code=f"B{made.hex[-10:]}".upper(),
            kind="device",
            sensitivity="usual",
            source="place",
            collected_at=cast.AT,
            offset_minutes=0,
            method="handed_over",
            basis="consent",
            words_id=ids.new_id(),
            registered_at=cast.AT,
            registered_by=actor.id,
        )
    return made


@dataclass
class FileHouse:
    """Two of one circle, a stranger, and a case with one exhibit."""

    ada: Actor
    ben: Actor
    stranger: Actor
    system: Actor
    case: uuid.UUID
    exhibit: uuid.UUID
    place: cast.Place
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The time at the door."""
        return clock.now()

    def begin(self, data: bytes | int, *, name: str = "garden.bin", **said: Any) -> UploadCard:
        """Begin to send a file of this content, or of this size."""
        size = data if isinstance(data, int) else len(data)
        return uploads.begin_upload(
            actor=self.ada,
            at=self.now,
            case_id=self.case,
            exhibit_id=self.exhibit,
            said=NewFile(name=name, size=size, **said),
        )

    def send(
        self, upload: uuid.UUID, data: bytes, *, offset: int = 0, actor: Actor | None = None, **more
    ) -> UploadCard:
        """Send these bytes from this offset on."""
        return uploads.receive(
            actor=actor or self.ada,
            at=self.now,
            case_id=self.case,
            upload_id=upload,
            offset=offset,
            stream=pieces(data),
            **more,
        )

    def put(self, data: bytes, **said: Any) -> UploadCard:
        """Send a whole file in one turn."""
        return self.send(self.begin(data, **said).id, data)


def move_in() -> FileHouse:
    """The house, in an empty database."""
    sessions._kept.clear()
    place = cast.place()
    ada = cast.staff("ada", "investigator", unit=place.unit)
    ben = cast.staff("ben", "investigator", unit=place.unit)
    stranger = cast.staff("cleo", "investigator", unit=place.other_unit)
    case = cast.holder("case", unit=place.unit)
    cast.assign(ada, case)
    cast.assign(ben, case)
    return FileHouse(
        ada=ada,
        ben=ben,
        stranger=stranger,
        system=sessions.system(),
        case=case,
        exhibit=exhibit_of(ada, case),
        place=place,
    )
