"""Splink asked about new records: trained once, then `predict_between` them and the file."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import Linker, SettingsCreator
from splink.internals.duckdb.database_api import DuckDBAPI

from bench.linkage import reading_side, splink_side

MOST = 10


class Linked:
    """A file of people, and weights that Splink has learnt from it."""

    def __init__(self, people: Path) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("set memory_limit='8GB'; set temp_directory=''")
        self._api = DuckDBAPI(self._connection)
        how = splink_side.invented(frequencies=False)
        settings = SettingsCreator(
            link_type="dedupe_only", comparisons=list(how.comparisons), em_convergence=0.001,
            blocking_rules_to_generate_predictions=list(how.blocking), max_iterations=20,
        )  # fmt: skip
        table = self._connection.execute(f"select * from '{people}'").to_arrow_table()
        self._here = self._api.register(_columns(table))
        self._linker = Linker(self._here, settings, log_level=None)
        training = self._linker.training
        training.estimate_probability_two_random_records_match(list(how.prior), recall=how.recall)
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        for rule in how.training:
            training.estimate_parameters_using_expectation_maximisation(rule)

    def ask(self, queries: pa.Table) -> dict[int, list[int]]:
        """The ten likeliest records of each question that has any."""
        new = self._api.register(_columns(queries, first=1_000_000_000))
        found = self._linker.inference.predict_between(
            self._here, new, threshold_match_probability=1e-6, warning_mode="never"
        )
        rows = self._connection.sql(
            "select least(unique_id_l, unique_id_r) as here, greatest(unique_id_l, unique_id_r) "
            f"as new, match_weight from {found.physical_name} order by match_weight desc"
        ).fetchall()
        answers: dict[int, list[int]] = defaultdict(list)
        for here, one, _ in rows:
            if len(answers[one - 1_000_000_000]) < MOST:
                answers[one - 1_000_000_000].append(here)
        return answers


def _columns(table: pa.Table, first: int = 0) -> pa.Table:
    """What Splink compares; nothing where nothing is known."""
    everybody = reading_side.told(table, np.arange(len(table)))
    names = [one.name.partition(" ") for one in everybody]
    told: dict[str, Any] = {
        "unique_id": np.arange(first, first + len(table)),
        "family": [family or None for family, _, _ in names],
        "given": [given or None for _, _, given in names],
        "born": [one.born if one.born[4:8] > "0100" else None for one in everybody],
    }
    for name in ("han", "phone", "email", "handle", "nid", "postcode"):
        told[name] = [text or None for text in table[name].to_pylist()]
    return pa.table(told)
