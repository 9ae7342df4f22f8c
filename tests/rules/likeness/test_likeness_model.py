"""The weights of the file: complete, in order, and good for people they were not trained on."""

import copy
import json

import numpy as np
import pytest

from bairn.likeness import layout, model, score
from bench.linkage import fitting

ROUNDED = 0.01
QUESTIONS = 1_000


@pytest.fixture(scope="module")
def told():
    return json.loads((model.CATALOGUE / "model-1.json").read_text("utf-8"))


def test_the_file_weighs_every_level_that_the_kernels_know(told):
    for evidence, levels in layout.LEVELS.items():
        assert set(told["weights"][evidence]) == set(levels[1:])
    assert set(told["rarity"]) == {*layout.RARITIES, "most"}
    assert set(told["calibration"]) == set(model.KINDS)


@pytest.mark.parametrize("evidence", layout.EVIDENCE)
def test_a_file_that_leaves_out_a_level_is_refused(told, evidence):
    other = copy.deepcopy(told)
    other["weights"][evidence].popitem()
    with pytest.raises(ValueError, match=evidence):
        model.read(other)


@pytest.mark.parametrize("evidence", layout.EVIDENCE)
def test_what_agrees_better_never_weighs_less(told, evidence):
    x, floors = fitting.vector(told), fitting.floors()

    def weight(level):
        slope, least = floors.get((evidence, level), (0, 0.0))
        return x[fitting.PLACES[evidence, level]] + x[slope] * least

    for chain in fitting.chains(evidence):
        weights = [weight(level) for level in chain]
        assert np.all(np.diff(weights) >= -ROUNDED), (evidence, weights)


def test_the_orders_name_every_level():
    for evidence, levels in layout.LEVELS.items():
        named = {level for chain in fitting.chains(evidence) for level in chain}
        assert named == set(levels[1:])


def test_a_rare_name_counts_more_and_a_large_index_less(told):
    weights = model.read(told)
    assert np.all(weights.slopes > 0)
    assert weights.prior_for(10_000_000) < weights.prior_for(100_000) < 0


def test_a_higher_logit_is_never_a_lower_probability(told):
    weights = model.read(told)
    for kind in model.KINDS:
        for size in (1_000, 100_000, 10_000_000):
            middles = [score.calibrated(logit, kind, size, weights)[0] for logit in range(-20, 21)]
            assert middles == sorted(middles)
            assert middles[-1] > 0.5 > middles[0]


def test_the_file_says_how_it_was_trained(told):
    trained = told["trained"]
    assert trained["by"] == "bench/linkage/train.py"
    assert trained["errors"] == "A"
    learnt = {tuple(one) for one in trained["learnt_on"]}
    assert not learnt & {tuple(one) for one in trained["calibrated_on"]}
    assert len(trained["generator"]) == 64


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    pytest.importorskip("names", reason="the generator of people needs requirements/bench.txt")
    from bench.linkage import people, quality, train

    folder = tmp_path_factory.mktemp("people")
    people.write(folder, 2_000, "B", 3, QUESTIONS)
    known = train.read(folder)
    weights = model.load()
    answers = train.ask(known.ground, weights, known.queries)
    return known, answers, quality.chances(answers, weights, known.size), weights


def test_people_of_another_error_model_are_found(asked):
    known, answers, _, _ = asked
    found = answers.query[known.true(answers) & (answers.rank < 10)]
    present = np.flatnonzero(known.present)
    assert len(present) == QUESTIONS // 2
    assert np.isin(present, found).mean() > 0.97


def test_nobody_is_taken_for_somebody_who_is_absent(asked):
    known, answers, chance, weights = asked
    alarmed = np.unique(answers.query[chance >= weights.alert])
    assert not len(alarmed[~known.present[alarmed]])
    assert len(alarmed) > 0.55 * QUESTIONS / 2


def test_reasons_and_prior_sum_to_what_the_index_ranks_by(asked):
    known, answers, _, weights = asked
    for n in range(0, len(answers.query), 997):
        reasons = score.reasons_of(answers.levels[n], answers.rarities[n], weights)
        total = sum(one.weight for one in reasons) + weights.prior_for(known.size)
        assert total == pytest.approx(answers.sums[n], abs=1e-4)


def test_the_bench_prints_what_a_house_would_keep(tmp_path):
    pytest.importorskip("names", reason="the generator of people needs requirements/bench.txt")
    import pyarrow.parquet as pq

    from bench.linkage import encode, people

    people.write(tmp_path, 1_200, "B", 4, 100)
    records = pq.read_table(tmp_path / "people.parquet")
    kept, asked = encode.encoded(records), encode.asking(records)
    for n in range(len(kept)):
        assert np.array_equal(kept[n].rows, asked[n].rows[:1])
        assert np.array_equal(kept[n].tokens, asked[n].tokens)
