"""The sweep reads every open case once, in pages, and reads each as its own look does."""

from datetime import UTC, datetime, timedelta

import pytest

from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import Outcome
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import queries
from bairn.protocols.terms import CaseFacts

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = AT + 30 * HOUR
PACKS = (
    ("cn-2023", "Asia/Shanghai"),
    ("cac-us", "America/Chicago"),
    ("barnahus-eu", "Europe/Oslo"),
)


@pytest.fixture
def system(house):
    return sessions.system()


@pytest.fixture
def several(house):
    """Six open cases under three packs, with facts, milestones, a pause and a waiver."""
    found = []
    for number in range(6):
        pack, zone = PACKS[number % 3]
        case_id = house.case(house.first)
        report = Bounds.exactly(AT - number * HOUR)
        protocols.start(
            actor=house.first, at=AT, case_id=case_id, pack_id=pack, time_zone=zone,
            facts=CaseFacts({"age": 5 + number, "contact": True}, {"report_at": report}),
        )  # fmt: skip
        protocols.record_facts(
            actor=house.first, at=AT, case_id=case_id, about=case_id,
            facts=CaseFacts({"age": 5}, {"last_contact_at": Bounds(AT - 9 * HOUR, AT)}),
        )  # fmt: skip
        protocols.forget_fact(actor=house.first, at=AT, case_id=case_id, name="contact")
        cases.mark(actor=house.first, at=AT, case_id=case_id, kind="safety_checked", happened_at=AT)
        found.append(case_id)
    interview = "interview"
    protocols.pause(
        actor=house.first, at=AT, case_id=found[0], step=interview, reason="child_unwell"
    )
    protocols.ask_waiver(
        actor=house.first, at=AT, case_id=found[0], step="specialist", reason="does_not_fit"
    )
    protocols.approve_waiver(actor=house.second, at=AT, case_id=found[0], step="specialist")
    return sorted(found)


def walk(system, limit, **more):
    after, found = None, []
    while True:
        page = queries.sweep(actor=system, at=LATER, after=after, limit=limit, **more)
        found += page.cases
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 100])
def test_every_open_case_is_read_once_whatever_the_pages(several, system, limit):
    assert [one.case_id for one in walk(system, limit)] == several


def test_a_case_is_swept_as_its_own_looks_read_it(house, several, system):
    for one in walk(system, 4):
        this = {"actor": house.first, "at": LATER, "case_id": one.case_id}
        assert one.steps == queries.steps_of_case(**this)
        facts = queries.facts_of_case(**this)
        assert (one.facts, one.people_facts) == (facts.pop(None), facts)
        marks = case_looks.milestones(**this)
        assert [(m.kind, m.at, m.step) for m in one.happened] == [
            (m.kind, m.at, m.step) for m in marks
        ]
        assert one.pack == queries.pack_of_case(**this)
        assert one.unit_id == house.place.unit.id


def test_closed_cases_and_cases_without_a_pack_are_passed_over(house, several, system):
    house.case(house.first)

    this = {"at": AT, "case_id": several[2]}
    cases.propose_closing(
        actor=house.first, outcome=Outcome.NO_OFFENCE, reasons=["inquiry_complete"],
        two_agencies=False, words_id=None, **this,
    )  # fmt: skip
    cases.confirm_closing(actor=house.second, **this)
    left = several[:2] + several[3:]
    assert [one.case_id for one in walk(system, 2)] == left


def test_stretches_of_the_sweep_meet_without_gap_or_overlap(several, system):
    bounds = case_looks.open_bounds(actor=system, at=LATER, parts=4)
    assert sum(size for _, size in bounds) == len(several)
    found, after = [], None
    for last, size in bounds:
        page = queries.sweep(actor=system, at=LATER, after=after, until=last)
        assert len(page.cases) == size
        found += [one.case_id for one in page.cases]
        after = last
    assert found == several


def test_a_page_asks_no_more_questions_for_more_cases(
    several, system, django_assert_max_num_queries
):
    walk(system, 100)  # packs are read once
    with django_assert_max_num_queries(12) as few:
        queries.sweep(actor=system, at=LATER, limit=1)
    with django_assert_max_num_queries(len(few)):
        queries.sweep(actor=system, at=LATER, limit=6)


def test_nobody_but_the_house_sweeps(house, several):
    with pytest.raises(Refusal, match=r"access\.role"):
        queries.sweep(actor=house.second, at=LATER)
