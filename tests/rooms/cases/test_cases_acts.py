"""Cases: opening, people under pseudonyms, milestones, and who sees them."""

from datetime import timedelta

import pytest

from bairn.cases import actions as cases
from bairn.cases import queries
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def officer(place):
    return cast.staff("robin", "intake_officer", "investigator", unit=place.unit)


@pytest.fixture
def case_id(place, officer):
    return cases.open_case(
        actor=officer, at=AT, unit_id=place.unit.id, circle={officer.id: "investigator"}
    )


def test_an_opened_case_has_a_reference_and_is_seen_by_its_circle(officer, case_id):
    card = queries.case(actor=officer, at=AT, case_id=case_id)
    assert ids.is_reference(card.reference, "C")


def test_another_unit_neither_reads_the_case_nor_finds_it_in_a_list(place, case_id):
    stranger = cast.staff("alex", "supervisor", unit=place.other_unit)
    with pytest.raises(Refusal):
        queries.case(actor=stranger, at=AT, case_id=case_id)
    page = queries.cases_of_unit(actor=stranger, at=AT, unit_id=place.unit.id)
    assert page.cases == ()


@pytest.mark.parametrize("at_once", [True, False])
def test_whoever_was_harmed_comes_in_once_so_that_they_have_one_ledger(officer, case_id, at_once):
    subject = ids.new_id()
    child, victim = (
        NewParticipant(subject_id=subject, role=role)
        for role in (ParticipantRole.CHILD, ParticipantRole.VICTIM)
    )
    this = {"actor": officer, "at": AT, "case_id": case_id}
    if not at_once:
        cases.add_participants(**this, people=[child])
    with pytest.raises(Refusal, match=r"cases\.twice"):
        cases.add_participants(**this, people=[child, victim] if at_once else [victim])


def test_people_get_pseudonyms_and_the_implicated_are_kept_out(officer, case_id):
    people = [
        NewParticipant(subject_id=ids.new_id(), role=ParticipantRole.CHILD, under_18=True),
        NewParticipant(subject_id=ids.new_id(), role=ParticipantRole.CHILD, under_18=True),
        NewParticipant(subject_id=ids.new_id(), role=ParticipantRole.GUARDIAN, implicated=True),
    ]
    cases.add_participants(actor=officer, at=AT, case_id=case_id, people=people)
    seen = queries.participants(actor=officer, at=AT, case_id=case_id)
    assert [(p.pseudonym, p.kept_out) for p in seen] == [
        ("Child 1", False),
        ("Child 2", False),
        ("Guardian 1", True),
    ]


def test_milestones_are_read_in_the_order_they_happened(officer, case_id):
    for kind, hours in (("exam_offered", 3), ("report_received", 1)):
        cases.mark(
            actor=officer,
            at=AT + timedelta(hours=4),
            case_id=case_id,
            kind=kind,
            happened_at=AT + timedelta(hours=hours),
        )
    seen = queries.milestones(actor=officer, at=AT, case_id=case_id)
    assert [m.kind for m in seen] == ["report_received", "exam_offered"]


def test_a_milestone_takes_no_future_moment_and_no_words(officer, case_id):
    with pytest.raises(Refusal, match=r"cases\.future"):
        cases.mark(
            actor=officer,
            at=AT,
            case_id=case_id,
            kind="exam_offered",
            happened_at=AT + timedelta(days=1),
        )
    with pytest.raises(Refusal, match=r"cases\.words"):
        cases.mark(
            actor=officer,
            at=AT,
            case_id=case_id,
            kind="exam_offered",
            happened_at=AT,
            detail={"said": "In the harbour house"},
        )


def test_pages_of_cases_follow_each_other_without_gap_or_repeat(place, officer):
    made = [
        cases.open_case(
            actor=officer,
            at=AT + timedelta(minutes=n // 2),
            unit_id=place.unit.id,
            circle={officer.id: "investigator"},
        )
        for n in range(7)
    ]
    seen, after = [], None
    while True:
        page = queries.cases_of_unit(
            actor=officer, at=AT, unit_id=place.unit.id, after=after, limit=3
        )
        seen += [card.id for card in page.cases]
        if (after := page.next) is None:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))


def test_a_case_that_moves_stands_in_the_list_of_the_unit_that_took_it():
    place = cast.place()
    robin = cast.staff("robin", "intake_officer", "supervisor", unit=place.unit)
    wren = cast.staff("wren", "supervisor", unit=place.other_unit)
    circle = {wren.id: "supervisor"}
    case_id = cases.open_case(actor=robin, at=AT, unit_id=place.unit.id, circle=circle)
    cases.move_unit(actor=wren, at=AT, case_id=case_id, unit_id=place.other_unit.id)
    page = queries.cases_of_unit(actor=wren, at=AT, unit_id=place.other_unit.id)
    assert [one.id for one in page.cases] == [case_id]
