"""A signal is raised once, stands until somebody has answered, and comes again if it has to."""

import uuid
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bairn.vigilance import standing
from bairn.vigilance.ages import age_of, raised_between
from bairn.vigilance.terms import Age, Condition, Level, Standing
from tests.rules.vigilance.casework import AT, CASE, DAY, HOUR, UNIT

KEYS = ("silent:1", "silent:2", "late:1")


def condition(key: str) -> Condition:
    return Condition(rule="silent_14_days", key=key, since=AT, case_id=CASE, unit_id=UNIT)


def signal(key: str, **given) -> Standing:
    return Standing(
        **{
            "id": uuid.uuid5(uuid.NAMESPACE_URL, key),
            "rule": "silent_14_days",
            "key": key,
            "case_id": CASE,
            "unit_id": UNIT,
            "owner_id": None,
            "level": Level.OWNER,
            "answer_by": AT + DAY,
            **given,
        }
    )


def test_a_new_condition_is_raised_and_one_that_is_known_is_not() -> None:
    one = standing.work([condition("a"), condition("b")], [signal("a")], at=AT)
    assert [c.key for c in one.to_raise] == ["b"]


def test_a_condition_that_is_gone_ends_and_still_waits_for_its_answer() -> None:
    known = signal("a")
    one = standing.work([], [known], at=AT)
    assert (one.ended, one.settled) == ((known.id,), ())


def test_a_condition_that_comes_back_before_the_answer_is_the_same_signal() -> None:
    known = signal("a", ended_at=AT)
    one = standing.work([condition("a")], [known], at=AT)
    assert (one.to_raise, one.returned) == ((), (known.id,))


def test_an_answered_signal_whose_condition_is_gone_is_done_with() -> None:
    known = signal("a", answered_at=AT, quiet_until=AT + DAY)
    one = standing.work([], [known], at=AT + HOUR)
    assert (one.settled, one.ended) == ((known.id,), ())


def test_an_answer_holds_while_it_holds_and_then_the_condition_is_raised_anew() -> None:
    known = signal("a", answered_at=AT, quiet_until=AT + DAY)
    rests = standing.work([condition("a")], [known], at=AT + HOUR)
    assert (rests.to_raise, rests.again) == ((), ())
    over = standing.work([condition("a")], [known], at=AT + DAY)
    assert [c.key for c in over.to_raise] == ["a"]
    assert over.again == (known.id,)


def test_an_answer_for_good_is_never_raised_anew() -> None:
    known = signal("a", answered_at=AT, quiet_until=None)
    one = standing.work([condition("a")], [known], at=AT + 9999 * DAY)
    assert (one.to_raise, one.again) == ((), ())


@given(rounds=st.lists(st.sets(st.sampled_from(KEYS)), min_size=1, max_size=12))
def test_an_unanswered_signal_stands_through_any_coming_and_going(rounds: list[set[str]]) -> None:
    book: dict[str, Standing] = {}
    raised: set[str] = set()
    for number, there in enumerate(rounds):
        at = AT + number * HOUR
        one = standing.work([condition(key) for key in there], book.values(), at=at)
        raised |= {c.key for c in one.to_raise}
        book |= {c.key: signal(c.key) for c in one.to_raise}
        gone = {s.key for s in book.values() if s.id in one.ended}
        book |= {key: signal(key, ended_at=at) for key in gone}
        book |= {s.key: signal(s.key) for s in list(book.values()) if s.id in one.returned}
        assert one.settled == one.again == ()
        assert set(book) == raised, "nothing that was raised has gone away by itself"
        assert {key for key, s in book.items() if s.ended_at is None} == there


@given(there=st.sets(st.sampled_from(KEYS)))
def test_a_second_sweep_at_once_has_nothing_left_to_do(there: set[str]) -> None:
    found = [condition(key) for key in there]
    first = standing.work(found, [], at=AT)
    again = standing.work(found, [signal(c.key) for c in first.to_raise], at=AT)
    assert again == standing.Work((), (), (), (), ())


@given(hours=st.integers(0, 24 * 60))
def test_every_age_has_one_bin_and_its_bounds_say_the_same(hours: int) -> None:
    raised = AT - hours * HOUR
    fitting = []
    for age in Age:
        newest, oldest = raised_between(age, at=AT)
        if raised <= newest and (oldest is None or raised > oldest):
            fitting.append(age)
    assert fitting == [age_of(raised, at=AT)]


def test_a_signal_of_seven_days_is_no_longer_one_of_under_seven() -> None:
    assert age_of(AT - timedelta(days=7), at=AT) is Age.DAYS_14
