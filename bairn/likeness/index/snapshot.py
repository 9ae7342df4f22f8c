"""The snapshot: all sightings in the order of their ids, and the lists of who has which key."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.index import postings, sealed
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Prints

Numbers = NDArray[Any]

_FEWEST_BITS, _MOST_BITS = 16, 28
_LOAD: Final = 4  # lists a sighting: with fewer, strangers share lists


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Sightings that do not change any more."""

    subjects: Numbers  # two words each: the upper and the lower half of an id
    holders: Numbers
    rows: Numbers
    row_starts: Numbers
    tokens: Numbers
    token_starts: Numbers
    starts: Numbers  # of the lists
    lists: Numbers

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def shift(self) -> int:
        """By how much a key is shifted to be the number of its list."""
        return 65 - (len(self.starts) - 1).bit_length()

    def find(self, subject: UUID) -> int | None:
        """At which place a subject is."""
        upper, lower = halves(subject)
        first = int(np.searchsorted(self.subjects[:, 0], np.uint64(upper)))
        while first < len(self) and int(self.subjects[first, 0]) == upper:
            if int(self.subjects[first, 1]) == lower:
                return first
            first += 1
        return None


def halves(one: UUID) -> tuple[int, int]:
    """An id as two words."""
    return one.int >> 64, one.int & 0xFFFFFFFFFFFFFFFF


def ids_of(many: Sequence[UUID]) -> Numbers:
    """Ids as an array of two words each."""
    told = np.frombuffer(b"".join(one.bytes for one in many), ">u8").reshape(-1, 2)
    return told.astype(np.uint64)


def id_at(ids: Numbers, at: int) -> UUID:
    """The id at a place."""
    return UUID(int=int(ids[at, 0]) << 64 | int(ids[at, 1]))


def built(subjects: Numbers, holders: Numbers, prints: Prints) -> Snapshot:
    """A snapshot of these sightings, each subject once."""
    order = np.lexsort((subjects[:, 1], subjects[:, 0]))
    rows, row_starts = _ordered(prints.rows, prints.row_starts, order, np.uint32)
    tokens, token_starts = _ordered(prints.tokens, prints.token_starts, order, np.uint64)
    starts, lists = _lists(rows, row_starts, tokens, token_starts)
    return Snapshot(
        np.ascontiguousarray(subjects[order]), np.ascontiguousarray(holders[order]),
        rows, row_starts, tokens, token_starts, starts, lists,
    )  # fmt: skip


def _ordered(
    values: Numbers, starts: Numbers, order: Numbers, kind: type[np.generic]
) -> tuple[Numbers, Numbers]:
    """The groups of `values` in another order."""
    long = np.diff(starts)[order]
    new = np.zeros(len(order) + 1, np.int64)
    np.cumsum(long, out=new[1:])
    each = np.repeat(starts[:-1][order] - new[:-1], long) + np.arange(new[-1])
    return np.ascontiguousarray(values[each], kind), new.astype(np.uint32)


def _lists(
    rows: Numbers, row_starts: Numbers, tokens: Numbers, token_starts: Numbers
) -> tuple[Numbers, Numbers]:
    wanted = (_LOAD * max(len(row_starts) - 1, 1) - 1).bit_length()
    bits = min(max(wanted, _FEWEST_BITS), _MOST_BITS)
    counts = np.zeros((1 << bits) + 1, np.uint32)
    postings.count_keys(rows, row_starts, tokens, token_starts, 64 - bits, counts)
    starts = np.cumsum(counts, dtype=np.uint64)
    if int(starts[-1]) > 0xFFFFFFFF:
        raise OverflowError("One index holds at most about 150 million sightings.")
    starts = starts.astype(np.uint32)
    lists = np.zeros(int(starts[-1]), np.int32)
    postings.fill_lists(
        rows, row_starts, tokens, token_starts, 64 - bits, starts[:-1].copy(), lists
    )
    return starts, lists


def empty() -> Snapshot:
    """A snapshot of nobody."""
    rows = np.zeros((0, layout.WIDTH), np.uint32)
    none, starts = np.zeros(0, np.uint64), np.zeros(1, np.int64)
    ids = np.zeros((0, 2), np.uint64)
    return built(ids, ids, Prints(rows, starts, none, starts))


_SECTIONS: Final = tuple(Snapshot.__dataclass_fields__)


def write(path: Path, keys: Keys, about: dict[str, Any], snapshot: Snapshot) -> None:
    """The snapshot as a sealed file; the key of its prints stands in it, sealed like the rest."""
    sections = {name: getattr(snapshot, name) for name in _SECTIONS}
    printing = np.frombuffer(keys.printing, np.uint8)
    told = {**about, "format": layout.FORMAT, "sightings": len(snapshot)}
    sealed.write(path, keys, told, {"printing": printing, **sections})


def read(path: Path, keys: Keys) -> tuple[dict[str, Any], bytes, Snapshot]:
    """What a file tells, the key of its prints, the snapshot. Raises IndexBrokenError."""
    about, sections = sealed.read(path, keys)
    if about.get("format") != layout.FORMAT:
        raise sealed.IndexBrokenError(
            "The index was written by another version of Bairn: build it anew from the vault."
        )
    printing = sections.pop("printing").tobytes()
    return about, printing, Snapshot(**sections)
