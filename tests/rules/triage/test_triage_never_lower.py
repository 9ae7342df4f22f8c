"""What may never lower a band, and that more reasons never lower one, for any set of facts."""

from hypothesis import given
from hypothesis import strategies as st

from bairn.protocols import triggers
from bairn.protocols.terms import CaseFacts
from bairn.triage import bands
from bairn.triage.ruleset import WINDOWS
from tests.rules.triage.invented import FLOOR, NEVER, RULES, VOCABULARY, window


def _values(fact):
    return {
        "yes_no": st.booleans(),
        "number": st.integers(min_value=0, max_value=120),
        "code": st.sampled_from(fact.codes or ("none",)),
    }[fact.kind]


FACT_SETS = st.fixed_dictionaries({}, optional={n: _values(fact) for n, fact in VOCABULARY.items()})
TELLING = st.fixed_dictionaries({}, optional={name: _values(VOCABULARY[name]) for name in NEVER})
READ = {leaf.name for rule in RULES.rules for leaf in triggers.leaves(rule.when)} - {WINDOWS}
RAISING = sorted(name for name in READ if VOCABULARY[name].kind == "yes_no")
COUNTS = ["victims_count", "suspects_count"]
WINDOWS_OPEN = st.sets(st.sampled_from(["oral_swab_rinse", "hiv_pep", "urine_tox"]))


def band_of(values, windows=()):
    opened = tuple(window(name, "biological") for name in sorted(windows))
    facts = CaseFacts(values)
    return bands.assess(ruleset=RULES, facts=facts, floor=FLOOR, windows=opened).band


def test_the_six_facts_of_the_list_are_marked_in_the_vocabulary():
    assert set(NEVER) == {
        "delay", "prior_sexual_history", "intoxication", "relationship_to_suspect",
        "calm_manner", "retraction",
    }  # fmt: skip


@given(FACT_SETS, TELLING, WINDOWS_OPEN)
def test_how_it_was_told_never_changes_a_band(values, telling, windows):
    without = {name: value for name, value in values.items() if name not in NEVER}
    assert band_of({**without, **telling}, windows) == band_of(without, windows)


@given(FACT_SETS, st.sets(st.sampled_from(RAISING)))
def test_a_further_yes_never_lowers_a_band(values, raising):
    assert band_of({**values, **dict.fromkeys(raising, True)}) <= band_of(values)


@given(FACT_SETS, st.sampled_from(COUNTS), st.integers(min_value=1, max_value=400))
def test_more_people_never_lower_a_band(values, name, more):
    assert band_of({**values, name: values.get(name, 0) + more}) <= band_of(values)


@given(FACT_SETS, st.integers(min_value=0, max_value=120), st.integers(min_value=0, max_value=120))
def test_a_younger_child_never_ranks_lower(values, one, other):
    younger, older = sorted((one, other))
    at = {**values, "victim_age_min": younger, "victim_age_max": younger}
    assert band_of(at) <= band_of({**values, "victim_age_min": older, "victim_age_max": older})


@given(FACT_SETS)
def test_not_knowing_the_age_never_ranks_lower_than_an_adult(values):
    bare = {k: v for k, v in values.items() if not k.startswith("victim_age")}
    assert band_of({**bare, "age_unknown": True}) <= band_of({**bare, "victim_age_min": 40})


@given(FACT_SETS, WINDOWS_OPEN, WINDOWS_OPEN)
def test_a_further_open_window_never_lowers_a_band(values, windows, more):
    assert band_of(values, windows | more) <= band_of(values, windows)


@given(FACT_SETS)
def test_whoever_may_be_a_child_never_ranks_below_the_floor(values):
    if bands.may_be_child(CaseFacts(values), FLOOR.child_below):
        assert band_of(values) <= FLOOR.band


@given(FACT_SETS)
def test_completeness_never_changes_a_band(values):
    # What only answers a question and stands in no rule leaves the band where it is.
    silent = {"online": True, "relationship_to_suspect": "other"}
    assert band_of({**values, **silent}) == band_of(values)
