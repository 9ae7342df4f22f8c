"""What other rooms say: which exhibits and files the case holds."""

import uuid
from datetime import datetime

from bairn.disclosure import kept
from bairn.disclosure.terms import Held, Piece, Row, Schedule
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitCard
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.files import Held as HeldAs
from bairn.kernel.actor import Actor


def held(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Held, ...]:
    """Every exhibit of the case, each followed by its files."""
    exhibits = evidence.every_exhibit(actor=actor, at=at, case_id=case_id)
    files: dict[uuid.UUID, list[FileCard]] = {}
    for file in evidence.every_file(actor=actor, at=at, case_id=case_id):
        files.setdefault(file.exhibit_id, []).append(file)
    found = []
    for one in exhibits:
        found.append(_exhibit(one))
        found += [_file(one, file) for file in files.get(one.id, ())]
    return tuple(found)


def _exhibit(one: ExhibitCard) -> Held:
    return Held(
        piece=Piece(one.id),
        code=one.code,
        number=str(one.number),
        kind=one.kind,
        sensitivity=one.sensitivity,
        parent_id=one.parent_id,
    )


def _file(exhibit: ExhibitCard, file: FileCard) -> Held:
    return Held(
        piece=Piece(exhibit.id, file.id),
        code=exhibit.code,
        number=f"{exhibit.number}.{file.number}",
        kind="file",
        sensitivity=exhibit.sensitivity,
        size=file.size,
        content=file.held is HeldAs.SEALED,
        restricted=file.restricted,
        copy_of=file.original_id,
        redacted_for=file.redaction,
    )


def schedule(actor: Actor, at: datetime, case_id: uuid.UUID) -> Schedule:
    """Every piece of the case with what was said of it last."""
    said = kept.lines(case_id)
    rows = (Row(held=one, line=said.get(one.piece)) for one in held(actor, at, case_id))
    return Schedule(case_id=case_id, rows=tuple(rows))
