"""Ask the product's own search for many queries at once and keep what training needs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairn.likeness.index import search, snapshot
from bairn.likeness.index.ground import Ground
from bairn.likeness.model import Model
from bairn.likeness.prints import Prints


@dataclass(frozen=True, slots=True)
class Answers:
    """The candidates of many queries end to end, best first within each query."""

    query: NDArray[np.int64]
    record: NDArray[np.int64]
    levels: NDArray[np.int8]
    rarities: NDArray[np.float32]
    sums: NDArray[np.float64]
    off: NDArray[np.float64]  # what rivals take off

    @property
    def rank(self) -> NDArray[np.int64]:
        """The place of each candidate in the answer to its query."""
        starts = np.searchsorted(self.query, self.query)
        return np.arange(len(self.query)) - starts


def ground_of(prints: Prints) -> Ground:
    """What is searched: the place of a sighting is the row of its record."""
    ids = np.zeros((len(prints), 2), np.uint64)
    ids[:, 1] = np.arange(len(prints))
    return Ground(snapshot.built(ids, ids, prints))


def ask(
    ground: Ground, model: Model, queries: Prints, *, rivals: bool = True, most: int = 256,
    tick: Callable[[], None] = lambda: None,
) -> Answers:  # fmt: skip
    """The candidates of all queries as the index ranks them (`most` of each)."""
    parts = []
    for number in range(len(queries)):
        found = search.ranked(ground, model, queries[number])
        off = np.zeros(len(found.sums))
        if rivals:
            off = search.taken_off(ground, model, found)
        order = np.argsort(off - found.sums, kind="stable")[:most]
        parts.append((
            np.full(len(order), number), found.places[order], found.levels[order],
            found.rarities[order], found.sums[order], off[order],
        ))  # fmt: skip
        tick()
    return Answers(*(np.concatenate(column) for column in zip(*parts, strict=True)))
