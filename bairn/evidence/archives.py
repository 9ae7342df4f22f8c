"""What an archive holds: listed with its dangers and never unpacked where it lies."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bairn.evidence import media, tar, zips
from bairn.evidence.inflating import Budget, Limits, MalformedError, Source, TooMuchError
from bairn.kernel.refusal import Refusal

MOST_ENTRY = 2 * 1024**3  # bytes of the one entry that may be taken out
MOST_NAME = 400  # signs of a name that are kept; the rest is cut and said so
MOST_KEPT = 2_000  # entries of which a name is kept for a page; all are counted and judged
MOST_PEEKED = 500  # entries of which the first bytes are looked at
_DRIVE = re.compile(r"^[A-Za-z]:")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


class Danger(StrEnum):
    """What is wrong with an entry, or with the whole archive."""

    ABSOLUTE = "absolute"  # it wants to lie at a place of its own choice
    CLIMBS = "climbs"  # `..`
    LINK = "link"
    DEVICE = "device"
    NUL = "nul"
    CONTROLS = "controls"  # signs that are not seen or turn the reading direction
    LONG_NAME = "long_name"
    DUPLICATE = "duplicate"
    OVERLAPS = "overlaps"  # two entries share their bytes
    RATIO = "ratio"  # inflates to far more than it is
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"  # the listing ends where the archive cannot be read on
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the archive states it."""

    number: int
    name: str
    size: int
    packed: int | None  # None where entries are not packed one by one
    folder: bool = False
    depth: int = 0  # folders above it
    kind: str = ""  # by its first bytes, where they could be read
    dangers: tuple[Danger, ...] = ()

    @property
    def ratio(self) -> float | None:
        """How many times larger it says it becomes."""
        return None if not self.packed else round(self.size / self.packed, 1)

    @property
    def archive(self) -> bool:
        """Whether it is itself an archive, by its first bytes."""
        return self.kind in media.ARCHIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an archive holds. `dangers` are those of the whole and those of any entry."""

    kind: str
    entries: tuple[Entry, ...]
    count: int
    size: int
    packed: int
    depth: int
    dangers: tuple[Danger, ...]

    @property
    def cut(self) -> int:
        """How many entries were counted without being kept for the page."""
        return self.count - len(self.entries)

    @property
    def ratio(self) -> float:
        """How many times larger all of it says it becomes."""
        return round(self.size / self.packed, 1) if self.packed else 0.0


_LIMIT = {
    "bytes": Danger.TOO_LARGE,
    "entries": Danger.TOO_MANY,
    "time": Danger.TOO_SLOW,
    "header": Danger.UNREADABLE,
}


def listing(
    source: Source,
    *,
    limits: Limits | None = None,
    spent: Callable[[], float] = lambda: 0.0,
) -> Listing:
    """What this archive holds, as far as the limits let it be read; `spent` says the seconds.

    Raises Refusal evidence.no_archive for what is none.
    """
    limits = limits or Limits()
    kind = media.found(source.read(0, media.HEAD))
    budget = Budget(limits, spent)
    spans: list[tuple[int, int]] = []
    if kind == media.ZIP:
        stated: Iterable[Entry] = _zipped(source, budget, spans)
    elif kind in media.TARS:
        stated = map(_of_tar, tar.entries(source, budget, media.TARS[kind]))
    else:
        raise Refusal("evidence.no_archive", "This is neither a zip nor a tar archive.")
    listed = _Lister(kind, source.length, limits).list(stated)
    if zips.overlap(spans):
        return replace(listed, dangers=tuple(sorted({*listed.dangers, Danger.OVERLAPS})))
    return listed


def _zipped(source: Source, budget: Budget, spans: list[tuple[int, int]]) -> Iterator[Entry]:
    for stated in zips.entries(source, budget):
        spans.append((stated.offset, stated.packed))
        entry = _of_zip(stated)
        if stated.number < MOST_PEEKED:
            head = zips.beginning(source, stated, budget)
            entry = replace(entry, kind=media.found(head) if head else "")
        yield entry


class _Lister:
    def __init__(self, kind: str, length: int, limits: Limits) -> None:
        self._kind, self._length, self._limits = kind, length, limits
        self._names: set[int] = set()
        self._kept: list[Entry] = []
        self._dangers: set[Danger] = set()
        self._count = self._size = self._depth = 0

    def list(self, stated: Iterable[Entry]) -> Listing:
        try:
            for one in stated:
                self._add(one)
        except TooMuchError as much:
            self._dangers.add(_LIMIT[much.what])
        except MalformedError:
            self._dangers.add(Danger.UNREADABLE)
        if self._size > self._limits.ratio * max(1, self._length) and self._size > 1024**2:
            self._dangers.add(Danger.RATIO)
        return Listing(
            kind=self._kind,
            entries=tuple(self._kept),
            count=self._count,
            size=self._size,
            packed=self._length,
            depth=self._depth,
            dangers=tuple(sorted(self._dangers)),
        )

    def _add(self, one: Entry) -> None:
        found = set(one.dangers) | set(named_dangers(one.name))
        if one.packed is not None and one.size > self._limits.ratio * max(1, one.packed):
            found |= {Danger.RATIO} if one.size > 1024**2 else set()
        key = hash(_as_on_a_disk(one.name))  # the names of 100,000 entries would fill the memory
        found |= {Danger.DUPLICATE} if key in self._names else set()
        self._names.add(key)
        depth = one.name.strip("/").count("/")
        self._count += 1
        self._size += one.size
        self._depth = max(self._depth, depth)
        self._dangers |= found
        if len(self._kept) < MOST_KEPT:
            kept = replace(one, name=shown(one.name), depth=depth, dangers=tuple(sorted(found)))
            self._kept.append(kept)


def named_dangers(name: str) -> Sequence[Danger]:
    """What is wrong with the name of an entry."""
    slashed = name.replace("\\", "/")
    found = []
    if slashed.startswith("/") or _DRIVE.match(slashed):
        found.append(Danger.ABSOLUTE)
    if ".." in slashed.split("/"):
        found.append(Danger.CLIMBS)
    if "\0" in name:
        found.append(Danger.NUL)
    if any(_unseen(sign) for sign in name):
        found.append(Danger.CONTROLS)
    if len(name) > MOST_NAME:
        found.append(Danger.LONG_NAME)
    return found


def shown(name: str) -> str:
    """A name for a page: what is not seen is spelt out, what is too long is cut."""
    spelt = "".join(f"<U+{ord(sign):04X}>" if _unseen(sign) else sign for sign in name[:MOST_NAME])
    return spelt + ("…" if len(name) > MOST_NAME else "")


def taken_out(
    source: Source,
    number: int,
    *,
    most: int = MOST_ENTRY,
    limits: Limits | None = None,
    spent: Callable[[], float] = lambda: 0.0,
) -> Iterator[bytes]:
    """The content of entry `number`, piece by piece, at most `most` bytes.

    Raises Refusal evidence.no_entry, evidence.entry_kind, evidence.entry_too_large,
    evidence.entry_broken: a taker that has got pieces already throws them away.
    """
    budget = Budget(replace(limits or Limits(), out_bytes=16 * 1024**3), spent)
    kind = media.found(source.read(0, media.HEAD))
    try:
        given = 0
        for piece in _content(source, kind, number, budget):
            given += len(piece)
            if given > most:
                raise Refusal(
                    "evidence.entry_too_large", "This entry is larger than may be taken out."
                )
            yield piece
    except TooMuchError as much:
        raise Refusal(
            "evidence.entry_too_large", "Reading this entry takes more than is allowed."
        ) from much
    except MalformedError as fault:
        raise Refusal(
            "evidence.entry_broken", "This entry cannot be read: the archive is damaged."
        ) from fault


def _content(source: Source, kind: str, number: int, budget: Budget) -> Iterator[bytes]:
    if kind == media.ZIP:
        for stated in zips.entries(source, budget):
            if stated.number == number:
                _may_take(_of_zip(stated))
                return zips.content(source, stated, budget)
    elif kind in media.TARS:
        packed = media.TARS[kind]
        return tar.content(source, budget, packed, number, lambda one: _may_take(_of_tar(one)))
    raise Refusal("evidence.no_entry", "The archive has no such entry.")


def _may_take(one: Entry) -> None:
    kept = {Danger.LINK, Danger.DEVICE, Danger.ENCRYPTED}
    if one.folder or kept & set(one.dangers):
        raise Refusal(
            "evidence.entry_kind", "A folder, a link, a device or an encrypted entry stays inside."
        )


def _of_zip(stated: zips.Stated) -> Entry:
    dangers = [
        danger
        for danger, holds in (
            (Danger.LINK, stated.link),
            (Danger.DEVICE, stated.device),
            (Danger.ENCRYPTED, stated.encrypted),
        )
        if holds
    ]
    return Entry(
        number=stated.number,
        name=stated.name,
        size=stated.size,
        packed=stated.packed,
        folder=stated.name.endswith("/"),
        dangers=tuple(dangers),
    )


def _of_tar(stated: tar.Stated) -> Entry:
    dangers = [Danger.LINK] if stated.link else [Danger.DEVICE] if stated.device else []
    return Entry(
        number=stated.number,
        name=stated.name,
        size=stated.size,
        packed=None,
        folder=stated.folder,
        kind=media.found(stated.head) if stated.head else "",
        dangers=tuple(dangers),
    )


def _unseen(sign: str) -> bool:
    return sign in _BIDI or (unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Cn"})


def _as_on_a_disk(name: str) -> str:
    """Two names that are one on some disk are duplicates: case and slashes do not tell apart."""
    slashed = name.replace("\\", "/").strip("/")
    return unicodedata.normalize("NFC", slashed).casefold()[:MOST_NAME]
