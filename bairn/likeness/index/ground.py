"""What is searched: the snapshot and what was added since, as if they were one."""

from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.index import postings
from bairn.likeness.index.delta import grown
from bairn.likeness.index.recent import Recent
from bairn.likeness.index.snapshot import Snapshot, halves, id_at
from bairn.likeness.prints import Print, Prints

Numbers = NDArray[Any]

_RARE: Final = np.array([layout.FAMILY, layout.GIVEN, layout.HAN_FAMILY, layout.HAN_GIVEN])
_FEWEST_BITS, _MOST_BITS = 16, 22


class Ground:
    """Sightings at places: first those of the snapshot, then the recent ones."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.recent = snapshot, Recent()
        self.first = len(snapshot)
        self.alive: Numbers = np.ones(self.first + 64, np.uint8)
        self.alive[self.first :] = 0
        self.living = self.first
        self.weights: Numbers = np.zeros(len(self.alive), np.float32)
        self._where: dict[UUID, int] = {}
        bits = min(max((self.first // 4).bit_length(), _FEWEST_BITS), _MOST_BITS)
        self._mask = np.uint32((1 << bits) - 1)
        self.counts: Numbers = np.zeros((4, 1 << bits), np.int32)
        postings.tally(snapshot.rows, _RARE, self._mask, self.counts)

    def find(self, subject: UUID) -> int | None:
        """The place of a subject that is there."""
        at = self._where.get(subject)
        if at is None:
            at = self.snapshot.find(subject)
        return at if at is not None and self.alive[at] else None

    def add(self, subject: UUID, holder: UUID, print_: Print) -> None:
        """Puts a sighting in, in place of what stood of the same subject."""
        self.remove(subject)
        at = self.first + self.recent.add(subject, holder, print_)
        self.alive, self.weights = grown(self.alive, at + 1), grown(self.weights, at + 1)
        self.alive[at] = 1
        self._where[subject] = at
        self.living += 1
        self._count(print_, 1)

    def remove(self, subject: UUID) -> bool:
        """Takes a subject out; whether it was there."""
        at = self.find(subject)
        if at is None:
            return False
        self._count(self.print_at(at), -1)
        self.alive[at] = 0
        self._where.pop(subject, None)
        self.living -= 1
        return True

    def move(self, subject: UUID, holder: UUID) -> bool:
        """Hangs a subject on another holder; whether it was there."""
        at = self.find(subject)
        if at is None:
            return False
        holders, place = self._side(at, "holders")
        holders[place] = halves(holder)
        return True

    def print_at(self, at: int) -> Print:
        """The print at a place."""
        side = self.snapshot if at < self.first else self.recent
        place = at if at < self.first else at - self.first
        rows = side.rows[int(side.row_starts[place]) : int(side.row_starts[place + 1])]
        tokens = side.tokens[int(side.token_starts[place]) : int(side.token_starts[place + 1])]
        return Print(rows, tokens)

    def subjects_at(self, places: Numbers) -> Numbers:
        """The subjects at places, in words."""
        ids = np.empty((len(places), 2), np.uint64)
        old = places < self.first
        ids[old] = self.snapshot.subjects[places[old]]
        ids[~old] = self.recent.subjects[places[~old] - self.first]
        return ids

    def subject_at(self, at: int) -> UUID:
        """The subject at a place."""
        return id_at(*self._side(at, "subjects"))

    def holder_at(self, at: int) -> UUID:
        """The holder of the subject at a place."""
        return id_at(*self._side(at, "holders"))

    def _side(self, at: int, what: str) -> tuple[Numbers, int]:
        if at < self.first:
            return getattr(self.snapshot, what), at
        return getattr(self.recent, what), at - self.first

    def left(self) -> tuple[Numbers, Numbers, Prints]:
        """Subjects, holders and prints of all that is there, to be written anew."""
        parts = [
            _living(self.snapshot, self.alive[: self.first], self.first),
            _living(self.recent, self.alive[self.first :], self.recent.count),
        ]
        subjects, holders, rows, long, tokens, token_long = (
            np.concatenate(one) for one in zip(*parts, strict=True)
        )
        prints = Prints(rows, starts_of(long), tokens, starts_of(token_long))
        return subjects, holders, prints

    def memory(self) -> int:
        """Bytes in use."""
        sides = [vars(self.recent).values(), _arrays(self.snapshot), vars(self).values()]
        return sum(one.nbytes for side in sides for one in side if isinstance(one, np.ndarray))

    def rarity(self, rows: Numbers, most: float) -> Numbers:
        """How rare each row's names are here, in natural logs: [facet, what is rare]."""
        words = rows[:, _RARE]
        found = self.counts[np.arange(4), words & self._mask]
        rare = np.log(max(self.living, 1) / np.maximum(found, 1))
        return np.where(words == 0, 0, np.clip(rare, 0, most)).astype(np.float32)

    def _count(self, print_: Print, step: int) -> None:
        for row in print_.rows:
            for n, word in enumerate(row[_RARE].tolist()):
                if word:
                    self.counts[n, word & int(self._mask)] += step


def _arrays(snapshot: Snapshot) -> list[Numbers]:
    return [getattr(snapshot, name) for name in Snapshot.__dataclass_fields__]


def _living(side: Snapshot | Recent, alive: Numbers, count: int) -> tuple[Numbers, ...]:
    """Ids, rows and tokens of one side, without those that were taken out."""
    kept = alive[:count] == 1
    long = _lengths(side.row_starts[: count + 1])
    token_long = _lengths(side.token_starts[: count + 1])
    rows = side.rows[: int(long.sum())][np.repeat(kept, long)]
    tokens = side.tokens[: int(token_long.sum())][np.repeat(kept, token_long)]
    return (
        side.subjects[:count][kept],
        side.holders[:count][kept],
        rows,
        long[kept],
        tokens,
        token_long[kept],
    )


def _lengths(starts: Numbers) -> Numbers:
    told = starts.astype(np.int64)
    return told[1:] - told[:-1]


def starts_of(long: Numbers) -> Numbers:
    """Where groups of these lengths begin, and where the last one ends."""
    starts = np.zeros(len(long) + 1, np.int64)
    np.cumsum(long, out=starts[1:])
    return starts
