"""What holds a kit, what is no reason to leave it untested, how a match reaches a person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import keeping, kit_book, kit_clocks, kits_way, matching, testing
from bairn.evidence.keeping import Held
from bairn.evidence.terms.disposing import Objection
from bairn.evidence.terms.kits import (
    KeptUntil,
    KitEvent,
    KitKind,
    KitNotice,
    KitStands,
    KitVeto,
    MatchStep,
    NoticeKind,
    PlanToTell,
    Untested,
)
from bairn.kernel import ids
from bairn.kernel.periods import LocalClock
from bairn.kernel.refusal import Refusal
from bairn.protocols import tables
from bairn.protocols.terms import KitState

BOOK, RULES = kit_book.book(), tables.current().kits
CLOCK = LocalClock(ZoneInfo("America/Boise"))
AT = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BEN = ids.new_id(), ids.new_id()


def notice(days_ago: float, *, kind: NoticeKind = NoticeKind.DISPOSAL, ahead: int = 0) -> KitNotice:
    return KitNotice(
        id=ids.new_id(), kind=kind, language="en", told_how="by_hand", told_at=AT - days_ago * DAY,
        told_by=ANNA, disposal_on=(AT + ahead * DAY).date(),
    )  # fmt: skip


def objection(days_ago: float, settled: float | None = None) -> Objection:
    return Objection(
        id=ids.new_id(), exhibit_id=ids.new_id(), by_whom="survivor", words_id=None,
        raised_at=AT - days_ago * DAY, raised_by=ANNA,
        settled_as="" if settled is None else "heard",
        settled_at=None if settled is None else AT - settled * DAY,
        settled_by=None if settled is None else BEN,
    )  # fmt: skip


def kept(day: date) -> KeptUntil:
    return KeptUntil(rule=RULES[0], until=day)


FREE = Held(
    stands=KitStands.NOTICE, reported=True, notices=(notice(62),), days=60, objections=(),
    vetoes=(), kept=(kept(date(2020, 1, 1)),), legal_holds=0, open_matches=0,
)  # fmt: skip


def codes(held: Held, at: datetime = AT) -> set[str]:
    return {one.code for one in keeping.obstacles(held, at=at, clock=CLOCK)}


def test_a_kit_that_nothing_holds_may_be_disposed_of():
    assert codes(FREE) == set()
    keeping.check(FREE, at=AT, clock=CLOCK)


VETO = KitVeto(id=ids.new_id(), reason="appeal", by_id=ANNA, role="prosecutor", at=AT)
ONE_BY_ONE = {
    "not_announced": {"stands": KitStands.RESULTED},
    "gone": {"stands": KitStands.DISPOSED},
    "no_notice": {"notices": ()},
    "notice_running": {"notices": (notice(59),)},
    "day_told": {"notices": (notice(62, ahead=3),)},
    "objection_open": {"objections": (objection(1),)},
    "vetoed": {"vetoes": (VETO,)},
    "retention": {"kept": (kept(date(2020, 1, 1)), kept(date(2046, 1, 1)))},
    "legal_hold": {"legal_holds": 1},
    "match_open": {"open_matches": 1},
    "test_open": {"test_asked": True},
}


@pytest.mark.parametrize("code", ONE_BY_ONE)
def test_each_obstacle_alone_holds_the_kit(code):
    held = replace(FREE, **ONE_BY_ONE[code])
    assert codes(held) == {code}
    with pytest.raises(Refusal, match=r"evidence\.kit_held"):
        keeping.check(held, at=AT, clock=CLOCK)


@given(st.sets(st.sampled_from([c for c in ONE_BY_ONE if c not in ("gone", "notice_running",
                                                                   "day_told")])))  # fmt: skip
def test_every_obstacle_is_named_and_none_hides_another(named):
    held = FREE
    for code in named:
        held = replace(held, **ONE_BY_ONE[code])
    assert codes(held) == named


@given(st.integers(0, 24 * 61), st.sampled_from(["America/Boise", "Asia/Shanghai", "Europe/Oslo"]))
def test_no_hour_within_sixty_days_of_the_notice_is_free(hours, zone):
    clock = LocalClock(ZoneInfo(zone))
    at = AT + timedelta(hours=hours)
    held = replace(FREE, notices=(notice(0),))
    free = not keeping.obstacles(held, at=at, clock=clock)
    if at <= AT + 60 * DAY:
        assert not free
    if at >= AT + 61 * DAY + timedelta(hours=1):  # a clock that was put back gives an hour more
        assert free


def test_an_objection_that_was_settled_asks_for_a_new_notice():
    settled = replace(FREE, objections=(objection(30, settled=10),))
    assert codes(settled) == {"no_notice"}
    again = replace(settled, notices=(notice(62), notice(5)))
    assert codes(again) == {"notice_running"}


def test_what_was_told_at_the_examination_counts_for_whoever_gave_no_name_alone():
    told = (notice(62, kind=NoticeKind.RETENTION),)
    assert codes(replace(FREE, notices=told)) == {"no_notice"}
    assert codes(replace(FREE, notices=told, reported=False)) == set()


def test_a_day_of_disposal_leaves_the_notice_its_time_and_the_rules_their_years():
    ok = {"told_at": AT, "at": AT, "days": 60, "clock": CLOCK}
    keeping.may_announce(disposal_on=date(2026, 5, 2), kept=(), **ok)
    with pytest.raises(Refusal, match=r"evidence\.kit_notice_short"):
        keeping.may_announce(disposal_on=date(2026, 5, 1), kept=(), **ok)
    with pytest.raises(Refusal, match=r"evidence\.kit_kept_longer"):
        keeping.may_announce(disposal_on=date(2026, 5, 2), kept=(kept(date(2046, 3, 2)),), **ok)


def test_nobody_objects_to_what_is_gone():
    listed = BOOK.lists["by_whom"]
    with pytest.raises(Refusal, match=r"evidence\.kit_gone"):
        keeping.may_object(stands=KitStands.DISPOSED, by_whom="survivor", made_at=AT, at=AT,
                           listed=listed)  # fmt: skip


# clocks and years by place


def test_the_states_own_rules_come_before_the_countrys():
    found = kit_clocks.clocks("US-ID", {"collected": AT}, RULES, at=AT, clock=CLOCK)
    assert [one.rule for one in found][:3] == ["us_id"] * 3
    assert {"us_nij", "us_federal"} <= {one.rule for one in found}
    assert all(one.check_locally for one in found if one.rule in ("us_id", "us_nij"))


def test_the_next_day_is_the_earliest_that_is_open_and_none_for_a_kit_that_waits_for_nobody():
    moments = {"collected": AT}
    found = kit_clocks.clocks("US-ID", moments, RULES, at=AT + DAY, clock=CLOCK)
    due = kit_clocks.next_due(found, moments, waits=True)
    assert due == min(one.due_at for one in found if one.due_at)
    assert kit_clocks.next_due(found, moments, waits=False) is None


def test_a_childs_kit_without_a_report_is_kept_as_long_as_the_longest_rule_says():
    ask = {"clock": CLOCK, "kind": KitKind.UNREPORTED}
    child = kit_clocks.kept("US-HI", RULES, AT, of_child=True, **ask)
    adult = kit_clocks.kept("US-HI", RULES, AT, of_child=False, **ask)
    assert child[0].rule.id == adult[0].rule.id == "us_hi"
    assert child[0].until.year == 2046
    assert adult[0].until.year == 2032
    assert keeping.last_day(adult).until.year == 2046


def test_a_place_without_a_table_keeps_for_no_years_and_still_waits_sixty_days():
    assert kit_clocks.kept("CN", RULES, AT, kind=KitKind.REPORTED, of_child=False,
                           clock=CLOCK) == ()  # fmt: skip
    assert kit_clocks.notice_days("CN", RULES, BOOK.notice_days) == 60
    assert kit_clocks.notice_days("US-ID", RULES, 1) == 60


@given(st.sampled_from(sorted({rule.jurisdiction for rule in RULES})), st.integers(0, 400))
def test_time_alone_never_makes_a_stretch_less_late(place, days):
    moments = {"collected": AT}
    rank = [KitState.NOT_YET, KitState.OPEN, KitState.DUE_SOON, KitState.LATE]
    before = kit_clocks.clocks(place, moments, RULES, at=AT + days * DAY, clock=CLOCK)
    after = kit_clocks.clocks(place, moments, RULES, at=AT + (days + 1) * DAY, clock=CLOCK)
    for one, other in zip(before, after, strict=True):
        if one.state in rank:
            assert rank.index(other.state) >= rank.index(one.state)


# not to test


def kit(*names: str):
    rows = [
        KitEvent(number=n, event=name, happened_at=AT + n * DAY, recorded_at=AT + n * DAY,
                 by_id=ANNA, code="profile" if name == "result" else "")
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    return kits_way.way(KitKind.REPORTED, AT, rows, BOOK)


def asked(**more: object) -> Untested:
    return Untested(id=ids.new_id(), reason="adult_wish", asked_by=ANNA, asked_at=AT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", sorted(BOOK.lists["never_reasons"]))
def test_a_known_suspect_or_an_old_limitation_is_never_a_reason(reason):
    with pytest.raises(Refusal, match=r"evidence\.kit_never_a_reason"):
        testing.may_ask(reason=reason, of_child=False, now=kit(), asked=(), book=BOOK)


@pytest.mark.parametrize("reason", sorted(BOOK.lists["do_not_test"]))
def test_a_wish_is_no_reason_for_a_childs_kit(reason):
    testing.may_ask(reason=reason, of_child=False, now=kit(), asked=(), book=BOOK)
    if reason == "adult_wish":
        with pytest.raises(Refusal, match=r"evidence\.kit_childs_kit"):
            testing.may_ask(reason=reason, of_child=True, now=kit(), asked=(), book=BOOK)


def test_whoever_asked_does_not_answer():
    with pytest.raises(Refusal, match=r"evidence\.kit_own_question"):
        testing.may_answer(asked=asked(), by=ANNA)
    assert testing.may_answer(asked=asked(), by=BEN).waits


def test_one_question_at_a_time_and_none_for_a_kit_that_is_being_tested():
    with pytest.raises(Refusal, match=r"evidence\.kit_asked"):
        testing.may_be_asked(now=kit(), asked=(asked(),), book=BOOK)
    with pytest.raises(Refusal, match=r"evidence\.kit_move"):
        testing.may_be_asked(now=kit("submitted"), asked=(), book=BOOK)


def test_an_agreement_can_be_taken_back_on_any_day_and_a_refusal_needs_no_taking_back():
    assert testing.may_reverse([asked(agreed=True)]).agreed
    with pytest.raises(Refusal, match=r"evidence\.kit_nothing_asked"):
        testing.may_reverse([asked(agreed=False), asked(agreed=True, reversed_at=AT)])


@pytest.mark.parametrize(("agreed", "reason"), [(True, "serious"), (False, ""), (False, "x")])
def test_a_no_has_its_reason_and_a_yes_has_none(agreed, reason):
    with pytest.raises(Refusal, match=r"evidence\.kit_answer"):
        testing.check_answer(agreed=agreed, refused_for=reason, book=BOOK)


# matches


def steps(*names: str, match: int = 0) -> list[MatchStep]:
    return [MatchStep(match=match, step=one, happened_at=AT, recorded_at=AT, by_id=ANNA)
            for one in names]  # fmt: skip


WAY_IN = steps("screened", "profile", "eligible", "state_db")


def may_step(step: str, match: int, done: list[MatchStep], kind: str = "") -> int:
    tested = kit("submitted", "result")
    return matching.may_step(step=step, match=match, steps=done, kind=kind, now=tested, book=BOOK)


def test_a_profile_goes_step_by_step_to_the_databases():
    done: list[MatchStep] = []
    for name in ("screened", "profile", "eligible", "state_db", "national_db"):
        with pytest.raises(Refusal, match=r"evidence\.kit_match_step"):
            may_step("confirmed", 0, done)
        may_step(name, 0, done)
        done += steps(name)


def test_a_profile_needs_the_laboratorys_result():
    with pytest.raises(Refusal, match=r"evidence\.kit_no_result"):
        matching.may_step(step="profile", match=0, steps=steps("screened"), kind="", now=kit(),
                          book=BOOK)  # fmt: skip


def test_a_match_says_what_it_matched_and_is_told_to_police_after_laboratories_confirmed():
    with pytest.raises(Refusal, match=r"evidence\.kit_match_kind"):
        may_step("matched", 0, WAY_IN)
    assert may_step("matched", 0, WAY_IN, "offender") == 1
    done = WAY_IN + steps("matched", match=1)
    with pytest.raises(Refusal, match=r"evidence\.kit_match_step"):
        may_step("police_told", 1, done)
    may_step("confirmed", 1, done)


def test_not_now_closes_nothing_and_the_search_goes_on():
    done = WAY_IN + steps("matched", "confirmed", "planned", "not_now", match=1)
    assert matching.open_matches(done) == (1,)
    assert matching.search_goes_on(done)
    assert may_step("matched", 0, done, "forensic") == 2
    assert {"planned", "told"} <= set(matching.next_steps(done, 1))
    told = done + steps("told", match=1)
    assert matching.open_matches(told) == ()
    assert matching.search_goes_on(told)
    assert may_step("matched", 0, told, "forensic") == 2


PLAN = {"choice": "asked_now", "channel": "in_person", "place": "clinic", "words": "Blue kite"}


@pytest.mark.parametrize("channel", sorted(BOOK.lists["refused_channels"]))
def test_nobody_is_told_by_letter_voicemail_or_a_relative(channel):
    matching.may_plan(book=BOOK, **PLAN)
    with pytest.raises(Refusal, match=r"evidence\.kit_channel"):
        matching.may_plan(book=BOOK, **{**PLAN, "channel": channel})


@pytest.mark.parametrize(
    ("left_out", "code"),
    [("choice", "code"), ("place", "code"), ("channel", "code"), ("words", "safe_words")],
)
def test_a_plan_names_choice_channel_place_and_safe_words(left_out, code):
    with pytest.raises(Refusal, match=rf"evidence\.kit_{code}"):
        matching.may_plan(book=BOOK, **{**PLAN, left_out: ""})


def test_telling_needs_the_plan_of_this_match():
    plan = PlanToTell(match=1, choice="asked_now", channel="in_person", place="clinic",
                      advocate_id=BEN, words_id=ids.new_id(), by_id=ANNA, at=AT)  # fmt: skip
    assert matching.may_tell([plan], 1) is plan
    with pytest.raises(Refusal, match=r"evidence\.kit_no_plan"):
        matching.may_tell([plan], 2)


def test_what_was_passed_over_is_seen_and_not_waited_for():
    moments = {"collected": AT, "submitted": AT + DAY, "decided": AT + DAY}
    later = AT + 10 * DAY
    found = kit_clocks.clocks("US-ID", moments, RULES, at=later, clock=CLOCK)
    assert any(one.state is KitState.LATE for one in found if one.to_event == "picked_up")
    due = kit_clocks.next_due(found, moments, waits=True)
    assert due == next(one.due_at for one in found if one.to_event == "result")


def test_a_kit_that_waits_for_nobody_has_no_day_by_which_it_ought_to_move():
    late = AT + 900 * DAY
    found = kit_clocks.clocks("US-ID", {"collected": AT}, RULES, at=late, clock=CLOCK, waits=False)
    assert {one.state for one in found} == {KitState.HELD}
