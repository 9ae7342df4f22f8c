"""What interviews, supervision and promises keep reaches the rules, through their own acts."""

from datetime import timedelta

import pytest

from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.interviews import actions as interviews
from bairn.journeys import hand_over
from bairn.kernel import clock
from bairn.vigilance import queries
from bairn.vigilance.terms import SignalCard, SignalFilters
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene
from tests.doors.desk.vigilance_scene import DAY, sweep_now

HOUR = timedelta(hours=1)


@pytest.fixture
def here(db) -> Scene:
    return casework.scene(at=clock.now() - 6 * DAY)


def raised(here: Scene) -> dict[str, SignalCard]:
    """What a sweep raises about the case, by rule."""
    sweep_now()
    page = queries.listed(actor=here.inspector, at=clock.now(), filters=SignalFilters())
    return {one.rule: one for one in page.signals if one.case_id == here.case}


def child(here: Scene):
    people = case_looks.participants(actor=here.second, at=clock.now(), case_id=here.case)
    return next(one.id for one in people if not one.kept_out)


def test_a_child_whom_anybody_questioned_three_times_is_raised_by_the_ledger(here: Scene) -> None:
    about = child(here)
    for n in range(3):
        interviews.record_questioning(
            actor=here.second,
            at=clock.now(),
            case_id=here.case,
            about=about,
            at_time=clock.now() - (5 - n) * DAY,
            minutes=10,
            by_role="police",
            setting="first_response",
        )
    assert raised(here)["third_interview"].code == str(about)


def test_a_hand_over_that_nobody_finished_for_three_days_is_raised(here: Scene) -> None:
    receiver = cast.staff("receiver", "investigator", unit=here.place.unit)
    hand_over.offer_case(
        actor=here.second,
        at=clock.now() - 4 * DAY,
        case_id=here.case,
        from_staff=here.first.id,
        to_staff=receiver.id,
        reason="leaving",
    )
    assert "handover_stuck" in raised(here)


def test_a_promise_that_was_missed_is_raised_and_kept_late_it_ends(here: Scene) -> None:
    made = cases.promise(
        actor=here.second,
        at=clock.now() - 2 * DAY,
        case_id=here.case,
        to=child(here),
        kind="contact",
        by_at=clock.now() - DAY,
    )
    one = raised(here)["promise_missed"]
    assert one.code == str(made)
    cases.keep_promise(
        actor=here.second,
        at=clock.now(),
        case_id=here.case,
        promise_id=made,
        kept_at=clock.now() - HOUR,
    )
    later = raised(here)["promise_missed"]
    assert later.id == one.id
    assert later.ended_at is not None
