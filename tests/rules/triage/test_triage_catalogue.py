"""The catalogue of triage: in step with the vocabulary, closed, and without forbidden reasons."""

import copy

import pytest

from bairn.kernel.catalogue import CatalogueError
from bairn.protocols.triggers import TriggerError
from bairn.triage import ruleset
from tests.rules.triage.invented import NEVER, RULES, VOCABULARY


def edited(change):
    written = copy.deepcopy(dict(ruleset.document()))
    change(written)
    return written


def test_every_fact_of_the_vocabulary_was_decided_about():
    assert ruleset.faults(ruleset.document(), VOCABULARY) == ()


@pytest.mark.parametrize("name", NEVER)
def test_a_fact_that_may_never_lower_stands_in_no_rule(name):
    def smuggle(written):
        written["rules"][0]["when"] = {"known": name}

    found = ruleset.faults(edited(smuggle), VOCABULARY)
    assert f"{name}: may stand in no rule" in found


def test_a_fact_that_nobody_defined_is_found():
    def invent(written):
        written["rules"][0]["when"] = {"is": {"hunch": True}}

    assert "hunch: no such fact" in ruleset.faults(edited(invent), VOCABULARY)


def test_a_fact_that_nobody_decided_about_is_found():
    more = {**VOCABULARY, "something_new": VOCABULARY["captive"]}
    assert ruleset.faults(ruleset.document(), more) == ("something_new: nobody decided",)


def test_no_rule_may_call_itself_a_floor():
    with pytest.raises(CatalogueError, match="belongs to the pack"):
        ruleset.parse(edited(lambda written: written["rules"][0].update(effect="floor")))


def test_points_are_not_an_effect():
    with pytest.raises(ValueError, match="7"):
        ruleset.parse(edited(lambda written: written["rules"][0].update(effect="7")))


def test_an_operator_outside_the_closed_set_is_refused():
    with pytest.raises(TriggerError):
        ruleset.parse(edited(lambda written: written["rules"][0].update(when={"score": {}})))


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(CatalogueError, match="twice"):
        ruleset.parse(edited(lambda written: written["rules"].append(written["rules"][0])))


def test_an_edit_changes_the_version_even_when_nobody_raised_the_number():
    changed = ruleset.parse(edited(lambda written: written["rules"].pop()))
    assert changed.version != RULES.version
    assert changed.version.split("+")[0] == RULES.version.split("+")[0]


def test_no_lowering_reason_is_a_forbidden_one_under_the_same_name():
    assert not set(ruleset.lowering_reasons()) & set(ruleset.never_reasons())


def test_every_fact_that_may_never_lower_is_a_forbidden_reason_too():
    assert set(NEVER) <= set(ruleset.never_reasons())


def test_every_text_stands_in_both_languages():
    texts = [one.text for one in (*RULES.rules, *RULES.questions)]
    texts += [one.text for one in ruleset.lowering_reasons().values()]
    texts += [one.text for one in ruleset.never_reasons().values()]
    assert all(one.en and one.zh for one in (*texts, RULES.floor_text))
