"""Everything that one release lets go, gathered from the rooms into plain values."""

import mimetypes
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bairn.disclosure import releasing
from bairn.disclosure.bundling import record
from bairn.disclosure.terms import (
    Access,
    BundledExhibit,
    BundledFile,
    Dossier,
    Hand,
    PackUsed,
    Release,
    Row,
    Schedule,
    ScheduleLine,
)
from bairn.evidence import queries as evidence
from bairn.evidence.terms import CustodyEvent, ExhibitCard, Hands
from bairn.evidence.terms.files import FileCard
from bairn.journeys.bundle_record import Proven
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight.terms import EntryKind, RecordedEntry
from bairn.protocols import queries as protocols
from bairn.vault.queries import words as vault

_AT_ONCE = 100  # words that are opened under one entry
_INTO_CASE = "evidence.kit_into_case"  # what happened to a kit before stands on its own record


def gather(
    *,
    actor: Actor,
    at: datetime,
    release: Release,
    schedule: Schedule,
    proven: Proven,
) -> Dossier:
    """The dossier of a release; a file is opened when its turn to be written comes."""
    case_id = release.case_id
    cards = {one.id: one for one in evidence.every_exhibit(actor=actor, at=at, case_id=case_id)}
    wanted = _with_parents(release, cards)
    files = _files(actor, at, release, cards)
    hands = _hands(actor, at, case_id, wanted, proven)
    shown = _for(release.recipient, proven, hands, files)
    lines = _lines(actor, at, case_id, schedule)
    return Dossier(
        case_id=case_id,
        release_id=release.id,
        recipient=release.recipient,
        authority=release.authority,
        identities=release.identities,
        made_at=at,
        exhibits=tuple(_exhibit(one, cards) for one in wanted),
        files=files,
        hands=hands,
        schedule=lines,
        access=tuple(_access(one) for one in shown if one.entry.kind is EntryKind.LOOK),
        record=record.part(proven.head, [one.index for one in shown if one.index is not None]),
        packs=_packs(actor, at, case_id),
    )


def _with_parents(
    release: Release, cards: Mapping[uuid.UUID, ExhibitCard]
) -> tuple[ExhibitCard, ...]:
    """What was released, and what each was taken from: its chain begins there."""
    found: dict[uuid.UUID, ExhibitCard] = {}
    for piece in release.pieces:
        card = cards.get(piece.exhibit_id)
        while card is not None and card.id not in found:
            found[card.id] = card
            card = cards.get(card.parent_id) if card.parent_id else None
    return tuple(sorted(found.values(), key=lambda one: one.number))


def _exhibit(one: ExhibitCard, cards: Mapping[uuid.UUID, ExhibitCard]) -> BundledExhibit:
    parent = cards.get(one.parent_id) if one.parent_id else None
    return BundledExhibit(
        id=one.id,
        code=one.code,
        number=str(one.number),
        kind=one.kind,
        collected_at=one.collected_at,
        parent=parent.code if parent else "",
    )


def _files(
    actor: Actor, at: datetime, release: Release, cards: Mapping[uuid.UUID, ExhibitCard]
) -> tuple[BundledFile, ...]:
    case_id = release.case_id
    asked = {piece.file_id for piece in release.pieces if piece.file_id}
    every = evidence.every_file(actor=actor, at=at, case_id=case_id)
    chosen = [one for one in every if one.id in asked]
    if len(chosen) != len(asked):
        raise Refusal("disclosure.not_here", "This case holds no such exhibit or file.")
    words = _words(actor, at, case_id, [one.words_id for one in chosen])
    return tuple(
        _file(actor, at, one, cards[one.exhibit_id].code, words[one.words_id], release)
        for one in chosen
    )


def _file(
    actor: Actor,
    at: datetime,
    card: FileCard,
    code: str,
    words: Mapping[str, str],
    release: Release,
) -> BundledFile:
    known = evidence.file(actor=actor, at=at, case_id=card.case_id, file_id=card.id)

    def pieces() -> Iterator[bytes]:
        with evidence.copy_out(
            actor=actor, at=clock.now(), case_id=card.case_id, file_id=card.id
        ) as opened:
            yield from opened.pieces()

    return BundledFile(
        id=card.id,
        exhibit=code,
        size=card.size,
        sha256=card.sha256.hex(),
        media_type=card.found_type or "application/octet-stream",
        entry=known.entry_id,
        salt=bytes.fromhex(words["salt"]),
        pieces=pieces,
        suffix=mimetypes.guess_extension(card.found_type or "") or ".bin",
        name=words.get("name", "") if release.identities else "",
        copy_of=card.original_id,
        redacted_for=card.redaction,
    )


def _words(
    actor: Actor, at: datetime, case_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, Mapping[str, str]]:
    found: dict[uuid.UUID, Mapping[str, str]] = {}
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        opened = vault.read_words(actor=actor, at=at, subject_ids=some, case_id=case_id)
        found |= {one.subject_id: one.fields for one in opened}
    return found


def _lines(
    actor: Actor, at: datetime, case_id: uuid.UUID, schedule: Schedule
) -> tuple[ScheduleLine, ...]:
    ids = [row.line.words_id for row in schedule.rows if row.line and row.line.words_id]
    words = _words(actor, at, case_id, ids)
    return tuple(_line(row, words) for row in schedule.rows)


def _line(row: Row, words: Mapping[uuid.UUID, Mapping[str, str]]) -> ScheduleLine:
    line, held = row.line, row.held
    if line is None:
        raise Refusal("disclosure.incomplete", "The schedule is not complete.")
    said = words.get(line.words_id, {}) if line.words_id else {}
    withheld = bool(line.reason)
    return ScheduleLine(
        exhibit=held.code,
        number=held.number,
        kind=held.kind,
        use=line.use.value,
        file=held.piece.file_id,
        description=said.get("description", ""),
        reason=line.reason,
        agreed_by=f"staff:{line.answered_by}" if withheld else "",
        copy_of=held.copy_of,
        redacted_for=held.redacted_for,
    )


def _hands(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    wanted: Sequence[ExhibitCard],
    proven: Proven,
) -> tuple[Hand, ...]:
    known = {one.id: one for one in wanted}
    entries = {one.entry.id: one for one in proven.entries}
    brought = {one.entry.subject_id: one for one in proven.entries if one.entry.act == _INTO_CASE}
    pairs = []
    for event in evidence.custody_of_case(actor=actor, at=at, case_id=case_id):
        if event.exhibit_id in known:
            card = known[event.exhibit_id]
            entry = entries.get(event.entry_id) or brought.get(card.root_id)
            pairs.append((_there(entry), event))
    pairs.sort(key=lambda pair: (pair[0].index or 0, pair[1].number))
    return tuple(_hand(entry, event, known[event.exhibit_id].code) for entry, event in pairs)


def _there(entry: RecordedEntry | None) -> RecordedEntry:
    """The entry of the act that wrote an event, or of the one that brought it into the case."""
    if entry is None:
        raise Refusal(
            "disclosure.no_entry",
            "The record holds no entry for an event of custody of this case.",
        )
    return entry


def _hand(one: RecordedEntry, event: CustodyEvent, code: str) -> Hand:
    entry, brought = one.entry, one.entry.id != event.entry_id
    return Hand(
        id=event.id,
        exhibit=code,
        kind=event.kind.value,
        at=event.happened_at,
        recorded_at=event.recorded_at,
        entry=entry.id,
        by=f"{'staff' if brought else entry.actor_kind}:{event.by_id}",
        by_role="" if brought else " ".join(entry.roles),
        to=_to(event.taker),
        handover=event.handover_id,
        place=str(event.place_id or ""),
        seal_before=event.seal_before,
        seal_after=event.seal_after,
        condition=event.condition,
        reason=event.reason,
    )


def _to(hands: Hands) -> str:
    if hands.staff_id:
        return f"staff:{hands.staff_id}"
    return f"outside:{hands.outside}" if hands.outside else ""


def _for(
    recipient: str, proven: Proven, hands: Sequence[Hand], files: Sequence[BundledFile]
) -> tuple[RecordedEntry, ...]:
    """The entries that go to this recipient; whatever a table names is always among them."""
    needed = {one.entry for one in hands} | {one.entry for one in files}
    return tuple(
        one
        for one in proven.entries
        if one.entry.id in needed or releasing.takes_entry(recipient, one.entry.act)
    )


def _access(one: RecordedEntry) -> Access:
    entry = one.entry
    return Access(
        at=entry.at,
        act=entry.act,
        by=f"{entry.actor_kind}:{entry.actor_id}",
        roles=entry.roles,
        subject=entry.subject_id,
        entry=entry.id,
        outcome=entry.outcome.value,
    )


def _packs(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[PackUsed, ...]:
    found = protocols.bindings_of_case(actor=actor, at=at, case_id=case_id)
    return tuple(
        PackUsed(
            code=one.pack,
            version=one.version,
            digest=one.digest,
            overlay=str(one.agency_id or ""),
        )
        for one in found
    )
