"""The shipped weights carry into an invented world that they were never trained in."""

import numpy as np
import pytest

from bairn.series.engine import kernel, scoring, weights
from bench.linkage import j3_fit, j3_measures
from bench.linkage.j3_train import TRAINED_IN, blocks
from bench.linkage.offences import World
from tests.rules.series.invented import BLOCKS

SEED, COUNT = 301, 1500


@pytest.fixture(scope="module")
def made():
    """A small world."""
    assert SEED not in TRAINED_IN
    return World(SEED).offences(COUNT)


@pytest.fixture(scope="module")
def pairs(made):
    """Its linked pairs and four thousand others."""
    common = weights.frequencies(made.table.counts(), weights.load().frequencies)
    return j3_fit.pairs_of(made, np.random.default_rng(1), 4000, common)


def test_it_tells_pairs_apart_better_than_what_most_studies_use(pairs) -> None:
    said = j3_fit.logit(pairs, weights.load().weights, blocks())
    ours = j3_measures.auc(said, pairs.linked)
    assert ours >= j3_measures.auc(j3_measures.jaccard(pairs), pairs.linked) + 0.05
    assert j3_measures.cllr(said, pairs.linked) < 0.75  # 1 says nothing
    assert j3_measures.reliability(said, pairs.linked)[1] < 0.1


def test_the_kernel_gives_the_sums_that_were_measured(made, pairs) -> None:
    model = weights.load()
    tables = scoring.tables_of(model, model.weights, made.table, blocks=BLOCKS, reliability={})
    square = kernel.square(made.table, tables)
    linked = np.flatnonzero(pairs.linked)[:200]
    said = j3_fit.logit(pairs, model.weights, blocks())[linked]
    who = made.offender
    same = [(a, b) for a in range(COUNT) for b in range(a + 1, COUNT) if who[a] == who[b]]
    ours = np.array([square[pair] for pair in same[: len(linked)]])
    assert np.allclose(ours, said, atol=2e-3)


def test_the_same_seed_makes_the_same_offences_and_another_seed_others(made) -> None:
    again, other = World(SEED).offences(COUNT), World(SEED + 1).offences(COUNT)
    assert (again.table.codes == made.table.codes).all()
    assert (other.table.codes != made.table.codes).any()


def test_auc_is_half_for_chance_and_counts_ties_half() -> None:
    linked = np.array([True, False] * 50)
    assert j3_measures.auc(np.zeros(100), linked) == 0.5
    assert j3_measures.auc(linked * 1.0, linked) == 1.0
    assert j3_measures.cllr(np.zeros(100), linked) == pytest.approx(1.0)
