"""Clusters are average-link where nothing binds, and keep every constraint where something does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from bairn.series.engine.clustering import clusters


def square(size, seed):
    """Log odds of every pair, the same both ways."""
    dice = np.random.default_rng(seed).normal(0, 2, (size, size))
    whole = ((dice + dice.T) / 2).astype(np.float32)
    np.fill_diagonal(whole, 0)
    return whole


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000), st.floats(-1, 2))
def test_without_constraints_they_are_those_of_average_linkage(size, seed, threshold) -> None:
    whole = square(size, seed)
    ours = {frozenset(one.rows) for one in clusters(whole, threshold=threshold)}
    apart = 100 - whole.astype(float)
    np.fill_diagonal(apart, 0)
    label = fcluster(
        linkage(squareform(apart, checks=False), "average"), 100 - threshold, "distance"
    )
    theirs = {frozenset(np.flatnonzero(label == one).tolist()) for one in set(label)}
    assert ours == {group for group in theirs if len(group) > 1}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_kept_apart_never_shares_a_cluster_and_what_is_joined_does(data) -> None:
    size = data.draw(st.integers(4, 20))
    row = st.integers(0, size - 1)
    pair = st.tuples(row, row).filter(lambda two: two[0] != two[1])
    apart = data.draw(st.lists(pair, max_size=6))
    joined = data.draw(pair.filter(lambda two: {*two} not in [set(one) for one in apart]))
    found = clusters(
        square(size, data.draw(st.integers(0, 999))), threshold=-1.0, together=[joined], apart=apart
    )
    for one in found:
        assert not any({*two} <= set(one.rows) for two in apart)
    assert any({*joined} <= set(one.rows) for one in found)


@pytest.mark.parametrize("threshold", [-5.0, 0.0, 5.0])
def test_a_higher_threshold_never_joins_more(threshold) -> None:
    whole = square(60, 4)
    low, high = (
        {
            frozenset((a, b))
            for one in clusters(whole, threshold=at)
            for a in one.rows
            for b in one.rows
        }
        for at in (threshold, threshold + 1)
    )
    assert high <= low


def test_no_offence_is_in_two_clusters_and_weakest_reaches_the_threshold() -> None:
    found = clusters(square(100, 5), threshold=0.5)
    rows = [row for one in found for row in one.rows]
    assert len(rows) == len(set(rows))
    assert all(one.weakest >= 0.5 for one in found)
