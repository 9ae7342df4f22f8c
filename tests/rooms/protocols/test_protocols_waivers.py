"""Leaving a step out: a second person, of a role that the pack names; a no may be asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import models, queries
from bairn.protocols.terms import CaseFacts, StepState
from tests import cast

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def case(house):
    case_id = house.case(house.first)
    protocols.start(
        actor=house.first, at=AT, case_id=case_id, pack_id="cn-2023",
        time_zone="Asia/Shanghai", facts=CaseFacts({"age": 8, "contact": True}),
    )  # fmt: skip
    return case_id


def ask(house, case, step, hours=1):
    protocols.ask_waiver(
        actor=house.first, at=AT + hours * HOUR, case_id=case, step=step, reason="does_not_fit"
    )


def answer(actor, case, step, act=protocols.approve_waiver, hours=2):
    act(actor=actor, at=AT + hours * HOUR, case_id=case, step=step)


def state(house, case, step, hours=3):
    rows = queries.steps_of_case(actor=house.first, at=AT + hours * HOUR, case_id=case)
    return next(row.state for row in rows if row.step == step)


def test_a_step_of_safety_is_left_out_by_nobody_below_the_role_the_pack_names(house, case):
    prosecutor = cast.staff("dana", "prosecutor", unit=house.place.other_unit)
    cast.assign(prosecutor, case, role="prosecutor")
    ask(house, case, "emergency_protect")
    with pytest.raises(Refusal, match=r"protocols\.approver"):
        answer(house.second, case, "emergency_protect")
    assert state(house, case, "emergency_protect") is not StepState.WAIVED
    answer(prosecutor, case, "emergency_protect")
    assert state(house, case, "emergency_protect") is StepState.WAIVED


def test_a_step_that_must_be_taken_is_left_out_with_a_supervisor(house, case):
    ask(house, case, "specialist")
    answer(house.second, case, "specialist")
    assert state(house, case, "specialist") is StepState.WAIVED


def test_a_waiver_turned_down_stays_on_record_and_may_be_asked_again(house, case):
    ask(house, case, "specialist")
    with pytest.raises(Refusal, match=r"protocols\.second_person"):
        answer(house.first, case, "specialist", protocols.decline_waiver)
    answer(house.second, case, "specialist", protocols.decline_waiver)
    assert state(house, case, "specialist") is not StepState.WAIVED
    with pytest.raises(Refusal, match=r"protocols\.no_waiver"):
        answer(house.second, case, "specialist")
    ask(house, case, "specialist", hours=3)
    first, second = queries.board_of_case(actor=house.first, at=AT + 4 * HOUR, case_id=case).waivers
    assert (first.declined_by, first.declined_at) == (house.second.id, AT + 2 * HOUR)
    assert (first.waiting, second.waiting) == (False, True)


def test_nobody_turns_down_what_was_not_asked(house, case):
    with pytest.raises(Refusal, match=r"protocols\.no_waiver"):
        answer(house.second, case, "specialist", protocols.decline_waiver)


@pytest.mark.parametrize(
    "wrong",
    [
        {"declined_at": AT},  # by nobody
        {"declined_at": AT, "declined_by": "asker"},
    ],
)
def test_the_database_knows_no_waiver_turned_down_by_its_asker_or_by_nobody(house, case, wrong):
    row = dict(wrong)
    if row.get("declined_by") == "asker":
        row["declined_by"] = house.first.id

    @gate.act("protocols.ask_waiver")
    def force(*, actor, at, case_id):
        with transaction.atomic():
            models.Waiver.objects.create(
                case_id=case_id, step="x", reason="y", asked_at=at, asked_by=actor.id, **row
            )

    with pytest.raises(IntegrityError, match="declined_by_another"):
        force(actor=house.first, at=AT, case_id=case)
