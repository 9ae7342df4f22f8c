"""What a reporter typed, sealed into the page: it comes back whole, and opens for nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.web.report import draft as drafts

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
answers = st.dictionaries(texts, st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3))


@given(answers)
def test_whatever_was_typed_comes_back_as_it_was(typed: dict[str, dict[str, list[str]]]) -> None:
    draft = drafts.new(at=AT)
    for page, values in typed.items():
        draft = draft.with_answers(page, values)
    assert drafts.unseal(drafts.seal(draft), at=AT) == draft


def test_the_sealed_field_holds_no_readable_word() -> None:
    sealed = drafts.seal(drafts.new(at=AT).with_answers("child", {"name": ["Canaryname"]}))
    assert "Canary" not in sealed
    assert sealed != drafts.seal(drafts.new(at=AT).with_answers("child", {"name": ["Canaryname"]}))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_field_is_refused(place: int, change: int) -> None:
    sealed = bytearray(drafts.urlsafe_b64decode(drafts.seal(drafts.new(at=AT))))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(drafts.StaleDraftError):
        drafts.unseal(drafts.urlsafe_b64encode(bytes(sealed)).decode(), at=AT)


@pytest.mark.parametrize("nonsense", ["", "x", "AAAA", "é", "A" * 5000])
def test_nonsense_is_refused(nonsense: str) -> None:
    with pytest.raises(drafts.StaleDraftError):
        drafts.unseal(nonsense, at=AT)


@pytest.mark.parametrize(
    ("age", "opens"),
    [
        (timedelta(0), True),
        (drafts.LIFETIME, True),
        (drafts.LIFETIME + timedelta(seconds=1), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_a_draft_opens_for_half_a_day(age: timedelta, opens: bool) -> None:
    sealed = drafts.seal(drafts.new(at=AT))
    if opens:
        assert drafts.unseal(sealed, at=AT + age).begun_at == AT
    else:
        with pytest.raises(drafts.StaleDraftError):
            drafts.unseal(sealed, at=AT + age)


def test_what_is_sealed_for_one_use_opens_for_no_other() -> None:
    with pytest.raises(drafts.StaleDraftError):
        drafts.unseal_text(drafts.seal_text("1234", use="code"), use="receipt")
