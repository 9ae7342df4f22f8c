"""Splink under us: it compares the candidates that we register and weighs what it finds."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import Linker
from splink.internals.duckdb.database_api import DuckDBAPI

from bairn.likeness.batch.comparing import Comparison, settings
from bairn.likeness.batch.dialect import DUCKDB, Dialect
from bairn.likeness.batch.terms import Floats, Ints, Levels

Weights = Mapping[str, tuple[Floats, Floats]]  # m and u of each level of each comparison
HAIR = 1e-4
logging.getLogger("splink").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Compared:
    """What Splink gave for a table of pairs."""

    left: Ints
    right: Ints
    logit: Floats  # prior and weights, without rarity
    levels: dict[str, Levels]
    rules: NDArray[np.uint64]  # a bit for each rule that the pair meets


class Engine(Protocol):
    """Compares the pairs of a table of candidates."""

    speak: Dialect

    def compare(
        self, pairs: str, used: Sequence[Comparison], weights: Weights, prior: float
    ) -> Compared:
        """Every pair of the table `pairs` with its levels and its sum."""


class OnDuckDB:
    """Splink's own DuckDB interface, on the connection that cannot spill."""

    speak = DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._api = DuckDBAPI(connection)
        self._count = 0

    def compare(
        self, pairs: str, used: Sequence[Comparison], weights: Weights, prior: float
    ) -> Compared:
        """In one statement on the connection; only ids, sum and levels leave it."""
        predicted = predict(self._api, "tidy", pairs, used, weights, prior)
        parts = ", ".join(f"mw_{one.code}" for one in used)
        rows = self._connection.execute(
            f"select unique_id_l, unique_id_r, match_weight, match_key, {parts} "
            f"from {predicted.physical_name}"
        ).fetchnumpy()
        predicted.drop_table_from_database_and_remove_from_cache()
        return compared(rows, used, weights)


def predict(
    api: Any, table: Any, pairs: Any, used: Sequence[Comparison], weights: Weights, prior: float
) -> Any:
    """Splink's predictions of registered pairs."""
    tidy = api.register(table)
    distinct = {code: apart(m, u) for code, (m, u) in weights.items()}
    linker = Linker(tidy, settings(used, distinct, prior), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    return linker.inference.predict(warning_mode="never")


def compared(
    rows: Mapping[str, NDArray[Any]], used: Sequence[Comparison], weights: Weights
) -> Compared:
    """Splink gives the weight of each comparison; no two levels have the same (`apart`)."""
    levels: dict[str, Levels] = {}
    for one in used:
        m, u = apart(*weights[one.code])
        known = np.append(np.log2(m / u), 0.0)  # the unknown weighs nothing
        order = np.argsort(known)
        between = (known[order][1:] + known[order][:-1]) / 2
        found = order[np.searchsorted(between, np.asarray(rows[f"mw_{one.code}"], np.float64))]
        levels[one.code] = np.where(found == len(m), -1, found).astype(np.int8)
    return Compared(
        left=np.asarray(rows["unique_id_l"], np.int64),
        right=np.asarray(rows["unique_id_r"], np.int64),
        logit=np.asarray(rows["match_weight"], np.float64) * np.log(2),
        levels=levels,
        rules=np.asarray(rows["match_key"]).astype(np.uint64),
    )


def apart(m: Floats, u: Floats) -> tuple[Floats, Floats]:
    """The same weights, a hair apart where two levels, or one and the unknown, weigh the same."""
    weights = np.log2(m / u)
    taken = [0.0]
    moved = m.copy()
    for place in np.argsort(-weights):
        while min(abs(weights[place] - one) for one in taken) < HAIR / 2:
            weights[place] -= HAIR
        taken.append(float(weights[place]))
        moved[place] = u[place] * 2.0 ** weights[place]
    over = moved.max()  # a probability stays one
    return (moved / over, u / over) if over >= 1 else (moved, u)


def table_of(left: Ints, right: Ints) -> pa.Table:
    """Pairs as Splink takes them."""
    return pa.table({
        "join_key_l": pa.array(left, pa.int32()), "join_key_r": pa.array(right, pa.int32()),
        "match_key": pa.array(np.zeros(len(left), np.uint64)),
    })  # fmt: skip
