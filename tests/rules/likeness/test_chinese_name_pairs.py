"""The test set of Chinese name pairs is what its generator makes, and ours reads it well."""

from collections import Counter

import pytest

from bairn.likeness.names.comparing import NameLevel
from bench.linkage.names import make, measure

pytestmark = pytest.mark.slow

KINDS = {"homophone", "script", "order", "cantonese", "wade-giles", "pinyin", "compound",
         "polyphone", "run-together", "western", "near-miss"}  # fmt: skip


def test_the_set_is_large_balanced_and_holds_every_kind():
    pairs = measure.read()
    assert len(pairs) >= 500
    kinds = Counter(one["category"] for one in pairs)
    assert all(kinds[kind] >= 40 for kind in KINDS)
    same = sum(one["is_match"] == "true" for one in pairs)
    assert 0.4 < same / len(pairs) < 0.6
    assert len({(one["name1"], one["name2"]) for one in pairs}) == len(pairs)


def test_the_generator_makes_the_same_pairs_again():
    known = {(one["name1"], one["name2"], one["is_match"]) for one in measure.read()}
    assert {row[:3] for row in make.pairs()} <= known


def test_ours_tells_them_apart_better_than_letters_alone():
    pairs = measure.read()
    ours = measure.figures(pairs, measure.ours, NameLevel.NEAR)
    letters = measure.figures(pairs, measure.in_pinyin, measure.best_bar(pairs, measure.in_pinyin))
    assert ours["f1"] > 0.9 > letters["f1"]
