"""Closing a case: who has to agree, in the acts and a second time in the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bairn.cases import actions as cases
from bairn.cases import models, queries
from bairn.cases.terms import CaseState, NewParticipant, Outcome, ParticipantRole, Stage
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)
DONE = ["inquiry_complete", "support_continues"]


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def first(place):
    return cast.staff("robin", "intake_officer", "supervisor", unit=place.unit)


@pytest.fixture
def second(place):
    return cast.staff("sasha", "supervisor", unit=place.unit)


@pytest.fixture
def outside(place):
    return cast.staff("kim", "prosecutor", unit=place.other_unit)


@pytest.fixture
def case_id(place, first, outside):
    circle = {first.id: "investigator", outside.id: "prosecutor"}
    return cases.open_case(actor=first, at=AT, unit_id=place.unit.id, circle=circle)


def bring_in(actor, case_id, role, under_18):
    person = NewParticipant(subject_id=ids.new_id(), role=role, under_18=under_18)
    cases.add_participants(actor=actor, at=AT, case_id=case_id, people=[person])


def propose(actor, case_id, *, reasons=DONE, outcome=Outcome.NO_OFFENCE, two_agencies=False):
    return cases.propose_closing(
        actor=actor, at=LATER, case_id=case_id, outcome=outcome, reasons=reasons,
        two_agencies=two_agencies, words_id=ids.new_id() if two_agencies else None,
    )  # fmt: skip


def close(first, second, case_id):
    propose(first, case_id)
    cases.confirm_closing(actor=second, at=LATER, case_id=case_id)


@pytest.mark.parametrize("under_18", [True, None])
def test_where_a_child_may_take_part_nobody_closes_alone(first, second, case_id, under_18):
    bring_in(first, case_id, ParticipantRole.VICTIM, under_18)
    propose(first, case_id)
    with pytest.raises(Refusal, match=r"cases\.second_person"):
        cases.confirm_closing(actor=first, at=LATER, case_id=case_id)
    assert queries.case(actor=first, at=LATER, case_id=case_id).closed_at is None
    cases.confirm_closing(actor=second, at=LATER, case_id=case_id)
    assert queries.case(actor=first, at=LATER, case_id=case_id).closed_at == LATER


def test_one_person_closes_a_case_in_which_adults_alone_take_part(first, case_id):
    bring_in(first, case_id, ParticipantRole.VICTIM, False)
    close(first, first, case_id)
    assert queries.stage_of(actor=first, at=LATER, case_id=case_id).now is Stage.CLOSED


def test_a_child_brought_in_after_the_wish_counts(first, case_id):
    bring_in(first, case_id, ParticipantRole.VICTIM, False)
    propose(first, case_id)
    bring_in(first, case_id, ParticipantRole.CHILD, True)
    with pytest.raises(Refusal, match=r"cases\.second_person"):
        cases.confirm_closing(actor=first, at=LATER, case_id=case_id)


def test_two_agencies_means_a_person_of_another_agency(first, second, outside, case_id):
    bring_in(first, case_id, ParticipantRole.VICTIM, None)
    propose(first, case_id, two_agencies=True)
    with pytest.raises(Refusal, match=r"cases\.second_agency"):
        cases.confirm_closing(actor=second, at=LATER, case_id=case_id)
    cases.confirm_closing(actor=outside, at=LATER, case_id=case_id)


def change(actor, rows, **values):
    """Past every act: straight in the database, in the role and with the token of an act."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [actor.token],
        )
        rows.update(**values)


def test_the_database_refuses_one_person_where_the_act_would_forget(first, case_id):
    bring_in(first, case_id, ParticipantRole.CHILD, True)
    propose(first, case_id)
    wish = models.Closing.objects.filter(case_id=case_id)
    with pytest.raises(IntegrityError, match="second person"):
        change(first, wish, confirmed_by=first.id, confirmed_at=LATER)


def test_the_database_refuses_to_close_a_case_without_a_closing(first, case_id):
    with pytest.raises(IntegrityError, match="confirmed closing"):
        change(first, models.Case.objects.filter(id=case_id), closed_at=LATER)


def test_a_wish_is_asked_once_and_can_be_taken_off_the_table(first, second, case_id):
    propose(first, case_id)
    with pytest.raises(Refusal, match=r"cases\.closing_open"):
        propose(second, case_id)
    cases.drop_closing(actor=second, at=LATER, case_id=case_id)
    assert queries.closing_of(actor=first, at=LATER, case_id=case_id) is None
    propose(second, case_id)


@pytest.mark.parametrize("reason", ["family_matter", "mediation", "marriage_record", "retraction"])
def test_a_family_matter_or_the_like_closes_nothing(first, case_id, reason):
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        propose(first, case_id, reasons=[*DONE, reason])


def test_a_closed_case_takes_care_and_nothing_else(first, second, case_id):
    bring_in(first, case_id, ParticipantRole.CHILD, True)
    close(first, second, case_id)

    def mark(kind):
        cases.mark(actor=first, at=LATER, case_id=case_id, kind=kind, happened_at=LATER)

    mark("therapy_offered")
    with pytest.raises(Refusal, match=r"cases\.closed"):
        mark("interview_held")
    with pytest.raises(Refusal, match=r"cases\.closed"):
        bring_in(first, case_id, ParticipantRole.WITNESS, None)
    with pytest.raises(Refusal, match=r"cases\.closed"):
        propose(first, case_id)


def test_a_reopened_case_takes_marks_again_and_keeps_its_closing(first, second, case_id):
    bring_in(first, case_id, ParticipantRole.CHILD, True)
    close(first, second, case_id)
    cases.reopen(actor=first, at=LATER, case_id=case_id, reason="new_information")
    cases.mark(actor=first, at=LATER, case_id=case_id, kind="interview_held", happened_at=LATER)
    card = queries.closing_of(actor=first, at=LATER, case_id=case_id)
    assert (card.reopened_for, card.confirmed_by) == ("new_information", second.id)
    assert queries.stage_of(actor=first, at=LATER, case_id=case_id).now is Stage.INTERVIEW
    close(first, second, case_id)


def test_nobody_marks_a_closing_by_hand(first, case_id):
    for kind in ("case_closed", "case_reopened"):
        with pytest.raises(Refusal, match=r"cases\.closing_kind"):
            cases.mark(actor=first, at=LATER, case_id=case_id, kind=kind, happened_at=LATER)


def test_what_waits_for_a_second_person_is_seen_by_whoever_reaches_the_case(
    place, first, second, case_id
):
    propose(first, case_id)
    waiting = queries.closings_waiting(actor=second, at=LATER)
    assert [(one.case_id, one.proposed_by) for one in waiting] == [(case_id, first.id)]
    stranger = cast.staff("alex", "supervisor", unit=place.other_unit)
    assert queries.closings_waiting(actor=stranger, at=LATER) == ()


def test_a_list_holds_open_or_closed_cases_as_asked(place, first, second, case_id):
    other = cases.open_case(actor=first, at=AT, unit_id=place.unit.id, circle={})
    close(first, second, case_id)

    def listed(state, actor=second):
        page = queries.cases(actor=actor, at=LATER, state=state)
        return {card.id for card in page.cases}

    assert listed(CaseState.OPEN) == {other}
    assert listed(CaseState.CLOSED) == {case_id}
    assert listed(CaseState.ALL) == {case_id, other}


def test_a_list_holds_the_unit_of_a_supervisor_and_the_circle_of_everyone(place, first, case_id):
    outsider = cast.staff("noa", "investigator", "supervisor", unit=place.other_unit)
    elsewhere = cases.open_case(
        actor=first, at=AT, unit_id=place.unit.id, circle={outsider.id: "investigator"}
    )
    own = cases.open_case(actor=outsider, at=AT, unit_id=place.other_unit.id, circle={})
    page = queries.cases(actor=outsider, at=LATER)
    assert {card.id for card in page.cases} == {elsewhere, own}
    colleague = cast.staff("uma", "investigator", unit=place.unit)
    assert queries.cases(actor=colleague, at=LATER).cases == ()
    mine = queries.my_open_cases(actor=outsider, at=LATER)
    assert {card.id for card in mine} == {elsewhere, own}


def test_pages_across_unit_and_circle_follow_each_other_without_gap_or_repeat(place, first):
    outsider = cast.staff("noa", "supervisor", unit=place.other_unit)
    made = [
        cases.open_case(
            actor=first if n % 2 else outsider,
            at=AT + timedelta(minutes=n),
            unit_id=place.unit.id if n % 2 else place.other_unit.id,
            circle={outsider.id: "supervisor"},
        )
        for n in range(9)
    ]
    seen, after = [], None
    while True:
        page = queries.cases(actor=outsider, at=LATER, after=after, limit=4)
        seen += [card.id for card in page.cases]
        if (after := page.next) is None:
            break
    assert seen == list(reversed(made))


def test_a_case_is_found_by_its_reference_within_reach_alone(place, first, case_id):
    card = queries.case(actor=first, at=AT, case_id=case_id)
    found = queries.by_reference(actor=first, at=AT, reference=card.reference.lower())
    assert found == card
    stranger = cast.staff("alex", "supervisor", unit=place.other_unit)
    assert queries.by_reference(actor=stranger, at=AT, reference=card.reference) is None
    assert queries.by_ids(actor=stranger, at=AT, case_ids=[case_id]) == ()
    assert queries.by_ids(actor=first, at=AT, case_ids=[ids.new_id(), case_id]) == (card,)
