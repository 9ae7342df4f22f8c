"""Weights come from a file and add up; every code they give has words in both languages."""

import itertools
import json
import math

import pytest

from bairn.likeness import layout, model, score, telling
from bairn.likeness.matches import Reason

_TOLD = json.loads((model.CATALOGUE / "model-1.json").read_text("utf-8"))


def test_a_larger_index_makes_any_one_record_less_likely() -> None:
    weighed = model.load()
    assert weighed.prior_for(10_000_000) < weighed.prior_for(100_000) < weighed.prior_for(10)


def test_what_agrees_exactly_never_weighs_less_than_what_differs() -> None:
    weighed = model.load()
    for row, evidence in enumerate(layout.EVIDENCE):
        if evidence in ("order", "whole", "other_kind"):
            continue
        last = len(layout.LEVELS[evidence]) - 1
        assert weighed.weights[row, last] > weighed.weights[row, 1], evidence


def test_unknown_weighs_nothing() -> None:
    assert not model.load().weights[:, 0].any()


@pytest.mark.parametrize("change", ["evidence", "level"])
def test_a_model_of_other_evidence_is_refused(change: str) -> None:
    told = json.loads(json.dumps(_TOLD))
    weights = told["weights"]
    if change == "evidence":
        weights["shoe_size"] = weights.pop("device")
    else:
        weights["birth"]["almost"] = 1.0
    with pytest.raises(ValueError, match="does not weigh"):
        model.read(told)


def test_a_model_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(FileNotFoundError):
        model.load("0")


def test_rivals_take_off_what_leaves_the_chance_among_them() -> None:
    sums = [2.0, 1.0]
    logit = 2.0 - score.against(sums[1:])
    chance = math.exp(2) / (1 + math.exp(2) + math.exp(1))
    assert 1 / (1 + math.exp(-logit)) == pytest.approx(chance)


def test_bounds_stand_around_the_probability() -> None:
    for kind, logit in itertools.product(model.KINDS, (-50.0, -1.0, 0.0, 3.0, 80.0)):
        middle, low, high = score.calibrated(logit, kind, 1_000_000, model.load())
        assert 0 <= low <= middle <= high <= 1


def test_every_level_has_a_sentence_in_both_languages() -> None:
    names = [
        f"{family}.{given}{order}"
        for family in layout.PART_LEVELS
        for given in layout.PART_LEVELS
        for order in ("", ".swapped")
    ]
    reasons = [Reason("name", one, 1.0) for one in names]
    reasons += [
        Reason(evidence, level, 1.0)
        for evidence, levels in layout.LEVELS.items()
        if evidence not in layout.NAME_PARTS
        for level in levels[1:]
    ]
    reasons += [Reason("prior", "size", -1.0), Reason("rivals", "others", -1.0)]
    for reason in reasons:
        assert telling.title(reason.evidence, "en") != telling.title(reason.evidence, "zh")
        assert telling.sentence(reason, "en").isascii()
        assert not telling.sentence(reason, "zh").isascii()
