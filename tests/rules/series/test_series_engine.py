"""The engine is additive and monotone, silent on what is unknown, and ranks by what it explains."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.series.book import book
from bairn.series.engine import kernel, scoring, weights
from bairn.series.engine.weights import CURVES
from tests.rules.series.invented import ITEMS, arrays, many, offence

share = st.floats(0.001, 0.999)
kept = st.floats(0.0, 0.98)


def total(one, other, **how):
    """The log Bayes factor of two offences."""
    table, tables = arrays([one, other], **how)
    return float(scoring.apart(table, tables, 0, np.array([1])).total()[0])


@given(kept, share, share)
def test_the_same_value_never_speaks_against_and_says_more_the_rarer_it_is(k, a, b) -> None:
    rare, common = sorted((a, b))
    said = weights.agree(np.array(k), np.array([rare, common]))
    assert said[0] >= said[1] >= 0


@given(kept, kept)
def test_another_value_never_speaks_for_and_says_more_the_more_consistent_an_item_is(a, b) -> None:
    little, much = sorted((a, b))
    assert 0 >= weights.differ(np.array(little)) >= weights.differ(np.array(much))


@pytest.mark.parametrize("name", CURVES)
def test_no_set_of_weights_rises_with_distance_or_time(name) -> None:
    model = weights.load()
    for one in (model.weights, *model.replicates):
        values = one.curves[name].at(np.arange(scoring.SIZES[name], dtype=float))
        assert (np.diff(values) <= 1e-9).all()
        assert one.scale[name] >= 0


def test_every_item_of_the_form_has_its_weights_and_its_block() -> None:
    model = weights.load()
    for one in (model.weights, *model.replicates):
        assert set(one.consistency) == set(book().items)
        assert min(one.scale.values()) >= 0
    assert set(model.frequencies) == set(model.reliability) == set(book().items)


def test_further_away_and_later_never_make_a_lead_stronger() -> None:
    one = offence(1)
    far = [total(one, offence(2, place=(50 + step / 50, 8))) for step in range(40)]
    late = [total(one, offence(2, days=7 * week)) for week in range(120)]
    assert all(a >= b for a, b in pairwise(far))
    assert all(a >= b for a, b in pairwise(late))
    assert far[0] > far[-1]
    assert late[0] > late[-1]


@pytest.mark.parametrize("item", ["approach_way", "victim_age", "precaution_gloves"])
def test_what_is_unknown_on_either_side_says_nothing(item) -> None:
    value = next(iter(ITEMS[item].values))
    coded, blank = offence(1, codes={item: value}), offence(2)
    assert total(coded, blank) == total(blank, coded) == total(offence(1), blank)
    assert total(coded, offence(2, codes={item: value})) > total(coded, blank)


def test_without_place_and_time_and_codes_nothing_is_said_at_all() -> None:
    assert total(offence(1, place=None, days=None), offence(2)) == 0


def test_an_hour_counts_only_where_both_windows_are_narrow() -> None:
    wide = total(offence(1, width=60), offence(2, width=60))
    table, tables = arrays([offence(1, width=60), offence(2, width=60)])
    taken = scoring.apart(table, tables, 0, np.array([1]))
    assert float(taken.curves["hour"][0]) == float(taken.curves["weekday"][0]) == 0
    assert wide <= total(offence(1), offence(2))


def test_the_kernel_ranks_by_the_sum_that_is_explained() -> None:
    table, tables = arrays(many(300))
    best = kernel.best(table, tables, np.arange(300, dtype=np.int32), most=20)
    for row in range(0, 300, 29):
        others = np.array([other for other in range(300) if other != row])
        whole = scoring.apart(table, tables, row, others).total()
        assert np.allclose(np.sort(whole)[::-1][:20], best.scores[row], atol=1e-4)
        named = scoring.apart(table, tables, row, best.others[row].astype(np.int64)).total()
        assert np.allclose(named, best.scores[row], atol=1e-4)


def test_both_ways_round_and_in_any_order_the_sum_is_the_same() -> None:
    offences = many(80)
    square = kernel.square(*arrays(offences))
    assert np.allclose(square, square.T, atol=1e-4)
    order = np.random.default_rng(3).permutation(80)
    again = kernel.square(*arrays([offences[n] for n in order]))
    assert np.allclose(again, square[np.ix_(order, order)], atol=1e-4)


def test_a_rarer_value_here_says_more_than_the_model_alone_would() -> None:
    common = [offence(n, codes={"speech_language": "dialect"}) for n in range(3, 400)]
    two = [offence(n, codes={"speech_language": "dialect"}) for n in (1, 2)]
    table, tables = arrays([*two, *common])
    among_many = scoring.apart(table, tables, 0, np.array([1])).total()[0]
    assert among_many < total(*two)


def test_coders_who_seldom_agree_make_an_item_say_less() -> None:
    model, table = weights.load(), arrays([offence(1)])[0]
    blocks = {code: item.block for code, item in ITEMS.items()}
    usual, poor = (
        scoring.tables_of(model, model.weights, table, blocks=blocks, reliability=told)
        for told in ({}, {"approach_way": 0.3})
    )
    row = table.items.index("approach_way")
    assert (abs(poor.items[row]) <= abs(usual.items[row])).all()
    assert abs(poor.items[row]).sum() < abs(usual.items[row]).sum()
