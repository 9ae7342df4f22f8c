"""Numbers, digests and moments that may be said, and who may answer for what."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import handing
from bairn.evidence.terms import Handover, HandoverItem, Hands
from bairn.kernel.refusal import Refusal

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
GIVER, TAKER = uuid.uuid4(), uuid.uuid4()


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo", "Zs")), max_size=30))
def test_no_word_and_no_name_is_the_number_of_a_seal(text: str) -> None:
    if not text.strip():
        assert handing.number(text, field="seal") == ""
    else:
        with pytest.raises(Refusal, match=r"evidence\.number"):
            handing.number(text, field="seal")


@given(st.from_regex(r"[A-Z]{0,3}-?[0-9]{1,9}", fullmatch=True).filter(lambda one: one[0] != "-"))
def test_a_number_is_kept_in_capitals_however_it_was_typed(text: str) -> None:
    assert handing.number(f" {text.lower()} ", field="seal") == text


@given(st.binary(min_size=32, max_size=32))
def test_a_digest_is_kept_in_small_letters(digest: bytes) -> None:
    assert handing.sha256(digest.hex().upper()) == digest.hex()


@pytest.mark.parametrize("text", ["ab", "g" * 64, "ab" * 33, "ab" * 20])
def test_what_is_no_sha256_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"evidence\.sha256"):
        handing.sha256(text)


MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1),  # noqa: DTZ001 - zones below
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=5))]),
)  # fmt: skip


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_moment_lies_neither_ahead_nor_before_the_last(moment, at, last) -> None:
    if last <= moment <= at:
        assert handing.moment(moment, at=at, after=last) == moment
        return
    with pytest.raises(Refusal) as refused:
        handing.moment(moment, at=at, after=last)
    expected = "evidence.future" if moment > at else "evidence.before_last"
    assert refused.value.code == expected


def handover(*states: str, taker: Hands = Hands(staff_id=TAKER)) -> Handover:  # noqa: B008 - frozen
    items = tuple(
        HandoverItem(
            exhibit_id=uuid.UUID(int=place), code="", number=place, kind="clothing",
            seal_before="", condition_before="intact", ended_as=state, ended_at=None,
            seal_after="", condition_after="", reason="",
        )
        for place, state in enumerate(states)
    )  # fmt: skip
    return Handover(
        id=uuid.uuid4(), case_id=uuid.uuid4(), giver=GIVER, taker=taker, purpose="storage",
        offered_at=AT, recorded_at=AT, items=items,
    )  # fmt: skip


STATES = st.lists(st.sampled_from(["", "accepted", "refused", "taken_back", "lost"]), max_size=6)


@given(STATES, st.sets(st.integers(0, 7)))
def test_only_what_waits_is_answered_and_each_once(states, asked) -> None:
    given_away = handover(*states)
    open_ones = {place for place, state in enumerate(states) if not state}
    wanted = asked or open_ones
    ids = [uuid.UUID(int=place) for place in asked]
    if wanted and wanted <= open_ones:
        found = handing.may_answer(given_away, ids, by=TAKER)
        assert {one.number for one in found} == wanted
    else:
        with pytest.raises(Refusal, match=r"evidence\.answered"):
            handing.may_answer(given_away, ids, by=TAKER)


@given(STATES)
def test_nobody_else_answers_whatever_waits(states) -> None:
    for somebody in (GIVER, uuid.uuid4()):
        with pytest.raises(Refusal, match=r"evidence\.not_the_receiver"):
            handing.may_answer(handover(*states), (), by=somebody)
    with pytest.raises(Refusal, match=r"evidence\.not_the_giver"):
        handing.may_take_back(handover(*states), (), by=TAKER)
    with pytest.raises(Refusal, match=r"evidence\.outside"):
        handing.may_answer(handover(*states, taker=Hands(outside="court")), (), by=TAKER)
