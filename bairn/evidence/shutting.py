"""Which locks a file has: what its exhibit, its pack and its platform demand, and what was said."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bairn.evidence import exhibit_rows, locking, reading_book
from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.models.files import File
from bairn.evidence.models.reading import Authority as AuthorityRow
from bairn.evidence.models.reading import Lock
from bairn.evidence.terms.exhibits import Correction
from bairn.evidence.terms.locks import Authority, FileLocks, LockFacts, LockKind
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.protocols import queries as protocols


def locks_of(
    actor: Actor, at: datetime, case_id: uuid.UUID, files: Sequence[File]
) -> Mapping[uuid.UUID, FileLocks]:
    """The locks of these files of one case, worked out from how everything stands now."""
    if not files:
        return {}
    demands = reading_book.book().demands
    facts = _facts(actor, at, case_id, files)
    recorded = _recorded(one.id for one in files)
    return {
        one.id: FileLocks(
            file_id=one.id,
            holding=locking.holding(
                {lock for said in facts[one.id] for lock in locking.demanded(said, demands)},
                recorded.get(one.id, ()),
            ),
            lifted=tuple(recorded.get(one.id, ())),
        )
        for one in files
    }


def must_be_open(actor: Actor, at: datetime, case_id: uuid.UUID, file: File) -> None:
    """Refuses a file that is locked, whoever asks. Raises Refusal evidence.locked."""
    locks = locks_of(actor, at, case_id, [file])[file.id]
    locking.may_open(locks.holding, reading_book.book().locks)


def _facts(
    actor: Actor, at: datetime, case_id: uuid.UUID, files: Sequence[File]
) -> Mapping[uuid.UUID, Sequence[LockFacts]]:
    """What was said of each file's exhibit at first, and anew: a correction opens nothing."""
    exhibits = {
        one.id: one for one in Exhibit.objects.filter(id__in={one.exhibit_id for one in files})
    }
    by_hand: defaultdict[uuid.UUID, set[LockKind]] = defaultdict(set)
    for lock in Lock.objects.filter(file_id__in=[one.id for one in files]):
        by_hand[lock.file_id].add(LockKind(lock.kind))
    pack = _pack(actor, at, case_id)
    viewed = _viewed(actor, at, case_id)
    anew = exhibit_rows.corrections(exhibits)
    found = {}
    for one in files:
        exhibit = exhibits[one.exhibit_id]
        first = LockFacts(
            pack=pack,
            exhibit_kind=exhibit.kind,
            source=exhibit.source,
            basis=exhibit.basis,
            sensitivity=exhibit.sensitivity,
            viewed=_answer(one, viewed),
            by_hand=frozenset(by_hand[one.id]),
        )
        found[one.id] = (first, _corrected(first, anew.get(exhibit.id, ())))
    return found


def _corrected(first: LockFacts, anew: Iterable[Correction]) -> LockFacts:
    said = {one.field: one.value for one in anew}
    return replace(
        first,
        exhibit_kind=said.get("kind", first.exhibit_kind),
        source=said.get("source", first.source),
        basis=said.get("basis", first.basis),
        sensitivity=said.get("sensitivity", first.sensitivity),
    )


def _recorded(file_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Authority]]:
    found: defaultdict[uuid.UUID, list[Authority]] = defaultdict(list)
    for row in AuthorityRow.objects.filter(file_id__in=list(file_ids)).order_by("at", "id"):
        found[row.file_id].append(
            Authority(
                id=row.id,
                lock=LockKind(row.lock),
                ground=row.ground,
                words_id=row.words_id,
                at=row.at,
                by_id=row.by_id,
            )
        )
    return found


def _pack(actor: Actor, at: datetime, case_id: uuid.UUID) -> str:
    """Empty for a kit that nobody reported: it hangs on no case and no pack."""
    bindings = protocols.bindings_of_case(actor=actor, at=at, case_id=case_id)
    newest = max(bindings, key=lambda one: one.number, default=None)
    return newest.pack if newest else ""


def _viewed(actor: Actor, at: datetime, case_id: uuid.UUID) -> Mapping[str, str]:
    """By digest: whether the platform that reported a file looked at it. A no outweighs a yes."""
    said: dict[str, str] = {}
    for report in intake.reports_of_case(actor=actor, at=at, case_id=case_id):
        for file in report.files:
            if file.viewed_by_platform is None:
                continue
            stated = [value for _algorithm, value in file.stated_digests]
            for digest in filter(None, [file.sha256, file.sha1, file.md5, *stated]):
                looked = file.viewed_by_platform and said.get(digest.lower()) != "no"
                said[digest.lower()] = "yes" if looked else "no"
    return said


def _answer(file: File, viewed: Mapping[str, str]) -> str:
    """What was said of this file under any of its digests."""
    digests = (file.sha256, file.sha1, file.md5)
    found = {viewed[hexed] for one in digests if (hexed := bytes(one).hex()) in viewed}
    return "no" if "no" in found else "yes" if found else "unsaid"
