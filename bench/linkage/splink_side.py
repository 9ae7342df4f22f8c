"""Splink beside us: its own documented way of linking each kind of file, in good configurations."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import Linker, SettingsCreator, block_on
from splink import comparison_library as cl
from splink.internals.duckdb.database_api import DuckDBAPI


@dataclass(frozen=True, slots=True)
class Configuration:
    """How Splink is told to link one kind of file."""

    name: str
    comparisons: Sequence[Any]
    blocking: Sequence[Any]
    training: Sequence[Any]
    prior: Sequence[Any]  # rules that are right for whoever they join
    recall: float = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """What one configuration gave: pairs with probability, clusters at each threshold, times."""

    left: np.ndarray
    right: np.ndarray
    probability: np.ndarray
    clusters: dict[float, np.ndarray]
    training: float
    seconds: float


def _terms(comparison: Any, frequencies: bool) -> Any:
    return comparison.configure(term_frequency_adjustments=True) if frequencies else comparison


def historical(*, frequencies: bool, dob_block: bool = True) -> Configuration:
    """The configuration of Splink's own tutorial for this data set."""
    names: Any = cl.ForenameSurnameComparison(
        "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
    ) if frequencies else cl.NameComparison("first_and_surname")  # fmt: skip
    rules = [
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"),
        block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ]
    return Configuration(
        "tutorial" if frequencies else "tutorial, no term frequencies",
        [
            names,
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            _terms(cl.ExactMatch("birth_place"), frequencies),
            _terms(cl.ExactMatch("occupation"), frequencies),
        ],
        rules,
        [block_on("first_name", "surname"), block_on("dob")],
        ["l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
         "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname and "
         "substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
         "l.dob = r.dob and l.postcode_fake = r.postcode_fake"],
        0.6,
    )  # fmt: skip


def febrl(*, frequencies: bool) -> Configuration:
    """After the example of Splink for FEBRL."""
    return Configuration(
        "febrl example" if frequencies else "febrl example, no term frequencies",
        [
            _terms(cl.NameComparison("given_name"), frequencies),
            _terms(cl.NameComparison("surname"), frequencies),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True,
                                     datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            _terms(cl.ExactMatch("street_number"), frequencies),
            _terms(cl.DamerauLevenshteinAtThresholds("postcode", [1]), frequencies),
        ],
        [
            block_on("given_name", "surname"), block_on("soc_sec_id"),
            block_on("date_of_birth"), block_on("given_name", "postcode"),
            block_on("surname", "postcode"), block_on("substr(surname,1,3)", "suburb"),
        ],
        [block_on("date_of_birth"), block_on("surname", "given_name")],
        ["l.soc_sec_id = r.soc_sec_id"],
        0.8,
    )  # fmt: skip


def invented(*, frequencies: bool, dates: bool = True, han: str = "han", born: str = "born",
             family: str = "family", given: str = "given",
             more: Sequence[str] = ("email", "handle", "nid")) -> Configuration:  # fmt: skip
    """A careful user's configuration for files of invented people."""
    comparisons: list[Any] = [
        _terms(cl.JaroWinklerAtThresholds(given, [0.92, 0.8]), frequencies),
        _terms(cl.JaroWinklerAtThresholds(family, [0.92, 0.8]), frequencies),
        _terms(cl.DamerauLevenshteinAtThresholds(han, [1]), frequencies),
        cl.DateOfBirthComparison(born, input_is_string=True, datetime_format="%Y%m%d")
        if dates else cl.LevenshteinAtThresholds(born, [1, 2]),
        cl.DamerauLevenshteinAtThresholds("phone", [1]),
        *(cl.DamerauLevenshteinAtThresholds(one, [1]) for one in more),
        _terms(cl.ExactMatch("postcode"), frequencies),
    ]  # fmt: skip
    return Configuration(
        "careful" + (", dates" if dates else "") + ("" if frequencies else ", no term frequencies"),
        comparisons,
        [
            block_on(given, family), block_on(born, family), block_on(born, given),
            block_on(han), block_on("phone"), block_on("email"), block_on("nid"),
            block_on("handle"), block_on("postcode", family), block_on("postcode", born),
            block_on(born, f"substr({family},1,1)"),
        ],
        [block_on(born, family), block_on("phone"), block_on(given, family)],
        [f"l.{born} = r.{born} and l.{given} = r.{given} and l.{family} = r.{family}",
         "l.nid = r.nid"],
        0.7,
    )  # fmt: skip


def run(
    table: pa.Table, how: Configuration, thresholds: Sequence[float], memory: str = "8GB"
) -> Found:
    """Train, predict, cluster; the table has `unique_id` 0 … n-1."""
    began = time.monotonic()
    connection = duckdb.connect()
    connection.execute(f"set memory_limit='{memory}'; set temp_directory=''")
    api = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=list(how.comparisons), em_convergence=0.001,
        blocking_rules_to_generate_predictions=list(how.blocking), max_iterations=30,
    )  # fmt: skip
    linker = Linker(api.register(table), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        list(how.prior), recall=how.recall
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in how.training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    trained = time.monotonic()
    predicted = linker.inference.predict(threshold_match_probability=0.01, warning_mode="never")
    clusters: dict[float, np.ndarray] = {}
    for number, threshold in enumerate(thresholds):
        if number == 1:
            done = time.monotonic()
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        rows = connection.sql(
            f"select cluster_id from {found.physical_name} order by unique_id"
        ).fetchnumpy()
        clusters[threshold] = np.asarray(rows["cluster_id"])
    ended = done if len(thresholds) > 1 else time.monotonic()
    pairs = connection.sql(
        f"select unique_id_l, unique_id_r, match_probability from {predicted.physical_name}"
    ).fetchnumpy()
    return Found(
        np.asarray(pairs["unique_id_l"]), np.asarray(pairs["unique_id_r"]),
        np.asarray(pairs["match_probability"]), clusters, trained - began, ended - trained,
    )  # fmt: skip
