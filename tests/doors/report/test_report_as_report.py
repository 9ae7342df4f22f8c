"""From answers to the one report model: whatever is chosen is understood, the unknown stays so."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import acceptance, vocabulary
from bairn.intake.terms import PersonRole
from bairn.web.report import draft as drafts
from bairn.web.report import order
from bairn.web.report.as_report import to_report
from bairn.web.report.draft import Draft
from tests.doors.report.walk import FULL

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def answered(**pages: dict[str, str | list[str]]) -> Draft:
    """A draft with these answers."""
    draft = drafts.new(at=AT)
    for page, values in pages.items():
        lists = {n: v if isinstance(v, list) else [v] for n, v in values.items()}
        draft = draft.with_answers(page, lists)
    return draft


def choices(page: Any, name: str) -> list[str]:
    """Every value that a field of a page offers."""
    if page.key == "situation":
        return ["", *(row.code for one in vocabulary.situations().values() for row in one.rows)]
    field = page.base_fields[name]
    return [str(value) for value, _ in getattr(field, "choices", [])]


@st.composite
def any_answers(draw: st.DrawFn) -> Draft:
    """Any of the choices in any combination, with texts and numbers where they belong."""
    draft = drafts.new(at=AT)
    for page in order.PAGES:
        values: dict[str, list[str]] = {}
        for name, field in page.base_fields.items():
            offered = choices(page, name)
            if isinstance(field, forms.IntegerField):
                values[name] = draw(st.sampled_from([[], ["0"], ["8"], ["17"], ["120"]]))
            elif offered:
                values[name] = draw(st.lists(st.sampled_from(offered), max_size=3, unique=True))
            else:
                values[name] = [draw(st.text(max_size=20))]
        draft = draft.with_answers(page.key, values)
    return draft


@given(any_answers())
def test_whatever_is_answered_makes_a_report_that_is_accepted(draft: Draft) -> None:
    accepted = acceptance.accept(to_report(draft=order.only_asked(draft), at=AT, language="en"))
    assert any(person.role is PersonRole.VICTIM for person in accepted.people)


@pytest.mark.parametrize("pack", sorted(vocabulary.situations()))
def test_every_situation_of_a_pack_can_be_handed_in(pack: str) -> None:
    for row in vocabulary.situations()[pack].rows:
        draft = answered(who={"part": "work"}, situation={"seen": row.code})
        assert acceptance.accept(to_report(draft=draft, at=AT, language="zh")).situation == row.code


def test_the_nine_situations_of_cn_2023_are_offered() -> None:
    assert len(vocabulary.situations()["cn-2023"].rows) == 9


@pytest.mark.parametrize("answer", ["unknown", ""])
def test_what_is_not_known_is_neither_yes_nor_no(answer: str) -> None:
    report = to_report(
        draft=answered(danger={"now": answer}, person={"reach": answer}), at=AT, language="en"
    )
    assert report.facts == {}


def test_a_child_of_thirty_is_a_child_of_unknown_age() -> None:
    draft = answered(whom={"about": "child", "age": "30"})
    accepted = acceptance.accept(to_report(draft=draft, at=AT, language="en"))
    assert accepted.facts["age_unknown"] is True


def test_somebody_it_is_about_is_the_victim_and_no_second_person() -> None:
    draft = answered(who={"part": "child"}, contact={"name": "A. Birch", "how": "a@b.example"})
    people = to_report(draft=draft, at=AT, language="en").people
    (victim,) = people
    assert victim.role is PersonRole.VICTIM
    assert victim.identity.emails == ("a@b.example",)
    assert victim.facts == {"age_max": 17}


def test_the_language_of_the_answer_is_that_of_the_reporter() -> None:
    draft = answered(**FULL)
    assert to_report(draft=draft, at=AT, language="zh-hans").language == "zh"
    assert to_report(draft=draft, at=AT, language="en").language == "en"
