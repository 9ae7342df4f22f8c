"""Rare values say more than common ones: how much to add where two records agree in one."""

from collections.abc import Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray

from bairn.likeness.batch.comparing import Comparison
from bairn.likeness.batch.terms import Floats

_LISTS = {"phone": "phones[1]"}
MOST = 5.0  # natural logs, either way


class Rarity:
    """For each column of weight: how rare the value of each record is, beside the usual one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, used: Sequence[Comparison]) -> None:
        self._of: dict[str, Floats] = {}
        for column in sorted({level.rare for one in used for level in one.levels if level.rare}):
            self._measure(connection, column)

    def _measure(self, connection: duckdb.DuckDBPyConnection, column: str) -> None:
        text = _LISTS.get(column, column)
        rows = connection.execute(
            "select coalesce(c.n, 0) as n from tidy t left join ("
            f"select {text} as v, count(*) as n from tidy where {text} is not null group by 1"
            f") c on t.{text} = c.v order by t.unique_id"
        ).fetchnumpy()["n"]
        counts = np.asarray(rows, np.float64)
        known = counts > 0
        usual = float(counts[known].mean()) if known.any() else 1.0
        self._of[column] = np.where(
            known, np.clip(np.log(usual / np.maximum(counts, 1)), -MOST, MOST), 0.0
        )

    def table(self, used: Sequence[Comparison]) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
        """Rarity column × record, and which column counts at which level of which comparison."""
        columns = sorted(self._of)
        widest = max(len(one.levels) for one in used)
        which = np.full((len(used), widest), -1, np.int16)
        for place, one in enumerate(used):
            for at, level in enumerate(one.levels):
                if level.rare:
                    which[place, at] = columns.index(level.rare)
        if not columns:
            return np.zeros((1, 1), np.float32), which
        return np.stack([self._of[column] for column in columns]).astype(np.float32), which
