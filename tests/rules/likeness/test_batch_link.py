"""A whole batch, on invented people: what is found, what judgements do, what is said of a file."""

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch import ground, trial
from bairn.likeness.batch.linking import link
from bairn.likeness.batch.terms import Judgement

pytestmark = pytest.mark.slow

DEV = Path("/work/shared/data/linkage")
_FIRST = (
    "anna", "ben", "clara", "david", "emma", "felix", "greta", "henry", "ida", "jonas", "karla",
    "leon", "mia", "noah", "olga", "paul",
)  # fmt: skip
_LAST = [
    a + b for a in ("gar", "hol", "lin", "mar", "ros", "win") for b in ("den", "ford", "ley", "ton")
]
_TOWNS = ["northam", "easton", "weston", "southby", "middleham"]


def _people(count, seed=1):
    """Each person twice, the second time with a slip in the name, the date or the telephone."""
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        person = {
            "given": dice.choice(_FIRST), "family": dice.choice(_LAST),
            "dob": f"{dice.randint(1950, 2005)}-{dice.randint(1, 12):02d}-"
            f"{dice.randint(2, 28):02d}",
            "phone": f"07{dice.randint(10**8, 10**9 - 1)}", "town": dice.choice(_TOWNS),
        }  # fmt: skip
        again = dict(person)
        slip = dice.choice(["given", "dob", "phone", "town"])
        again[slip] = person[slip][:2] + "x" + person[slip][3:] if slip == "given" else ""
        rows += [{**person, "who": f"p-{number}"}, {**again, "who": f"p-{number}"}]
    dice.shuffle(rows)
    return rows


@pytest.fixture(scope="module")
def people():
    return _people(400)


def _table(rows):
    return pa.Table.from_pylist([{k: v for k, v in row.items() if k != "who"} for row in rows])


def test_invented_people_are_found_again(people):
    found = link(_table(people))
    truth = np.unique([row["who"] for row in people], return_inverse=True)[1]
    quality, _ = trial.measured(found, truth)
    assert quality["cluster"]["f1"] > 0.97
    assert quality["calibration_error"] < 0.02
    assert np.all(found.pairs.left < found.pairs.right)


def test_the_same_records_give_the_same_result(people):
    first, again = link(_table(people)), link(_table(people))
    one = {
        (a, b): p
        for a, b, p in zip(
            first.pairs.left, first.pairs.right, first.pairs.probability, strict=True
        )
    }
    for a, b, p in zip(again.pairs.left, again.pairs.right, again.pairs.probability, strict=True):
        assert one[(a, b)] == pytest.approx(p, abs=1e-9)


def test_a_judgement_parts_what_looks_the_same_and_joins_what_does_not(people):
    rows = people[:200]
    where = {}
    for place, row in enumerate(rows):
        where.setdefault(row["who"], []).append(place)
    pairs = [places for places in where.values() if len(places) == 2]
    strangers = [places[0] for places in where.values() if len(places) == 1][:2]
    said = [Judgement(*pairs[0], same=False), Judgement(*strangers, same=True)]
    found = link(_table(rows), judgements=said).clusters
    assert found[pairs[0][0]] != found[pairs[0][1]]
    assert found[strangers[0]] == found[strangers[1]]


def test_few_records_are_linked_with_the_weights_that_came_with_us():
    rows = [
        {"given": "anna", "family": "marley", "dob": "1990-02-03", "phone": "0712345678"},
        {"given": "anna", "family": "marley", "dob": "1990-02-03", "phone": "0712345678"},
        {"given": "ben", "family": "gardon", "dob": "1971-05-09", "phone": "0787654321"},
    ]
    found = link(pa.Table.from_pylist(rows))
    assert found.learnt == ()
    assert found.clusters[0] == found.clusters[1] != found.clusters[2]


def test_a_file_without_anything_to_compare_is_refused():
    with pytest.raises(Refusal, match=r"link\.nothing_to_compare"):
        link(pa.table({"unique_id": ["1", "2"]}))


def test_the_label_measures_and_never_links(people, tmp_path):
    """With labels drawn anew the pairs and their probabilities are the same."""
    results = []
    for seed in (1, 2):
        rows = [dict(row) for row in people]
        labels = [row["who"] for row in rows]
        random.Random(seed).shuffle(labels)
        for row, label in zip(rows, labels, strict=True):
            row["who"] = label
        path = tmp_path / f"{seed}.csv"
        pa.csv.write_csv(pa.Table.from_pylist(rows), path)
        pairs = trial.tried([path], label="who").result.pairs
        results.append(
            sorted(zip(pairs.left, pairs.right, np.round(pairs.probability, 9), strict=True))
        )
    assert results[0] == results[1]


def test_no_file_appears_while_records_are_linked(people, tmp_path, monkeypatch):
    path = tmp_path / "people.csv"
    pa.csv.write_csv(pa.Table.from_pylist(people), path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    trial.tried([path], label="who")
    assert [one.name for one in tmp_path.rglob("*")] == ["people.csv"]


def test_two_files_are_linked_with_each_other_alone(people, tmp_path):
    halves = {"a": [], "b": []}
    seen = set()
    for row in people:
        halves["b" if row["who"] in seen else "a"].append(row)
        seen.add(row["who"])
    paths = []
    for name, rows in halves.items():
        paths.append(tmp_path / f"{name}.csv")
        pa.csv.write_csv(pa.Table.from_pylist(rows), paths[-1])
    found = trial.tried(paths, label="who")
    size = len(halves["a"])
    assert np.all((found.result.pairs.left < size) & (found.result.pairs.right >= size))
    assert found.figures["cluster"]["f1"] > 0.97


def test_a_missing_label_or_a_wrong_pattern_is_refused(people, tmp_path):
    path = tmp_path / "people.csv"
    pa.csv.write_csv(pa.Table.from_pylist(people[:10]), path)
    with pytest.raises(Refusal, match=r"link\.no_label"):
        trial.tried([path], label="nobody")
    with pytest.raises(Refusal, match=r"link\.label_pattern"):
        trial.tried([path], label="who", pattern="(")


def test_spark_that_is_not_installed_says_how_to_install_it(monkeypatch):
    from bairn.likeness.batch import spark

    monkeypatch.setattr(spark, "SparkSession", None)
    with pytest.raises(Refusal, match=r"requirements/spark\.txt"):
        spark.OnSpark(ground.opened(64, 1))


@pytest.mark.skipif(not DEV.is_dir(), reason="the shared data sets are not here")
def test_febrl_is_linked_almost_without_fault():
    found = trial.tried([DEV / "dataset3.csv"], label="rec_id", pattern=r"rec-(\d+)-").figures
    assert found["cluster"]["f1"] > 0.99
    assert found["calibration_error"] < 0.02


@pytest.mark.skipif(not DEV.is_dir(), reason="the shared data sets are not here")
def test_historical_figures_reach_the_goal():
    found = trial.tried([DEV / "historical_figures_dev.parquet"], label="cluster").figures
    assert found["cluster"]["f1"] >= 0.89
    assert found["calibration_error"] <= 0.02
