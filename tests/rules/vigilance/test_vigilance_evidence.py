"""What waits on evidence and at holders is told once, and by no second signal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bairn.evidence.terms.neglect import EvidenceNow, Forsaken, KitWaits, ThingWaits
from bairn.preservation.terms import Counted, Kind, Reading, State, WatchedRequest
from bairn.protocols.terms import Mark, Source, StepState
from bairn.vigilance.readings import READINGS, conditions_of, of_the_house
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms.reading import HouseReading, Uncounted
from tests.rules.vigilance.casework import AT, CASE, DAY, HOUR, UNIT, case, mark, step

SOURCE = Source("S", "", Mark.D, "2026", date(2027, 1, 1))


def thing(how: Forsaken, since=AT, code: str = "B000000001X") -> EvidenceNow:
    return EvidenceNow(things=(ThingWaits(how, code, since),))


def kit(*, at_lab: bool = False, due=AT, fulfils: str = "kit_picked_up", submitted=None):
    one = KitWaits(
        code="B000000002X", at_lab=at_lab, fulfils=fulfils, due_at=due, submitted_at=submitted
    )
    return EvidenceNow(kits=(one,))


def clock(counted: Counted, until, **more) -> Reading:
    return Reading(counted=counted, from_at=AT, until=until, source=SOURCE, **more)


def asked(state=State.DRAFTED, kind=Kind.PRESERVE, *readings: Reading, **more) -> WatchedRequest:
    given = {"sent_at": None if state in (State.DRAFTED, State.APPROVED) else AT} | more
    return WatchedRequest(
        request_id=CASE, case_id=CASE, kind=kind, state=state, drafted_at=AT, due_at=None,
        counted="", reference="P-1", readings=tuple(readings),
        **({"fulfils": ()} | given),
    )  # fmt: skip


def raised(one, at) -> set[str]:
    """The rules that are raised, but for those of a case on which nothing happens."""
    quiet = {"no_first_contact", "nobody_holds", "no_supervisor_review", "silent_14_days"}
    return {row.rule for row in conditions_of(one, rules(), at=at)} - quiet


WAITS = [
    ("offer_unanswered", Forsaken.OFFERED, 2 * DAY),
    ("custody_break", Forsaken.BROKEN, 2 * DAY),
    ("exhibit_not_stored", Forsaken.NOT_STORED, DAY),
    ("contact_unanswered", Forsaken.CROSSED, 2 * DAY),
    ("disposal_contested", Forsaken.CONTESTED, timedelta()),
    ("file_not_whole", Forsaken.NOT_WHOLE, timedelta()),
]


@pytest.mark.parametrize(("name", "how", "within"), WAITS)
def test_a_thing_is_raised_by_its_own_rule_alone_and_only_after_its_time(name, how, within) -> None:
    here = case(evidence=thing(how))
    assert raised(here, AT + within) == set()
    assert raised(here, AT + within + timedelta(seconds=1)) == {name}
    (found,) = [one for one in conditions_of(here, rules(), at=AT + 3 * DAY) if one.rule == name]
    assert (found.code, found.since) == ("B000000001X", AT + within)


def test_every_way_to_wait_has_exactly_one_rule() -> None:
    named = [way for one in rules().by_id.values() for way in one.given.get("how", ())]
    assert sorted(named) == sorted(one.value for one in Forsaken)


def test_a_late_kit_is_one_signal_on_its_way_and_another_in_the_laboratory() -> None:
    assert raised(case(evidence=kit(due=AT + HOUR)), AT) == set()
    assert raised(case(evidence=kit()), AT) == {"kit_late"}
    assert raised(case(evidence=kit(at_lab=True, fulfils="kit_result")), AT) == {"kit_at_lab_late"}
    assert raised(case(evidence=kit(due=None)), AT) == set()


def test_a_step_that_a_late_kit_tells_is_no_second_signal() -> None:
    late = step("kit_pickup", StepState.OVERDUE, AT - 3 * DAY)
    pickup = replace(late, done_by=("kit_picked_up",))
    other = replace(late, step="scene_kept")
    assert raised(case(steps=(pickup,)), AT) == {"overdue_must_step"}
    both = case(steps=(pickup, other), evidence=kit())
    assert raised(both, AT) == {"kit_late", "overdue_must_step"}
    (found,) = [
        one for one in conditions_of(both, rules(), at=AT) if one.rule == "overdue_must_step"
    ]
    assert found.code == "scene_kept"
    not_yet = case(steps=(pickup,), evidence=kit(due=AT + HOUR))
    assert raised(not_yet, AT) == {"overdue_must_step"}


def test_a_kit_in_the_laboratory_is_counted_by_its_own_day_and_not_by_the_common_one() -> None:
    marks = (mark("kit_at_lab", AT), mark("kit_at_lab", AT + DAY))
    later = AT + 95 * DAY
    ruled = kit(at_lab=True, due=AT + 120 * DAY, fulfils="kit_result", submitted=AT)
    found = conditions_of(case(marks=marks, evidence=ruled), rules(), at=later)
    assert [one.code for one in found if one.rule == "lab_overdue"] == ["n1"]
    no_table = kit(at_lab=True, due=None, fulfils="kit_result", submitted=AT)
    found = conditions_of(case(marks=marks, evidence=no_table), rules(), at=later)
    assert [one.code for one in found if one.rule == "lab_overdue"] == ["n0", "n1"]


def unsent(**more) -> WatchedRequest:
    return asked(State.DRAFTED, Kind.PRESERVE, clock(Counted.ASK, AT + DAY), **more)


def test_a_letter_is_late_once_its_day_is_over() -> None:
    here = case(requests=(unsent(),))
    assert raised(here, AT + DAY - HOUR) == set()
    assert raised(here, AT + DAY) == {"request_unsent"}


def test_a_letter_is_late_while_the_data_goes_but_not_before_anybody_could_send_it() -> None:
    goes = asked(
        State.APPROVED, Kind.PRESERVE,
        clock(Counted.DATA, AT, now=True), clock(Counted.ASK, AT + DAY),
    )  # fmt: skip
    assert raised(case(requests=(goes,)), AT + 4 * HOUR) == set()
    assert raised(case(requests=(goes,)), AT + 5 * HOUR) == {"request_unsent"}


def test_the_step_of_a_letter_is_no_second_signal_unless_it_is_one_of_safety() -> None:
    late = step("ask_platform", StepState.OVERDUE, AT - 3 * DAY)
    must = replace(late, done_by=("preservation_sent",))
    letter = unsent(fulfils=("preservation_sent",))
    assert raised(case(steps=(must,), requests=(letter,)), AT + 2 * DAY) == {"request_unsent"}
    red = replace(must, safety=True)
    assert raised(case(steps=(red,), requests=(letter,)), AT + 2 * DAY) == {"overdue_red_step"}


@pytest.mark.parametrize("state", [State.SENT, State.ACKNOWLEDGED, State.EXPIRED])
def test_what_a_holder_keeps_is_raised_two_days_before_it_ends(state) -> None:
    kept = asked(state, Kind.PRESERVE, clock(Counted.HELD, AT + 90 * DAY))
    assert raised(case(requests=(kept,)), AT + 88 * DAY - HOUR) == set()
    assert raised(case(requests=(kept,)), AT + 88 * DAY) == {"data_runs_out"}
    received = replace(kept, state=State.RECEIVED)
    assert raised(case(requests=(received,)), AT + 89 * DAY) == set()


def test_an_answer_is_late_a_day_after_it_was_owed() -> None:
    owed = asked(State.SENT, Kind.DISCLOSE, clock(Counted.ANSWER, AT + 30 * DAY))
    assert raised(case(requests=(owed,)), AT + 31 * DAY - HOUR) == set()
    assert raised(case(requests=(owed,)), AT + 31 * DAY) == {"answer_overdue"}


def test_a_takedown_is_late_after_two_days_and_no_answer_is_missed_beside_it() -> None:
    takedown = asked(
        State.SENT, Kind.TAKEDOWN, clock(Counted.ANSWER, AT + 2 * DAY), fulfils=("takedown_done",)
    )
    must = step("takedown_done", StepState.OVERDUE, AT)
    here = case(requests=(takedown,), steps=(must,))
    assert raised(here, AT + 2 * DAY - HOUR) == set()
    assert raised(here, AT + 5 * DAY) == {"takedown_late"}
    assert raised(case(requests=(replace(takedown, state=State.REMOVED),)), AT + 5 * DAY) == set()


def test_what_came_back_is_one_signal_however_often_until_it_is_asked_anew() -> None:
    struck = (AT + DAY, AT + 2 * DAY)
    here = case(struck=struck)
    assert raised(here, AT + 3 * DAY) == {"content_came_back"}
    again = asked(State.REUPLOADED, Kind.TAKEDOWN)
    both = case(struck=struck, requests=(again,))
    (found,) = [
        one
        for one in conditions_of(both, rules(), at=AT + 3 * DAY)
        if one.rule == "content_came_back"
    ]
    assert found.since == AT
    anew = replace(again, state=State.SENT, sent_at=AT + 3 * DAY)
    assert raised(case(struck=struck, requests=(anew,)), AT + 3 * DAY + HOUR) == set()
    assert raised(here, AT + 40 * DAY) == set()


def test_a_place_is_raised_for_its_unit_a_week_after_its_count_was_due() -> None:
    place = Uncounted(place_id=CASE, unit_id=UNIT, due_at=AT)
    house = HouseReading(uncounted=(place,))
    assert list(of_the_house(house, rules(), at=AT + 6 * DAY)) == []
    (found,) = of_the_house(house, rules(), at=AT + 7 * DAY)
    assert (found.rule, found.unit_id, found.code) == ("place_not_counted", UNIT, str(CASE))


def test_a_closed_case_is_asked_of_its_evidence_as_well() -> None:
    closed = case(closed_at=AT, evidence=thing(Forsaken.NOT_WHOLE))
    assert "file_not_whole" in {one.rule for one in conditions_of(closed, rules(), at=AT + DAY)}


def test_only_somebody_outside_answers_for_what_a_superior_might_let_rot() -> None:
    for name in ("disposal_contested", "file_not_whole"):
        assert "supervisor" not in rules().by_id[name].who
    assert all("inspector" in one.who for one in rules().by_id.values())
    assert {"kit_late", "thing_waits"} <= set(READINGS)
