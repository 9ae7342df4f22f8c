"""The chain of hands: what holds has no break, what does not is shown, and nothing is mended."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import codes, custody
from bairn.evidence.terms import BreakKind, Chain, CustodyEvent, EventKind, Hands

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
EXHIBIT, CASE, BY = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
BEN, ADA, CLEO = (Hands(staff_id=uuid.uuid4()) for _ in range(3))
LAB, COURIER = Hands(outside="laboratory"), Hands(outside="courier")
PLACE, PAPER = uuid.uuid4(), uuid.uuid4()
RULES = codes.chain_rules()


def told(kind: EventKind, **more: object) -> CustodyEvent:
    event = CustodyEvent(
        id=uuid.uuid4(), case_id=CASE, exhibit_id=EXHIBIT, number=0, kind=kind, happened_at=AT,
        recorded_at=AT, by_id=BY, entry_id=uuid.uuid4(),
    )  # fmt: skip
    return replace(event, **more)  # type: ignore[arg-type]


def numbered(events: list[CustodyEvent]) -> list[CustodyEvent]:
    """One after the other, an hour between, unless the moment was said; written down at once."""
    found = []
    for place, one in enumerate(events):
        happened = one.happened_at if one.happened_at != AT else AT + place * HOUR
        recorded = one.recorded_at if one.recorded_at != AT else happened
        found.append(replace(one, number=place, happened_at=happened, recorded_at=recorded))
    return found


def read(*events: CustodyEvent, at: datetime = AT + 30 * HOUR) -> Chain:
    return custody.chain(numbered(list(events)), rules=RULES, at=at)


def kinds(chain: Chain) -> list[str]:
    return [one.kind.value for one in chain.breaks]


START = told(EventKind.COLLECTED, taker=BEN, seal_after="S-1", condition="intact")
OFFER = told(EventKind.OFFERED, giver=BEN, taker=ADA, seal_before="S-1", condition="intact")
TAKEN = told(EventKind.ACCEPTED, giver=BEN, taker=ADA, seal_before="S-1", seal_after="S-1",
             condition="intact")  # fmt: skip
STORED = told(EventKind.STORED, giver=ADA, place_id=PLACE, condition="intact")


def test_hands_that_meet_make_a_chain_without_a_break() -> None:
    chain = read(START, OFFER, TAKEN, STORED)
    assert chain.breaks == ()
    assert [(one.hands, one.place_id) for one in chain.links] == [
        (BEN, None), (ADA, None), (ADA, PLACE),
    ]  # fmt: skip
    assert chain.now is not None
    assert chain.now.seal == "S-1"


def test_nothing_that_was_told_has_no_link_and_no_break() -> None:
    assert custody.chain([], rules=RULES, at=AT) == Chain(events=(), links=(), breaks=())


@pytest.mark.parametrize(
    ("events", "broken"),
    [
        ([OFFER, replace(TAKEN, seal_after="S-2")], "seal_differs"),
        ([replace(OFFER, seal_before="S-9")], "seal_differs"),
        ([OFFER, replace(TAKEN, condition="wet")], "condition"),
        ([OFFER, replace(TAKEN, taker=CLEO)], "not_the_holder"),
        ([TAKEN], "not_the_holder"),
        ([replace(OFFER, giver=CLEO)], "not_the_holder"),
        ([replace(STORED, giver=CLEO)], "not_the_holder"),
        ([told(EventKind.CLAIMED, giver=BEN, taker=ADA, seal_after="S-1", condition="intact")],
         "not_the_holder"),
        ([told(EventKind.MISSED)], "gap"),
        ([told(EventKind.FOUND, reason="surplus")], "gap"),
        ([told(EventKind.SEALED, giver=BEN, seal_before="S-7", seal_after="S-8")], "seal_differs"),
        ([told(EventKind.SEAL_BROKEN, giver=BEN, seal_before="S-1", reason="damaged_found")],
         "seal_differs"),
        ([told(EventKind.REFUSED)], "not_the_holder"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_a_break(events: list[CustodyEvent], broken: str) -> None:
    chain = read(START, *events)
    assert kinds(chain) == [broken]
    assert chain.breaks[0].event == len(events)


def test_a_break_names_its_place_and_its_moment() -> None:
    chain = read(START, OFFER, TAKEN, STORED, told(EventKind.MISSED))
    assert (chain.breaks[0].place_id, chain.breaks[0].at) == (PLACE, AT + 4 * HOUR)


def test_what_is_offered_and_not_answered_for_two_days_is_a_break() -> None:
    offered_at = AT + HOUR
    early, late = RULES.patience, RULES.patience + timedelta(seconds=1)
    assert kinds(read(START, OFFER, at=offered_at + early)) == []
    assert kinds(read(START, OFFER, at=offered_at + late)) == ["unanswered"]


def test_an_answer_that_came_late_does_not_mend_it() -> None:
    late = replace(TAKEN, happened_at=AT + HOUR + RULES.patience + HOUR)
    chain = read(START, OFFER, late, at=AT + 1000 * HOUR)
    assert kinds(chain) == ["unanswered"]
    assert chain.now is not None
    assert chain.now.hands == ADA


def test_an_answer_said_to_have_been_in_time_takes_no_break_away_that_was_shown() -> None:
    written = AT + HOUR + RULES.patience + HOUR
    assert kinds(read(START, OFFER, at=written)) == ["unanswered"]
    back_dated = replace(TAKEN, happened_at=AT + 2 * HOUR, recorded_at=written)
    assert kinds(read(START, OFFER, back_dated, at=written)) == ["unanswered"]


def test_two_who_write_down_later_what_they_did_at_once_break_nothing() -> None:
    written = AT + 10 * RULES.patience
    offer, taken = (replace(one, recorded_at=written) for one in (OFFER, TAKEN))
    assert kinds(read(START, offer, taken, at=written)) == []


def test_a_seal_broken_to_examine_and_put_on_anew_is_no_break() -> None:
    chain = read(
        START,
        told(EventKind.SEAL_BROKEN, giver=BEN, seal_before="S-1", reason="examination"),
        told(EventKind.EXAMINED, giver=BEN, seal_before="", seal_after="S-2", condition="intact"),
    )
    assert chain.breaks == ()
    assert chain.now is not None
    assert chain.now.seal == "S-2"


def test_a_refused_offer_leaves_it_in_the_same_hands() -> None:
    chain = read(START, OFFER, told(EventKind.REFUSED, giver=BEN, taker=ADA, reason="packaging"))
    assert chain.breaks == ()
    assert chain.now is not None
    assert chain.now.hands == BEN


def out(who: Hands) -> list[CustodyEvent]:
    return [
        START,
        replace(OFFER, taker=who),
        replace(TAKEN, kind=EventKind.ACCEPTED_OUTSIDE, taker=who, words_id=PAPER),
    ]


@pytest.mark.parametrize(("who", "broken"), [(LAB, []), (COURIER, ["seal_differs"])])
def test_a_laboratory_may_open_what_a_courier_may_not(who: Hands, broken: list[str]) -> None:
    back = told(EventKind.CAME_BACK, giver=who, taker=ADA, seal_before="L-5", seal_after="L-5",
                condition="intact", words_id=PAPER)  # fmt: skip
    assert kinds(read(*out(who), back)) == broken


def test_what_leaves_or_comes_without_a_paper_is_a_gap() -> None:
    events = out(LAB)
    events[2] = replace(events[2], words_id=None)
    back = told(EventKind.CAME_BACK, giver=LAB, taker=ADA, seal_before="S-1", seal_after="S-1",
                condition="intact")  # fmt: skip
    assert kinds(read(*events, back)) == ["gap", "gap"]


def test_what_came_back_under_another_seal_than_the_paper_says_is_a_break() -> None:
    back = told(EventKind.CAME_BACK, giver=LAB, taker=ADA, seal_before="L-5", seal_after="L-6",
                condition="intact", words_id=PAPER)  # fmt: skip
    assert kinds(read(*out(LAB), back)) == ["seal_differs"]


def test_a_moment_before_the_last_is_out_of_order() -> None:
    early = replace(OFFER, happened_at=AT - HOUR)
    assert "order" in kinds(read(START, early))


def test_what_was_disposed_of_is_in_nobodys_hands() -> None:
    chain = read(START, told(EventKind.DISPOSED, giver=BEN, seal_before="S-1"))
    assert chain.now is None
    assert chain.breaks == ()


# --- any course of events -------------------------------------------------------------------------

SEALS = st.sampled_from(["", "S-1", "S-2"])
CONDITIONS = st.sampled_from(["intact", "wet", "spoiled"])
WHO = st.sampled_from([BEN, ADA, CLEO, LAB])
ANY = st.builds(
    lambda kind, giver, taker, before, after, condition, paper, late: told(
        kind, giver=giver, taker=taker, seal_before=before, seal_after=after, condition=condition,
        words_id=paper, happened_at=AT + late * HOUR, place_id=PLACE if late % 2 else None,
    ),
    st.sampled_from(list(EventKind)), WHO, WHO, SEALS, SEALS, CONDITIONS,
    st.sampled_from([None, PAPER]), st.integers(1, 400),
)  # fmt: skip
COURSES = st.lists(ANY, max_size=12)


def course(events: list[CustodyEvent]) -> list[CustodyEvent]:
    return numbered([START, *events])


@given(COURSES)
def test_whatever_happens_can_be_read_and_each_break_names_an_event(events) -> None:
    chain = custody.chain(course(events), rules=RULES, at=AT + 1000 * HOUR)
    numbers = {one.number for one in chain.events}
    assert {one.event for one in chain.breaks} <= numbers
    assert {one.by_event for one in chain.links} <= numbers
    assert len(set(chain.breaks)) == len(chain.breaks)
    assert all(one.exhibit_id == EXHIBIT for one in chain.breaks)


@given(COURSES)
def test_what_happens_later_takes_no_break_away(events) -> None:
    whole = course(events)
    at = AT + 2000 * HOUR
    for cut in range(1, len(whole) + 1):
        # An offer that waits is judged by the day of asking: asked at its own hour it is none.
        before = custody.chain(whole[:cut], rules=RULES, at=AT)
        assert set(before.breaks) <= set(custody.chain(whole, rules=RULES, at=at).breaks)


@given(COURSES)
def test_the_order_in_which_rows_are_brought_changes_nothing(events) -> None:
    whole = course(events)
    at = AT + 1000 * HOUR
    forwards = custody.chain(whole, rules=RULES, at=at)
    assert custody.chain(reversed(whole), rules=RULES, at=at) == forwards


@given(COURSES)
def test_only_the_last_stretch_lasts_and_they_follow_each_other(events) -> None:
    links = custody.chain(course(events), rules=RULES, at=AT + 1000 * HOUR).links
    assert all(one.until is not None for one in links[:-1])
    # After an end (a disposal) something may begin anew: that is not a stretch without its end.
    for one, after in pairwise(links):
        assert one.until is not None
        assert one.by_event < after.by_event


HONEST = st.lists(st.tuples(st.sampled_from([ADA, CLEO, BEN]), st.booleans()), max_size=8)


@given(HONEST, st.integers(0, 7), st.sampled_from(list(BreakKind)))
def test_honest_hands_have_no_break_and_one_lie_has_one(way, place: int, lie: BreakKind) -> None:
    events, holder = [START], BEN
    for taker, keeps in way:
        if taker == holder:
            continue
        events.append(replace(OFFER, giver=holder, taker=taker))
        events.append(replace(TAKEN, giver=holder, taker=taker))
        holder = taker
        if keeps:
            events.append(replace(STORED, giver=holder))
    at = AT + (len(events) + 1) * HOUR
    assert custody.chain(numbered(events), rules=RULES, at=at).breaks == ()
    spots = [i for i, one in enumerate(events) if one.kind is EventKind.ACCEPTED]
    if not spots or lie not in _LIES:
        return
    spot = spots[place % len(spots)]
    events[spot] = replace(events[spot], **_LIES[lie])
    found = custody.chain(numbered(events), rules=RULES, at=at)
    assert any(one.kind is lie and one.event == spot for one in found.breaks)


_LIES: dict[BreakKind, dict[str, object]] = {
    BreakKind.SEAL_DIFFERS: {"seal_after": "X-9"},
    BreakKind.CONDITION: {"condition": "spoiled"},
    BreakKind.NOT_THE_HOLDER: {"taker": COURIER},
}
