"""Rare values say more than common ones: how much to add where two records agree in one."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bairn.likeness.batch.comparing import Comparison
from bairn.likeness.batch.terms import Floats

_LISTS = {"phone": "phones[1]"}
MOST = 5.0  # natural logs, either way


class Rarity:
    """For each column of weight: how rare the value of each record is, beside the usual one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, used: Sequence[Comparison]) -> None:
        columns = sorted({level.rare for one in used for level in one.levels if level.rare})
        self._of: dict[str, Floats] = {}
        if columns:
            # A hash in place of the value: eight bytes, and 2**64 of them.
            texts = [(name, _LISTS.get(name, name)) for name in columns]
            hashes = ", ".join(f"if({t} is null, null, hash({t})) as {name}" for name, t in texts)
            table = connection.sql(f"select {hashes} from tidy order by unique_id").to_arrow_table()
            self._of = {name: _rare(table[name]) for name in columns}

    def table(self, used: Sequence[Comparison]) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
        """Record × rarity column, and which column counts at which level of which comparison.

        What belongs to one record lies together, for two are read at a time.
        """
        columns = sorted(self._of)
        widest = max(len(one.levels) for one in used)
        which = np.full((len(used), widest), -1, np.int16)
        for place, one in enumerate(used):
            for at, level in enumerate(one.levels):
                if level.rare:
                    which[place, at] = columns.index(level.rare)
        if not columns:
            return np.zeros((1, 1), np.float32), which
        found = np.stack([self._of[column].astype(np.float32) for column in columns], axis=1)
        return found, which


def _rare(column: pa.ChunkedArray) -> Floats:
    """Of each record how rare its value is, in natural logs; 0 where there is none."""
    codes = column.combine_chunks().dictionary_encode().indices
    known = np.asarray(codes.is_valid())
    which = np.asarray(codes.fill_null(0))
    counts = np.bincount(which[known], minlength=1).astype(np.float64)[which]
    usual = float(counts[known].mean()) if known.any() else 1.0
    rare = np.clip(np.log(usual / np.maximum(counts, 1)), -MOST, MOST)
    return np.where(known, rare, 0.0)
