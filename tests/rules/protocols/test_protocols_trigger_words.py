"""A trigger said in words: every one of every pack, with no code left over."""

import re

import pytest

from bairn.protocols import naming, packs, triggers
from bairn.protocols.terms import Text
from bairn.protocols.wording import of_condition

NAMES = naming.names(packs.current("cn-2023"))
_CODE = re.compile(r"[a-z]+_[a-z]+")


def said(written: object) -> Text:
    return of_condition(triggers.parse(written), NAMES)


@pytest.mark.parametrize("pack_id", packs.ids())
def test_every_trigger_of_a_pack_is_said_in_both_languages_without_a_code(pack_id: str) -> None:
    pack = packs.current(pack_id)
    names = naming.names(pack)
    conditions = [
        *(step.trigger for step in pack.steps),
        *(window.applies for window in pack.windows),
        *(modifier.when for window in pack.windows for modifier in window.modifiers),
        *(branch.trigger for branch in pack.branches),
    ]
    for condition in conditions:
        words = of_condition(condition, names)
        assert not _CODE.search(words.en), words.en
        assert not re.search(r"[a-z]", words.zh), words.zh


def test_every_code_that_a_fact_can_have_has_words() -> None:
    codes = {code for word in packs.vocabulary().values() for code in word.get("codes", ())}
    assert {code for code in codes if naming.of_code(code).zh == code} == set()


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("always", "in every case", "任何案件"),
        ({"is": {"captive": True}}, "held captive", "被拘禁"),
        ({"is": {"captive": False}}, "not: held captive", "并非：被拘禁"),
        ({"below": {"age": 10}}, "age in years under 10", "年龄（周岁）小于10"),
        ({"at_least": {"age": 14}}, "age in years 14 or more", "年龄（周岁）不小于14"),
        ({"in": {"sex": ["female", "other"]}}, "sex: female or other", "性别：女或其他"),
        (
            {"has": {"offences": "grooming"}},
            "kinds of offence reported include grooming",
            "报告涉及的侵害类型包括诱骗",
        ),
        ({"known": "captive"}, "known: held captive", "已知：被拘禁"),
        (
            {"possible": {"is": {"missing": True}}},
            "unless ruled out: a child is missing",
            "除非已排除：儿童失踪",
        ),
    ],
)
def test_each_operator_has_words_of_its_own(written: object, en: str, zh: str) -> None:
    assert said(written) == Text(en, zh)


def test_and_inside_or_stands_in_brackets() -> None:
    both = {"all": [{"is": {"missing": True}}, {"is": {"captive": True}}]}
    words = said({"any": [both, {"is": {"online": True}}]})
    assert words.en.startswith("(a child is missing and held captive) or ")
    assert words.zh.startswith("（儿童失踪，且被拘禁），或")


def test_a_milestone_is_called_by_the_step_that_it_fulfils() -> None:
    words = said({"happened": "interview_held"})
    assert words.en.startswith("once “")
    assert "interview_held" not in words.en
