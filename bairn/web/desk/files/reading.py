"""What the pages of files show of one case, each as one look: one transaction, one entry."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.evidence import media
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitCard
from bairn.evidence.terms.captures import CaptureCard
from bairn.evidence.terms.checking import Check, CheckState
from bairn.evidence.terms.files import FileCard, FileFile, Held, Verification
from bairn.evidence.terms.locks import FileLocks
from bairn.evidence.terms.viewing import Viewing
from bairn.kernel.actor import Actor
from bairn.protocols import queries as protocols
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file as a list shows it."""

    card: FileCard
    exhibit: ExhibitCard | None
    locks: FileLocks | None
    state: CheckState | None
    capture: CaptureCard | None = None

    @property
    def shut(self) -> bool:
        """Whether it opens for nobody now."""
        return self.locks is not None and self.locks.shut

    @property
    def failed(self) -> bool:
        """Whether it is not what was taken in."""
        return self.card.verification in {Verification.BROKEN, Verification.MISSING}

    @property
    def held(self) -> bool:
        """Whether the house has its content."""
        return self.card.held is Held.SEALED

    @property
    def archive(self) -> bool:
        """Whether it is an archive, by its content."""
        return self.card.found_type in media.ARCHIVES

    @property
    def captures(self) -> bool:
        """Whether it may be a saved web page."""
        return self.card.found_type in {media.WARC, media.ZIP, "application/gzip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesFile:
    """A case with its files."""

    file: CaseFile
    rows: tuple[Row, ...] = ()
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many are not what was taken in."""
        return sum(row.failed for row in self.rows)

    @property
    def shut(self) -> int:
        """How many are locked."""
        return sum(row.shut for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFile:
    """One file with its case, its locks, its checks and who has looked."""

    file: CaseFile
    row: Row
    one: FileFile
    checks: tuple[Check, ...] = ()
    viewings: tuple[Viewing, ...] = ()
    taken_from: tuple[uuid.UUID, int] | None = None
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)

    @property
    def card(self) -> FileCard:
        """The file as a list shows it."""
        return self.one.card


def rows_of(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID | None = None
) -> tuple[Row, ...]:
    """The files of a case or of one exhibit, for any page that lists them. Ask it inside a look."""
    files = evidence.files(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    if not files:
        return ()
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id}
    exhibits = {one.id: one for one in evidence.exhibits(**told)}
    locks = evidence.file_locks(**told)
    states = evidence.check_states(**told)
    captures: dict[uuid.UUID, CaptureCard] = {}
    if not may.off("evidence.captures", actor):
        captures = {one.file_id: one for one in evidence.captures_of_case(**told)}
    return tuple(
        Row(
            card=one,
            exhibit=exhibits.get(one.exhibit_id),
            locks=locks.get(one.id),
            state=states.get(one.id),
            capture=captures.get(one.id),
        )
        for one in files
    )


@gate.look("desk.case_files")
def files_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> FilesFile:
    """The case and its files."""
    rows = rows_of(actor=actor, at=at, case_id=case_id)
    return FilesFile(
        file=_case(actor, at, case_id),
        rows=rows,
        staff=_staff(actor, at, (row.card.by_id for row in rows)),
    )


@gate.look("desk.case_file")
def one_file(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> OneFile:
    """One file with everything that is known of it, in its case."""
    one = evidence.file(actor=actor, at=at, case_id=case_id, file_id=file_id)
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "file_id": file_id}
    exhibits = {row.id: row for row in evidence.exhibits(actor=actor, at=at, case_id=case_id)}
    capture = None if may.off("evidence.captures", actor) else evidence.capture(**told)
    row = Row(
        card=one.card,
        exhibit=exhibits.get(one.card.exhibit_id),
        locks=evidence.file_locks(**told).get(file_id),
        state=evidence.check_states(**told).get(file_id),
        capture=capture,
    )
    checks = () if may.off("evidence.checks", actor) else evidence.checks(**told)
    viewings = () if may.off("evidence.viewings", actor) else evidence.viewings(**told)
    named = [one.card.by_id, *(each.by_id for each in checks), *(v.staff_id for v in viewings)]
    named += [each.by_id for each in row.locks.lifted] if row.locks else []
    return OneFile(
        file=_case(actor, at, case_id),
        row=row,
        one=one,
        checks=checks,
        viewings=viewings,
        taken_from=evidence.taken_from(**told),
        staff=_staff(actor, at, named),
    )


def _case(actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    bindings = protocols.bindings_of_case(actor=actor, at=at, case_id=case_id)
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
        pinned=max(bindings, key=lambda one: one.number, default=None),
    )


def _staff(actor: Actor, at: datetime, named: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, StaffCard]:
    return access.staff_of(actor=actor, at=at, ids={*named})
