"""What the kit's tags say, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import engines
from django.utils import translation

from bairn.kernel.refusal import Refusal

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def said(markup: str, language: str = "en", **context: object) -> str:
    """The rendering of `markup` with the kit loaded."""
    with translation.override(language):
        return str(engines["django"].from_string("{% load kit %}" + markup).render(context))


def test_a_late_deadline_says_by_how_much_and_since_when() -> None:
    markup = said("{% due when at %}", when=AT - timedelta(days=4), at=AT)
    assert "overdue by 4 d" in markup
    assert "20 Nov 2026, 09:00" in markup


def test_a_late_deadline_is_said_in_chinese_too() -> None:
    markup = said("{% due when at %}", "zh-hans", when=AT - timedelta(days=4), at=AT)
    assert "已逾期 4 天" in markup
    assert "2026年11月20日 09:00" in markup


@pytest.mark.parametrize("mark", ["K", "D", "", "X"])
def test_whatever_nobody_has_seen_in_a_source_says_check_locally(mark: str) -> None:
    assert "check locally" in said("{% mark mark %}", mark=mark)
    assert "在本地核实" in said("{% mark mark %}", "zh-hans", mark=mark)


def test_a_source_says_edition_mark_and_review_date() -> None:
    row = {"ref": "S2", "art": "5", "edition": "2019", "mark": "V", "review_due": "2026-12-01"}
    markup = said("{% source row %}", row=row)
    for part in ("S2", "5", "edition 2019", "review due 2026-12-01", "seen in source"):
        assert part in markup


def test_a_button_that_is_off_says_why_in_the_rules_own_words() -> None:
    refusal = Refusal("a.b", "A second person <has> to agree.")
    markup = said('{% why_off refusal "Lower" "act" "low" %}', refusal=refusal)
    assert 'aria-disabled="true"' in markup
    assert "A second person &lt;has&gt; to agree." in markup
    assert 'name="act"' not in markup


def test_a_button_without_a_refusal_can_be_pressed() -> None:
    assert "disabled" not in said('{% why_off refusal "Lower" "act" "low" %}', refusal=None)


@pytest.mark.parametrize(("language", "text"), [("en", "Report"), ("zh-hans", "报告")])
def test_data_in_two_languages_is_shown_in_the_readers(language: str, text: str) -> None:
    assert said("{% bilingual row %}", language, row={"en": "Report", "zh": "报告"}) == text


def test_data_that_lacks_a_language_is_shown_rather_than_lost() -> None:
    assert said("{% bilingual row %}", "zh-hans", row={"en": "Report"}) == "Report"
