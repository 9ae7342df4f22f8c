"""A report becomes a case: everything of it in one transaction, or nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

import bairn.journeys.later  # noqa: F401 - the worker alone imports it; here the handlers are needed
from bairn import jobs
from bairn.access import queries as access
from bairn.access.terms import Purpose
from bairn.cases import actions as case_acts
from bairn.cases import queries as cases
from bairn.cases.terms import CaseState, Outcome, ParticipantRole
from bairn.intake import queries as intake
from bairn.intake.terms import Channel, PersonRole
from bairn.journeys import close_case, join_report, open_case
from bairn.kernel import clock, ids
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.outbox import queries as outbox
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts
from bairn.triage import actions as triage
from bairn.triage import queries as standings
from bairn.triage.terms import QueueFilters, QueueState
from bairn.vault.queries import identities
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.readiness import make_ready


def a_report(story, **facts):
    return story.receive(
        somebody(PersonRole.REPORTER, "Rowan Reed"),
        somebody(PersonRole.VICTIM, "Alder Moss", age_min=8, age_max=8, sex="female"),
        somebody(PersonRole.SUSPECT, "Hawthorn Field"),
        contact=Bounds.exactly(AT - 20 * HOUR),
        possible_contact=True,
        **facts,
    )


def test_a_case_has_its_pack_its_clocks_and_its_three_next_steps(story):
    # given a report that was assessed
    report_id = a_report(story)
    story.assess(report_id)
    # when a case is opened from it an hour later
    opened = story.open(report_id, at=AT + HOUR)
    # then it has a reference, a pinned pack, and what comes first
    assert ids.is_reference(opened.reference, "C")
    assert opened.pack == "cn-2023"
    assert len(opened.next_steps) == 3
    bound = duties.binding_of_case(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    assert (bound.version, bound.zone.key) == (opened.version, "Asia/Shanghai")
    # and its clocks count from the report, its windows from last contact
    steps = story.steps(opened.case_id, at=AT + HOUR)
    assert steps["exam_offer"].due_at.latest == AT + 2 * HOUR
    windows = story.windows(opened.case_id, at=AT + HOUR)
    assert windows["prepub_body_swab"].urgent_until.latest == AT + 4 * HOUR


def test_the_first_milestones_stand_at_their_own_moments(story):
    report_id = a_report(story)
    story.assess(report_id, at=AT + timedelta(minutes=1))
    opened = story.open(report_id, at=AT + HOUR)
    marks = cases.milestones(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    assert {one.kind: one.at for one in marks} == {
        "report_received": AT,
        "report_triaged": AT + timedelta(minutes=1),
        "report_accepted": AT + HOUR,
        "case_opened": AT + HOUR,
        "support_offered": AT + HOUR,
    }


def test_who_opens_a_case_is_not_refused_in_their_own_act_when_our_clock_runs_ahead(story):
    ahead = clock.now() + timedelta(minutes=10)
    opened = story.open(a_report(story), at=ahead)
    assert cases.case(actor=story.officer, at=ahead, case_id=opened.case_id).closed_at is None


def test_the_opening_stands_on_the_record_of_the_case_and_of_the_report(story):
    report_id = a_report(story)
    opened = story.open(report_id)
    for holder in ({"case_id": opened.case_id}, {"report_id": report_id}):
        page = access.record_of(actor=story.investigator, at=AT, limit=100, **holder)
        acts = {row.entry.act for row in page.entries}
        assert {"journeys.open_case", "intake.join_case", "vault.move"} <= acts
    page = access.record_of(actor=story.investigator, at=AT, case_id=opened.case_id, limit=100)
    acts = {row.entry.act for row in page.entries}
    assert {"cases.open", "cases.add_participants", "protocols.start", "cases.mark"} <= acts


def test_support_that_nobody_offered_leaves_no_milestone(story):
    opened = story.open(a_report(story), support_offered=False)
    marks = cases.milestones(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert "support_offered" not in {one.kind for one in marks}


def test_everybody_takes_part_under_a_pseudonym_and_the_implicated_are_kept_out(story):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, age_min=8, age_max=8),
        somebody(PersonRole.VICTIM),
        somebody(PersonRole.SUSPECT),
        somebody(PersonRole.SUSPECT),
        somebody(PersonRole.GUARDIAN, implicated=True),
        somebody(PersonRole.GUARDIAN, stance_unknown=True),
    )
    opened = story.open(report_id)
    people = cases.participants(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert [(p.pseudonym, p.kept_out) for p in people] == [
        ("Child 1", False),
        ("Child 2", False),
        ("Suspect 1", True),
        ("Suspect 2", True),
        ("Guardian 1", True),
        ("Guardian 2", False),
    ]
    assert [p.under_18 for p in people[:2]] == [True, None]
    assert people[4].implicated
    assert people[5].stance_unknown


def test_each_child_has_facts_of_their_own_and_one_without_keeps_every_window_open(story):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, age_min=15, age_max=15),
        somebody(PersonRole.VICTIM),
        possible_contact=True,
    )
    opened = story.open(report_id)
    people = cases.participants(actor=story.investigator, at=AT, case_id=opened.case_id)
    found = duties.windows_of_case(actor=story.investigator, at=AT, case_id=opened.case_id)
    by_person = {p.id: {row.window for row in found if row.about == p.id} for p in people}
    assert by_person[people[0].id] < by_person[people[1].id]
    assert all(row.ask_clinician for row in found if row.kind.value == "biological")


def test_the_report_waits_in_the_queue_no_longer(story):
    report_id = a_report(story)
    story.assess(report_id)
    story.open(report_id)

    def listed(state):
        page = standings.queue(actor=story.officer, at=AT, filters=QueueFilters(state=state))
        return [row.report_id for row in page.rows]

    assert listed(QueueState.WAITING) == []
    assert listed(QueueState.IN_CASE) == [report_id]


def test_a_report_that_no_rule_has_seen_is_assessed_on_the_way(story):
    report_id = a_report(story)
    story.open(report_id)
    card = standings.triage_of(actor=story.officer, at=AT, report_id=report_id)
    assert card.now is not None


@pytest.mark.django_db(transaction=True)
def test_what_was_sealed_for_the_report_opens_in_the_case_alone(story):
    report_id = a_report(story)
    opened = story.open(report_id)
    people = cases.participants(actor=story.investigator, at=AT, case_id=opened.case_id)
    subject = people[1].subject_id
    shown = identities.open_identities(
        actor=story.investigator,
        at=AT,
        subject_ids=[subject],
        case_id=opened.case_id,
        purpose=Purpose.INVESTIGATION,
    )
    assert "Alder Moss" in str(shown[0].fields)
    with pytest.raises(Refusal):
        identities.open_identities(
            actor=story.stranger,
            at=AT,
            subject_ids=[subject],
            case_id=opened.case_id,
            purpose=Purpose.INVESTIGATION,
        )
    # what was deferred is done, so that no job outlives the database it was made in
    jobs.run_waiting()


def test_who_was_put_into_the_circle_hears_that_a_case_waits_and_no_more(story):
    opened = story.open(a_report(story))
    notices = outbox.waiting_for(actor=story.investigator, at=AT)
    assert [(one.kind, one.holder_id) for one in notices] == [("case.opened", opened.case_id)]
    assert outbox.waiting_for(actor=story.officer, at=AT) == ()


def test_a_report_opens_one_case_and_a_refusal_leaves_nothing_behind(story):
    report_id = a_report(story)
    story.open(report_id)
    with pytest.raises(Refusal, match=r"intake\.join_twice"):
        story.open(report_id)
    page = cases.cases(actor=story.officer, at=AT, state=CaseState.ALL)
    assert len(page.cases) == 1


def test_an_unknown_pack_or_zone_is_refused_and_the_report_still_waits(story):
    report_id = a_report(story)
    for pack, zone in (("nowhere", "Asia/Shanghai"), ("cn-2023", "Nowhere/Here")):
        with pytest.raises(Refusal, match=r"protocols\.(pack|zone)"):
            open_case.open_case(
                actor=story.officer, at=AT, report_id=report_id, pack_id=pack, time_zone=zone
            )
    card = intake.report(actor=story.officer, at=AT, report_id=report_id)
    assert card.case_id is None


def test_a_stranger_opens_no_case_from_a_report_out_of_reach(story):
    report_id = a_report(story)
    with pytest.raises(Refusal, match=r"access\.reach"):
        open_case.open_case(
            actor=story.stranger, at=AT, report_id=report_id, pack_id="cn-2023",
            time_zone="Asia/Shanghai",
        )  # fmt: skip


def test_an_age_that_nobody_can_have_keeps_no_case_from_opening(story):
    report_id = story.receive(somebody(PersonRole.VICTIM, age_min=900, age_max=900))
    opened = story.open(report_id)
    facts = duties.facts_of_case(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert "age" not in facts[None].values


def test_a_joined_report_adds_what_it_says_and_takes_nothing_back(story):
    opened = story.open(a_report(story, suspect_has_access=True))
    more = story.receive(
        at=AT + HOUR, contact=Bounds.exactly(AT - 2 * HOUR),
        suspect_has_access=False, danger_now=True,
    )  # fmt: skip
    joined = join_report.join_report(
        actor=story.officer, at=AT + HOUR, case_id=opened.case_id, report_id=more
    )
    assert joined == (more,)
    facts = duties.facts_of_case(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    told = facts[None]
    assert told.values["person_has_access"] is True
    assert told.values["danger_now"] is True
    assert told.moments["last_contact_at"] == Bounds(AT - 20 * HOUR, AT - 2 * HOUR)
    assert told.moments["report_at"] == Bounds.exactly(AT)
    reports = intake.reports_of_case(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert {one.id for one in reports} >= {more}


def closing(story, case_id, *, actor=None, words=""):
    return close_case.propose(
        actor=actor or story.investigator, at=AT + HOUR, case_id=case_id,
        outcome=Outcome.NO_OFFENCE, reasons=["inquiry_complete", "safety_confirmed"], words=words,
    )  # fmt: skip


def test_a_case_of_a_child_is_closed_by_two_people_after_support_was_offered(story):
    opened = story.open(a_report(story), support_offered=False)
    with pytest.raises(Refusal, match=r"journeys\.support"):
        closing(story, opened.case_id, actor=story.supervisor)
    case_acts.mark(
        actor=story.investigator, at=AT + HOUR, case_id=opened.case_id, kind="support_offered",
        happened_at=AT + HOUR,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"protocols\.gate"):
        closing(story, opened.case_id, actor=story.supervisor)
    make_ready(story.investigator, AT + HOUR, opened.case_id)
    closing(story, opened.case_id, actor=story.supervisor)
    with pytest.raises(Refusal, match=r"cases\.second_person"):
        close_case.confirm(actor=story.supervisor, at=AT + HOUR, case_id=opened.case_id)
    close_case.confirm(actor=story.prosecutor, at=AT + HOUR, case_id=opened.case_id)
    card = cases.case(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    assert card.closed_at == AT + HOUR


def test_what_became_known_since_makes_a_closing_be_asked_again(story):
    opened = story.open(a_report(story))
    make_ready(story.investigator, AT + HOUR, opened.case_id)
    closing(story, opened.case_id)
    protocols.record_facts(
        actor=story.investigator, at=AT + HOUR, case_id=opened.case_id,
        facts=CaseFacts({"captive": True}),
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"journeys\.changed"):
        close_case.confirm(actor=story.supervisor, at=AT + HOUR, case_id=opened.case_id)


def test_a_platform_report_says_so_in_the_case(story):
    report_id = story.receive(
        channel=Channel.PLATFORM_FILE, incident_codes=["online_enticement"], pack="cac-us"
    )
    opened = story.open(report_id, pack="cac-us")
    facts = duties.facts_of_case(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert facts[None].values["platform_report"] is True
    assert facts[None].values["offences"] == ("grooming",)
    assert ParticipantRole.CHILD not in {
        one.role
        for one in cases.participants(actor=story.investigator, at=AT, case_id=opened.case_id)
    }


def test_reports_that_were_joined_come_along_with_their_lead(story):
    lead, other = a_report(story), a_report(story)
    for one in (lead, other):
        story.assess(one)
    triage.merge(actor=story.officer, at=AT, report_id=other, into=lead)
    opened = story.open(lead)
    card = intake.report(actor=story.investigator, at=AT, report_id=other)
    assert (card.case_id, card.merged_into) == (opened.case_id, lead)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_open_the_same_report_at_once_open_one_case(story):
    report_id = a_report(story)
    story.assess(report_id)
    start = threading.Barrier(2)

    def open_it(_: int) -> str:
        start.wait()
        try:
            return story.open(report_id).reference
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(open_it, range(2)))
    assert sum(ids.is_reference(one, "C") for one in answers) == 1
    assert "intake.join_twice" in answers
    page = cases.cases(actor=story.officer, at=AT, state=CaseState.ALL)
    assert len(page.cases) == 1
    jobs.run_waiting()
