"""Sightings added since the snapshot, in memory that grows, found by chains instead of lists."""

from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.index import postings
from bairn.likeness.index.blocking import MOST_KEYS
from bairn.likeness.index.delta import grown
from bairn.likeness.index.snapshot import halves
from bairn.likeness.prints import Print

Numbers = NDArray[Any]
_FIRST: Final = 64


class Recent:
    """As a snapshot, for few; what is replaced keeps its place until all is compacted."""

    def __init__(self) -> None:
        self.count = self._used = 0
        self.subjects: Numbers = np.zeros((_FIRST, 2), np.uint64)
        self.holders: Numbers = np.zeros((_FIRST, 2), np.uint64)
        self.rows: Numbers = np.zeros((_FIRST, layout.WIDTH), np.uint32)
        self.row_starts: Numbers = np.zeros(_FIRST, np.uint32)
        self.tokens: Numbers = np.zeros(_FIRST, np.uint64)
        self.token_starts: Numbers = np.zeros(_FIRST, np.uint32)
        self.heads: Numbers = np.zeros(1 << postings.CHAIN_BITS, np.int32)
        self.lengths: Numbers = np.zeros(1 << postings.CHAIN_BITS, np.int32)
        self.links: Numbers = np.zeros(MOST_KEYS, np.int32)
        self.members: Numbers = np.zeros(MOST_KEYS, np.int32)

    def add(self, subject: UUID, holder: UUID, print_: Print) -> int:
        """Puts a sighting in; its place."""
        at = self.count
        row, token = int(self.row_starts[at]), int(self.token_starts[at])
        self._make_room(at, row + len(print_.rows), token + len(print_.tokens))
        self.subjects[at], self.holders[at] = halves(subject), halves(holder)
        self.rows[row : row + len(print_.rows)] = print_.rows
        self.tokens[token : token + len(print_.tokens)] = print_.tokens
        self.row_starts[at + 1] = row + len(print_.rows)
        self.token_starts[at + 1] = token + len(print_.tokens)
        self._used = postings.chain(
            print_.rows, print_.tokens, at, self.heads, self.lengths,
            self.links, self.members, self._used,
        )  # fmt: skip
        self.count += 1
        return at

    def _make_room(self, at: int, rows: int, tokens: int) -> None:
        self.subjects, self.holders = grown(self.subjects, at + 1), grown(self.holders, at + 1)
        self.row_starts = grown(self.row_starts, at + 2)
        self.token_starts = grown(self.token_starts, at + 2)
        self.rows, self.tokens = grown(self.rows, rows), grown(self.tokens, tokens)
        self.links = grown(self.links, self._used + MOST_KEYS)
        self.members = grown(self.members, self._used + MOST_KEYS)
