"""A sitting fits its interview, its rule and itself; without a recording it says why."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bairn.interviews import accounts, holding
from bairn.interviews.holding import Held
from bairn.interviews.terms import (
    FirstAccount,
    InterviewPurpose,
    InterviewState,
    PhaseHeld,
)
from bairn.kernel.refusal import why_not
from tests.rules.interviews.invented import (
    AT,
    CASE,
    DIGEST,
    HOUR,
    RECORDED,
    interview,
    rule,
    sitting,
)

NOW = AT + 3 * HOUR
DAY = timedelta(days=1)


def held(**more: Any) -> Held:
    values: dict[str, Any] = {"started_at": AT, "ended_at": AT + HOUR, "recording": RECORDED}
    return Held(**(values | more))


def refused(one=None, *, of=None, at=NOW):
    of = of or interview()
    no = why_not(partial(holding.may_hold, one or held(), interview=of, rule=rule(), at=at))
    return no and no.code


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (interview(), None),
        (interview(InterviewState.ASKED), "interviews.not_approved"),
        (interview(InterviewState.DECLINED), "interviews.not_planned"),
        (interview(InterviewState.WITHDRAWN), "interviews.not_planned"),
        (interview(InterviewState.HELD), "interviews.held"),
    ],
)
def test_only_what_stands_and_is_agreed_to_is_held(of, code):
    assert refused(of=of) == code


def test_what_began_before_it_was_planned_is_no_sitting_of_it():
    planned = interview(asked_at=AT + HOUR)
    assert refused(of=planned) == "interviews.before_plan"
    assert refused(of=interview(asked_at=AT + timedelta(minutes=4))) is None


def test_six_sittings_over_half_a_year_are_no_single_interview():
    first = sitting(AT - timedelta(days=61))
    going_on = interview(
        InterviewState.HELD, sittings_planned=6, sittings=(first,), asked_at=AT - 99 * DAY
    )
    assert refused(of=going_on) == "interviews.too_late"
    near = replace(going_on, sittings=(sitting(AT - 59 * DAY),))
    assert refused(of=near) is None


def test_a_further_sitting_begins_after_the_one_before():
    first = sitting(AT - 24 * HOUR)
    going_on = interview(InterviewState.HELD, sittings_planned=2, sittings=(first,))
    assert refused(of=going_on) is None
    overlapping = replace(going_on, sittings=(sitting(AT, 10),))
    assert refused(of=overlapping) == "interviews.order"


def test_what_began_before_a_supervisor_agreed_is_no_interview():
    agreed = interview(purpose=InterviewPurpose.REPEAT, approved_at=AT + HOUR / 2)
    assert refused(of=agreed) == "interviews.before_approval"
    assert refused(of=replace(agreed, approved_at=AT)) is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ended_at": AT}, "interviews.times"),
        ({"ended_at": AT - HOUR}, "interviews.times"),
        ({"started_at": AT - 12 * HOUR, "ended_at": AT + timedelta(minutes=1)}, "interviews.times"),
        ({"ended_at": NOW + HOUR}, "interviews.future"),
    ],
)
def test_a_sitting_ends_after_it_began_and_is_over(more, code):
    assert refused(held(**more)) == code


@pytest.mark.parametrize(
    ("phases", "code"),
    [
        ((), None),
        (("ground_rules", "free_recall", "close"), None),
        (("free_recall", "ground_rules"), "interviews.phases"),
        (("close", "close"), "interviews.phases"),
        (("confrontation",), "interviews.phases"),
    ],
)
def test_phases_stand_in_the_order_of_the_rule(phases, code):
    assert refused(held(phases=tuple(PhaseHeld(phase=one) for one in phases))) == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recording": None}, "interviews.recording"),
        ({"no_recording_reason": "no_device"}, "interviews.recording"),
        ({"recording": None, "no_recording_reason": "no_device"}, None),
        ({"recording": replace(RECORDED, digest_sha256=DIGEST[:-1])}, "interviews.digest"),
        ({"recording": replace(RECORDED, digest_sha256="A" * 64)}, "interviews.digest"),
        ({"recording": replace(RECORDED, exhibit="Tape of Mei")}, "interviews.exhibit"),
        ({"recording": replace(RECORDED, exhibit="TAPE")}, "interviews.exhibit"),
        ({"open_prompts": -1}, "interviews.prompts"),
        ({"leading_prompts": 10_001}, "interviews.prompts"),
        ({"phases": (PhaseHeld(phase="close", minutes=-1),)}, "interviews.minutes"),
    ],
)
def test_a_sitting_has_its_recording_or_the_reason_why_there_is_none(more, code):
    assert refused(held(**more)) == code


def account() -> FirstAccount:
    return FirstAccount(
        id=CASE, case_id=CASE, about=CASE, told_to="teacher", told_at=AT, words_id=CASE,
        prompts=(), recorded_by=CASE, recorded_at=AT,
    )  # fmt: skip


def test_a_second_first_account_is_refused_and_says_where_the_first_stands():
    no = why_not(accounts.may_record, account())
    assert no is not None
    assert no.code == "interviews.first_account"
    assert "stands here already" in no.reason
    assert "Do not ask the child again" in no.reason
    assert why_not(accounts.may_record, None) is None


def test_something_is_put_beside_an_account_that_is_there():
    assert accounts.to_add_to(account()).told_to == "teacher"
    no = why_not(accounts.to_add_to, None)
    assert no is not None
    assert no.code == "interviews.no_account"


@pytest.mark.parametrize("words", ["", "  \n", "x" * 100_001])
def test_an_account_has_words(words):
    no = why_not(accounts.check_words, words)
    assert no is not None
    assert no.code == "interviews.words"


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        (None, None),
        (0, None),
        (1440, None),
        (-1, "interviews.minutes"),
        (1441, "interviews.minutes"),
    ],
)
def test_minutes_are_unknown_or_a_plain_number(minutes, code):
    no = why_not(accounts.check_minutes, minutes)
    assert (no and no.code) == code


def test_prompts_are_kept_in_their_order_each_once():
    known = ["what", "who", "where", "when", "safe_now"]
    assert accounts.in_order(["safe_now", "what", "what"], known) == ("what", "safe_now")
