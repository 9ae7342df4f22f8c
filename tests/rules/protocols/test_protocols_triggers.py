"""The closed set of operators: three-valued, data only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts, Condition, Truth
from bairn.protocols.triggers import OPERATORS, TriggerError, holds, parse

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NAMES = st.sampled_from(["a", "b", "c"])
LEAVES = st.builds(lambda name, value: {"is": {name: value}}, NAMES, st.booleans())
WRITTEN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
FACTS = st.dictionaries(NAMES, st.booleans())


def ask(written, **values):
    return holds(parse(written), CaseFacts(values), happened=("interview_held",))


@pytest.mark.parametrize(
    ("written", "values", "answer"),
    [
        ("always", {}, YES),
        ({"is": {"child": True}}, {"child": True}, YES),
        ({"is": {"child": True}}, {"child": False}, NO),
        ({"is": {"child": True}}, {}, UNKNOWN),
        ({"is": {"child": True}}, {"child": 1}, NO),  # a number is no yes
        ({"below": {"age": 14}}, {"age": 13}, YES),
        ({"below": {"age": 14}}, {"age": 14}, NO),
        ({"at_least": {"age": 14}}, {"age": 14}, YES),
        ({"at_least": {"age": 1}}, {"age": True}, UNKNOWN),
        ({"in": {"sex": ["female", "other"]}}, {"sex": "other"}, YES),
        ({"has": {"offences": "images"}}, {"offences": ("images", "grooming")}, YES),
        ({"known": "age"}, {}, NO),
        ({"known": "age"}, {"age": 3}, YES),
        ({"happened": "interview_held"}, {}, YES),
        ({"happened": "charged"}, {}, NO),
        ({"not": {"is": {"child": True}}}, {}, UNKNOWN),
        ({"possible": {"is": {"child": True}}}, {}, YES),
        ({"possible": {"is": {"child": True}}}, {"child": False}, NO),
        ({"all": [{"is": {"a": True}}, {"is": {"b": True}}]}, {"a": False}, NO),
        ({"any": [{"is": {"a": True}}, {"is": {"b": True}}]}, {"a": True}, YES),
        ({"any": [{"is": {"a": True}}, {"is": {"b": True}}]}, {"a": False}, UNKNOWN),
    ],
)
def test_an_operator_answers_as_its_table_says(written, values, answer):
    assert ask(written, **values) is answer


def test_a_moment_within_bounds_counts_as_known():
    facts = CaseFacts({}, {"last_contact_at": Bounds()})
    assert holds(parse({"known": "last_contact_at"}), facts) is YES


@pytest.mark.parametrize(
    "written",
    [
        "child",
        {"eval": "1"},
        {"is": {"a": True, "b": True}},
        {"all": []},
        {"all": {"is": {"a": True}}},
        {"below": {"age": "14"}},
        {"below": {"age": True}},
        {"in": {"sex": "female"}},
        {"has": {"offences": True}},
        {"is": {"a": [1]}},
        {"is": {"a": True}, "not": {"is": {"b": True}}},
        {"known": 3},
        None,
    ],
)
def test_a_trigger_outside_the_table_is_refused(written):
    with pytest.raises(TriggerError):
        parse(written)


def test_every_operator_of_the_table_is_documented():
    documented = holds.__globals__["__doc__"]
    assert all(f"`{{{op}:" in documented or op == "always" for op in OPERATORS)


@given(WRITTEN, FACTS, NAMES, st.booleans())
def test_learning_a_fact_never_turns_a_yes_or_no_around(written, known, name, value):
    condition: Condition = parse(written)
    before = holds(condition, CaseFacts(known))
    after = holds(condition, CaseFacts({name: value} | known))
    assert before in (UNKNOWN, after)


@given(WRITTEN, FACTS)
def test_with_every_fact_known_the_answer_is_that_of_plain_logic(written, partial):
    values = {"a": False, "b": False, "c": False} | partial

    def plain(node):
        op, body = next(iter(node.items()))
        if op == "is":
            name, wanted = next(iter(body.items()))
            return values[name] is wanted
        if op == "not":
            return not plain(body)
        return (all if op == "all" else any)(plain(part) for part in body)

    assert holds(parse(written), CaseFacts(values)) is (YES if plain(written) else NO)
