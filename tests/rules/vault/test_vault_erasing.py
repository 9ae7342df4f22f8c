"""An erasure takes two people and no hold; a hold goes by another hand than it came."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bairn.kernel.actor import ActorKind
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault import erasing, pacing
from bairn.vault.holders import holder_of
from bairn.vault.terms import Erasure, ErasureReason, Hold, HoldReason

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FIRST, SECOND, CASE = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
HOLD = Hold(
    id=uuid.uuid4(), holder_id=CASE, reason=HoldReason.APPEAL, placed_by=FIRST, placed_at=AT
)
ORDER = Erasure(
    id=uuid.uuid4(),
    holder_id=CASE,
    subject_id=None,
    reason=ErasureReason.RETENTION_OVER,
    ordered_by=FIRST,
    ordered_at=AT,
)


def code(rule, *args, **kwargs):
    refusal = why_not(rule, *args, **kwargs)
    return refusal.code if refusal else ""


def test_a_second_person_may_carry_out_an_erasure():
    assert code(erasing.may_carry_out, ORDER, [], second=SECOND) == ""


def test_whoever_ordered_an_erasure_cannot_carry_it_out():
    assert code(erasing.may_carry_out, ORDER, [], second=FIRST) == "vault.second_person"


def test_an_erasure_is_carried_out_once():
    done = replace(ORDER, confirmed_at=AT)
    assert code(erasing.may_carry_out, done, [], second=SECOND) == "vault.erased_already"


def test_a_hold_blocks_ordering_and_carrying_out():
    assert code(erasing.may_order, [HOLD]) == "vault.held"
    assert code(erasing.may_carry_out, ORDER, [HOLD], second=SECOND) == "vault.held"


def test_a_released_hold_blocks_nothing():
    assert code(erasing.may_order, [replace(HOLD, released_at=AT)]) == ""


def test_a_hold_is_released_by_another_and_once():
    assert code(erasing.may_release, HOLD, second=FIRST) == "vault.second_person"
    assert code(erasing.may_release, HOLD, second=SECOND) == ""
    released = replace(HOLD, released_at=AT)
    assert code(erasing.may_release, released, second=SECOND) == "vault.hold_released"


def test_exactly_one_of_report_and_case_is_named():
    assert holder_of(report_id=CASE, case_id=None) == CASE
    assert holder_of(report_id=None, case_id=CASE) == CASE
    for both in ({"report_id": CASE, "case_id": CASE}, {"report_id": None, "case_id": None}):
        with pytest.raises(Refusal, match=r"vault\.holder"):
            holder_of(**both)


def test_look_ups_are_counted_by_the_hour_and_end_at_the_measure():
    measure = pacing.HOURLY[ActorKind.STAFF]
    assert code(pacing.check, ActorKind.STAFF, measure) == ""
    assert code(pacing.check, ActorKind.STAFF, measure + 1) == "vault.too_fast"
    assert code(pacing.check, ActorKind.SYSTEM, measure + 1) == ""
    assert pacing.hour_of(AT) == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_more_sources_than_a_report_can_have_are_refused():
    assert code(pacing.check_size, pacing.MOST_AT_ONCE) == ""
    assert code(pacing.check_size, pacing.MOST_AT_ONCE + 1) == "vault.too_many"
