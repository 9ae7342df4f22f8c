"""The closed words of a report: whole, in both languages, and leading where the packs expect."""

import pytest
import yaml

from bairn.intake import vocabulary
from bairn.intake.terms import FactValue
from bairn.kernel.refusal import Refusal

CATALOGUES = {
    "facts": vocabulary.facts,
    "incidents": vocabulary.incidents,
    "answers": vocabulary.answers,
    "situations": vocabulary.situations,
}


def in_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def wordings() -> list[tuple[str, str, str]]:
    """Every wording: where it stands, English, Chinese."""
    rows = [(name, one.text["en"], one.text["zh"]) for name, one in vocabulary.facts().items()]
    rows += [(name, one["en"], one["zh"]) for name, one in vocabulary.incidents().items()]
    rows += [(name, one["en"], one["zh"]) for name, one in vocabulary.answers().items()]
    for pack, one in vocabulary.situations().items():
        rows.append((pack, one.title["en"], one.title["zh"]))
        rows += [(row.code, row.text["en"], row.text["zh"]) for row in one.rows]
    return rows


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_names_nothing_twice(name):
    class Strict(yaml.SafeLoader):
        """Refuses a key that stands twice."""

    def mapping(loader, node, deep=False):
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys))
        return dict(loader.construct_pairs(node, deep=True))

    Strict.add_constructor("tag:yaml.org,2002:map", mapping)
    text = (vocabulary.FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert set(yaml.load(text, Loader=Strict)) == set(CATALOGUES[name]())


def test_every_wording_is_there_in_english_and_in_chinese():
    for where, english, chinese in wordings():
        assert english.strip(), where
        assert english.isascii() or "…" in english, where
        assert in_chinese(chinese), where


def test_the_nine_situations_of_chinese_mandatory_reporting_are_there_with_their_article():
    rows = vocabulary.situations()["cn-2023"].rows
    assert len(rows) == 9
    assert [f"art 4({n})" in row.source for n, row in enumerate(rows, start=1)] == [True] * 9
    assert all(row.mark == "V" and not row.check_locally for row in rows)


def test_every_situation_is_found_by_its_code_alone():
    codes = [row.code for one in vocabulary.situations().values() for row in one.rows]
    assert len(codes) == len(set(codes))
    assert all(vocabulary.situation(code) for code in codes)
    assert vocabulary.situation("none") is None


def test_what_is_ours_says_that_it_is_to_be_checked_locally():
    rows = [row for one in vocabulary.situations().values() for row in one.rows]
    assert {row.check_locally for row in rows if row.mark == "D"} == {True}


def test_facts_about_the_telling_may_never_lower_a_band():
    telling = {name for name, one in vocabulary.facts().items() if one.about == "telling"}
    lowering_not = {name for name, one in vocabulary.facts().items() if one.never_lowers}
    assert telling
    assert telling == lowering_not


def test_the_public_is_asked_little_and_nothing_that_needs_training():
    public = {one.name for one in vocabulary.asked_on("public")}
    officer = {one.name for one in vocabulary.asked_on("officer")}
    assert "danger_now" in public
    assert public < officer
    assert not public & {"child_sex", "prepubertal", "prior_similar", "weapon"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("danger_now", 1), ("danger_now", "true"), ("victims_count", 1.5), ("victims_count", -1),
        ("victims_count", vocabulary.MOST + 1), ("child_sex", "girl"), ("unheard_of", True),
    ],
)  # fmt: skip
def test_a_value_that_is_not_of_its_facts_kind_is_refused(name: str, value: FactValue):
    with pytest.raises(Refusal, match=r"intake\.fact"):
        vocabulary.check_facts({name: value})


def test_what_nobody_knows_is_left_out_and_is_neither_yes_nor_no():
    assert vocabulary.check_facts({"danger_now": None, "weapon": False}) == {"weapon": False}
