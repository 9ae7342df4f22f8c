"""What may be coded, what stands in clear, how coders agree, what binds two offences."""

import random
import uuid
from datetime import UTC, datetime, timedelta
from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.refusal import Refusal, why_not
from bairn.series import agreeing, coding, judging
from bairn.series.book import MOST_VALUES, book
from bairn.series.terms import Block, NewCoding, Place, Ruling, Verdict

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=1)
A, B, C, D = (uuid.UUID(int=n) for n in range(1, 5))
GOOD = {"approach_way": "helped"}


def two(*both):
    """A pair without an order."""
    return frozenset(both)


def test_the_form_is_calm_closed_and_said_in_both_languages() -> None:
    assert 40 <= len(book().items) <= 60
    for item in book().items.values():
        assert 2 <= len(item.values) <= MOST_VALUES
        assert item.mark == "D"
        assert item.block in (Block.BEHAVIOUR, Block.VICTIM)
        for text in (item.title, item.means, *item.values.values()):
            assert text.en.strip()
            assert text.zh.strip()


def test_the_published_limits_are_there_with_their_sources() -> None:
    said = {limit.code: limit for limit in book().limits}
    assert ".79" in said["unsolved"].text.en
    assert "31" in said["coding"].text.zh
    assert all(limit.source for limit in said.values())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (NewCoding(codes={}), "series.nothing_coded"),
        (NewCoding(codes={"approach_way": "unknown"}), "series.nothing_coded"),
        (NewCoding(codes={"free_words": "yes"}), "series.item"),
        (NewCoding(codes={"approach_way": "in words"}), "series.value"),
        (NewCoding(codes=GOOD, earliest=AT), "series.times"),
        (NewCoding(codes=GOOD, earliest=AT, latest=AT - timedelta(1)), "series.order"),
        (NewCoding(codes=GOOD, earliest=LATER, latest=LATER), "series.future"),
        (NewCoding(codes=GOOD, place=Place(latitude=float("nan"), longitude=8)), "series.place"),
        (NewCoding(codes=GOOD, place=Place(latitude=1, longitude=8, grain_km=5)), "series.grain"),
    ],
)  # fmt: skip
def test_what_cannot_be_coded_is_refused(said, code) -> None:
    refusal = why_not(coding.check, said, at=AT)
    assert refusal is not None
    assert refusal.code == code


@given(st.floats(-84, 84), st.floats(-180, 180), st.sampled_from(coding.GRAINS))
def test_a_place_in_clear_is_the_middle_of_its_square_and_its_own_square(lat, lon, grain) -> None:
    middle = coding.square(Place(latitude=lat, longitude=lon, grain_km=grain))
    up = (middle.latitude - lat) * 111.32
    across = (middle.longitude - lon) * 111.32 * cos(radians(middle.latitude))
    assert hypot(up, across) <= grain * 0.72
    assert coding.square(middle) == middle


def test_two_houses_of_one_square_cannot_be_told_apart() -> None:
    one, other = (
        coding.square(Place(latitude=50.1230 + step, longitude=8.543)) for step in (0, 0.0004)
    )
    assert one == other


@given(st.integers(0, 800_000_000), st.integers(0, 5000))
def test_hours_in_clear_hold_the_times_and_no_minute(seconds, minutes) -> None:
    begin = AT - timedelta(seconds=seconds)
    end = begin + timedelta(minutes=minutes)
    early, late = coding.hours(begin, end)
    assert early is not None
    assert late is not None
    assert early <= begin <= end <= late
    assert (early.minute, late.minute, late.second) == (0, 0, 0)


def test_what_two_coders_differ_on_counts_for_neither_until_it_is_settled() -> None:
    first = {"approach_way": "helped", "precaution_gloves": "yes"}
    second = {"approach_way": "spoke", "precaution_gloves": "yes", "taken_kind": "keys"}
    both = coding.both(first, second)
    assert both.codes == {"precaution_gloves": "yes", "taken_kind": "keys"}
    assert both.unsettled == {"approach_way"}
    assert coding.both(second, first).codes == both.codes
    after = coding.amended(first, unsettled=both.unsettled, reason="news")
    assert "approach_way" not in after.codes
    assert coding.amended(first, unsettled=both.unsettled, reason="settled").codes == first


def test_alpha_is_one_for_equal_coders_about_nought_for_chance_and_none_for_one_value() -> None:
    dice = random.Random(1)
    drawn = [(dice.choice("ab"), dice.choice("ab")) for _ in range(4000)]
    assert agreeing.alpha([("a", "a"), ("b", "b")] * 5) == 1
    assert abs(agreeing.alpha(drawn) or 1) < 0.05
    assert agreeing.alpha([("a", "a")] * 9) is None


def test_alpha_is_what_is_worked_out_by_hand() -> None:
    # Ten pairs, two differ; ten times a and ten times b: expected 1 - (90 + 90) / 380 = .526
    pairs = [("a", "a")] * 4 + [("b", "b")] * 4 + [("a", "b"), ("b", "a")]
    assert agreeing.alpha(pairs) == pytest.approx(1 - 0.2 / (1 - 180 / 380))


def test_agreement_has_an_interval_only_where_enough_was_coded_twice() -> None:
    dice = random.Random(2)
    coded = [
        {"approach_way": [one, one if dice.random() < 0.7 else "spoke"]}
        for one in dice.choices(["helped", "online", "known"], k=60)
    ]
    many = agreeing.agreement(coded, ["approach_way", "taken_kind"])
    (item,) = many.items
    assert item.low is not None
    assert item.alpha is not None
    assert item.high is not None
    assert item.low <= item.alpha <= item.high
    assert many.alpha == pytest.approx(item.alpha)
    few = agreeing.agreement(coded[:4], ["approach_way"])
    assert (few.alpha, few.low, few.items[0].alpha) == (None, None, None)


def test_the_same_source_reaches_over_any_number_of_steps() -> None:
    stands = {two(A, B): Ruling.SAME_SOURCE, two(B, C): Ruling.SAME_SOURCE}
    tops = judging.groups(stands)
    assert tops[A] == tops[B] == tops[C]
    with pytest.raises(Refusal, match=r"series\.contradiction"):
        judging.may_place(stands, two=two(A, C), ruling=Ruling.EXCLUDED)
    judging.may_place(stands, two=two(A, D), ruling=Ruling.EXCLUDED)
    with pytest.raises(Refusal, match=r"series\.contradiction"):
        judging.may_place(
            {**stands, two(A, D): Ruling.EXCLUDED}, two=two(C, D), ruling=Ruling.SAME_SOURCE
        )


def test_a_laboratory_corrects_its_own_word() -> None:
    judging.may_place({two(A, B): Ruling.SAME_SOURCE}, two=two(A, B), ruling=Ruling.EXCLUDED)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (lambda: judging.pair(A, A), "series.itself"),
        (lambda: judging.may_hold([A]), "series.how_many"),
        (lambda: judging.may_hold([A, A, B]), "series.how_many"),
        (lambda: judging.may_leave("tired"), "series.reason"),
        (lambda: judging.may_propose("tired"), "series.reason"),
        (lambda: judging.may_judge(Verdict.POSITIVE, "open", at=AT, before=None), "series.open"),
        (lambda: judging.may_judge(Verdict.POSITIVE, "looked", at=AT, before=AT + timedelta(1)),
         "series.later_word"),
        (lambda: coding.may_code_again(first_by=A, by=A, again=False), "series.same_coder"),
        (lambda: coding.may_code_again(first_by=A, by=B, again=True), "series.coded_twice"),
        (lambda: judging.in_sight([A, B], [A]), "series.no_offence"),
    ],
)  # fmt: skip
def test_a_rule_says_no_with_its_code(rule, code) -> None:
    with pytest.raises(Refusal) as refused:
        rule()
    assert refused.value.code == code
