"""S08: the person under suspicion is a serving police officer and the father of the child."""

from dataclasses import dataclass, replace

import pytest

from bairn import jobs
from bairn.access import actions as access
from bairn.access import queries as access_looks
from bairn.access.models import Unit
from bairn.access.terms import Purpose, Verdict
from bairn.cases import queries as cases
from bairn.cases.terms import Outcome
from bairn.evidence import actions as evidence
from bairn.feed import queries as feed
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case, later, screen_conflicts
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight.terms import EntryKind
from bairn.protocols import queries as duties
from bairn.protocols.terms import StepState
from bairn.vault import actions as vault
from bairn.vault.queries import lookup
from bairn.vault.terms import ErasureReason, TokenSource
from bairn.vigilance import actions as vigilance
from bairn.vigilance import queries as signals
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, Story, somebody
from tests.rooms.evidence.store import COAT

PACK = "barnahus-eu"
SOON = AT + HOUR / 2


@dataclass(frozen=True)
class S08:
    """A case with a colleague of the other agency under suspicion, just opened."""

    story: Story
    inspector: Actor
    officer: Actor  # the father: serves in the other unit
    colleague: Actor  # a supervisor of his unit
    case_id: object

    def judge(self, actor, verdict, *, at=SOON, to_unit=None):
        (one,) = screen_conflicts.conflicts_waiting(actor=actor, at=at)
        screen_conflicts.judge(
            actor=actor, at=at, conflict_id=one.id, verdict=verdict, to_unit=to_unit
        )

    def learned(self):
        jobs.run_waiting()
        facts = duties.facts_of_case(actor=self.story.investigator, at=SOON, case_id=self.case_id)
        return facts[None].values.get("suspect_officer")


@pytest.fixture
def s08(committed_story) -> S08:
    """The father serves in another agency's unit than the one that has the case."""
    return begun(committed_story, committed_story.place.other_unit)


@pytest.fixture
def at_home(committed_story) -> S08:
    """The father serves in the very unit to which the report came."""
    return begun(committed_story, committed_story.place.unit)


def begun(story: Story, unit: Unit) -> S08:
    officer = cast.staff("marek brook", "investigator", unit=unit)
    inspectorate = Unit.objects.create(agency=story.place.agency, name="Inspectorate")
    report_id = story.receive(
        somebody(PersonRole.VICTIM, "Alder Brook", age_min=11, age_max=11),
        somebody(PersonRole.SUSPECT, "Brook, Márek", account="brook_lane", implicated=True),
        pack=PACK, guardian_implicated=True, suspect_has_access=True,
    )  # fmt: skip
    opened = story.open(report_id, pack=PACK)
    assert later.look_for_conflicts
    assert jobs.run_waiting() >= 1
    return S08(
        story=story,
        inspector=cast.staff("ida", "inspector", unit=inspectorate, purpose=Purpose.OVERSIGHT),
        officer=officer,
        colleague=story.stranger,
        case_id=opened.case_id,
    )


def test_s08_at_the_report_all_staff_are_screened_and_a_person_is_asked_to_judge(s08):
    (one,) = screen_conflicts.conflicts_of(actor=s08.story.supervisor, at=SOON, case_id=s08.case_id)
    assert (one.staff_id, one.unit_id) == (s08.officer.id, s08.story.place.other_unit.id)
    assert (one.reason, one.verdict) == ("other_order", None)
    day = feed.my_day(actor=s08.story.supervisor, at=clock.now())
    assert "case.conflict" in {item.code for item in day.items}


def test_s08_the_screen_opens_no_name_to_whoever_asks_and_stands_on_the_record(s08):
    screen_conflicts.screen(actor=s08.story.supervisor, at=SOON, case_id=s08.case_id)
    page = access_looks.record_of(actor=s08.story.investigator, at=SOON, case_id=s08.case_id)
    acts = [row.entry.act for row in page.entries]
    assert acts.count("vault.compare_names") == 2
    assert "identity.open" not in acts
    assert all("likeness" not in row.entry.detail for row in page.entries)
    kinds = [
        one.kind
        for one in cases.milestones(actor=s08.story.investigator, at=SOON, case_id=s08.case_id)
    ]
    assert kinds.count("conflicts_screened") == 2


def test_s08_nobody_of_the_officers_unit_learns_that_he_was_found(s08):
    for one in (s08.officer, s08.colleague):
        if "supervisor" in one.roles:
            assert screen_conflicts.conflicts_waiting(actor=one, at=SOON) == ()
        day = feed.my_day(actor=one, at=clock.now())
        assert "case.conflict" not in {item.code for item in day.items}


def test_s08_refuse_his_own_units_word_on_whether_it_is_him(s08):
    (one,) = screen_conflicts.conflicts_waiting(actor=s08.inspector, at=SOON)
    with pytest.raises(Refusal, match=r"access\.conflict"):
        screen_conflicts.judge(
            actor=s08.colleague, at=SOON, conflict_id=one.id, verdict=Verdict.OTHER_PERSON
        )


def test_s08_a_namesake_is_let_be_and_not_asked_about_again(s08):
    s08.judge(s08.story.supervisor, Verdict.OTHER_PERSON)
    screen_conflicts.screen(actor=s08.story.supervisor, at=AT + HOUR, case_id=s08.case_id)
    assert screen_conflicts.conflicts_waiting(actor=s08.inspector, at=AT + HOUR) == ()
    assert s08.learned() is None


@pytest.mark.parametrize("who", ["supervisor", "inspector"])
def test_s08_once_judged_the_officer_is_kept_out_and_the_pack_is_told(s08, who):
    judge = s08.story.supervisor if who == "supervisor" else s08.inspector
    s08.judge(judge, Verdict.KEPT_OUT)
    assert s08.learned() is True
    with pytest.raises(Refusal, match=r"access\.excluded"):
        access.assign(
            actor=s08.story.system, at=AT + HOUR, case_id=s08.case_id,
            staff_id=s08.officer.id, role="investigator",
        )  # fmt: skip


def test_s08_the_list_is_restricted_to_the_circle_with_whoever_judged_in_it(s08):
    s08.judge(s08.story.supervisor, Verdict.KEPT_OUT)
    circle = access_looks.circle_of(actor=s08.story.investigator, at=AT + HOUR, case_id=s08.case_id)
    assert s08.story.supervisor.id in {one.staff_id for one in circle}
    second = cast.staff("olga", "supervisor", unit=s08.story.place.unit)
    assert cases.cases(actor=second, at=AT + HOUR).cases == ()
    mine = cases.cases(actor=s08.story.supervisor, at=AT + HOUR).cases
    assert [one.id for one in mine] == [s08.case_id]


def test_s08_the_places_of_the_officer_and_his_unit_end_at_once(s08):
    # given the officer and his supervisor were in the circle before anybody knew
    for one, role in ((s08.officer, "investigator"), (s08.colleague, "supervisor")):
        access.assign(
            actor=s08.story.supervisor, at=AT, case_id=s08.case_id, staff_id=one.id, role=role
        )
    # when the inspector, who reaches no case, keeps the whole unit out
    s08.judge(s08.inspector, Verdict.UNIT_KEPT_OUT)
    # then neither sees the case any more, not even by its number
    for one in (s08.officer, s08.colleague):
        with pytest.raises(Refusal, match=r"access\.reach"):
            cases.case(actor=one, at=AT + HOUR, case_id=s08.case_id)
        assert cases.my_open_cases(actor=one, at=AT + HOUR) == ()
    staff = {
        one.staff_id
        for one in access_looks.circle_of(
            actor=s08.story.investigator, at=AT + HOUR, case_id=s08.case_id
        )
    }
    assert not staff & {s08.officer.id, s08.colleague.id}


def test_s08_refuse_his_unit_approving_access_or_closure(s08):
    access.assign(
        actor=s08.story.supervisor, at=AT, case_id=s08.case_id, staff_id=s08.colleague.id,
        role="supervisor",
    )  # fmt: skip
    s08.story.open_gate(s08.case_id, "closed", at=SOON)
    close_case.propose(
        actor=s08.story.investigator, at=SOON, case_id=s08.case_id,
        outcome=Outcome.NO_OFFENCE, reasons=["inquiry_complete"],
    )  # fmt: skip
    s08.judge(s08.story.supervisor, Verdict.UNIT_KEPT_OUT)
    with pytest.raises(Refusal, match=r"access\.reach"):
        close_case.confirm(actor=s08.colleague, at=AT + HOUR, case_id=s08.case_id)
    with pytest.raises(Refusal, match=r"access\.reach"):
        access.assign(
            actor=s08.colleague, at=AT + HOUR, case_id=s08.case_id,
            staff_id=s08.colleague.id, role="supervisor",
        )  # fmt: skip
    with pytest.raises(Refusal, match=r"access\.excluded"):
        access.assign(
            actor=s08.story.supervisor, at=AT + HOUR, case_id=s08.case_id,
            staff_id=s08.colleague.id, role="supervisor",
        )  # fmt: skip


def test_s08_a_case_in_his_own_unit_is_seen_by_nobody_there_until_it_is_routed_elsewhere(at_home):
    assert screen_conflicts.conflicts_waiting(actor=at_home.story.supervisor, at=SOON) == ()
    with pytest.raises(Refusal, match=r"access\.route"):
        at_home.judge(at_home.inspector, Verdict.UNIT_KEPT_OUT)
    at_home.judge(
        at_home.inspector, Verdict.UNIT_KEPT_OUT, to_unit=at_home.story.place.other_unit.id
    )
    jobs.run_waiting()
    card = cases.case(actor=at_home.colleague, at=AT + HOUR, case_id=at_home.case_id)
    assert card.unit_id == at_home.story.place.other_unit.id
    for one in (at_home.story.supervisor, at_home.officer, at_home.story.investigator):
        with pytest.raises(Refusal, match=r"access\.reach"):
            cases.case(actor=one, at=AT + HOUR, case_id=at_home.case_id)


def test_s08_what_his_unit_asked_to_dispose_of_is_answered_for_by_an_inspector(at_home):
    # given a coat that his own unit asked to dispose of, before anybody had judged
    coat = evidence.register(
        actor=at_home.story.investigator, at=SOON, case_id=at_home.case_id,
        said=replace(COAT, collected_at=AT, collected_by=at_home.story.investigator.id),
    )  # fmt: skip
    this = {"case_id": at_home.case_id, "exhibit_id": coat.id}
    evidence.propose_disposal(
        actor=at_home.story.supervisor, at=SOON, basis="retention_over", **this
    )
    # when the case goes elsewhere and the child's side objects
    at_home.judge(
        at_home.inspector, Verdict.UNIT_KEPT_OUT, to_unit=at_home.story.place.other_unit.id
    )
    jobs.run_waiting()
    evidence.object_to_disposal(actor=at_home.colleague, at=AT + HOUR, by_whom="victim", **this)
    # then his unit agrees to nothing, and somebody outside both units answers for it
    with pytest.raises(Refusal, match=r"access\.reach"):
        evidence.agree_disposal(actor=at_home.story.supervisor, at=AT + HOUR, **this)
    vigilance.sweep(actor=at_home.story.system, at=AT + 2 * HOUR)
    mine = signals.my_signals(actor=at_home.inspector, at=AT + 2 * HOUR)
    (signal,) = [one for one in mine if one.rule == "disposal_contested"]
    assert (signal.case_id, signal.code) == (at_home.case_id, coat.code)


def test_s08_colleagues_searches_find_nothing_and_each_attempt_reaches_an_inspector(s08):
    # given his unit is kept out
    s08.judge(s08.story.supervisor, Verdict.UNIT_KEPT_OUT)
    reference = cases.case(actor=s08.story.investigator, at=SOON, case_id=s08.case_id).reference
    # when a colleague looks for it by number and by the father's account, and asks for its address
    account = TokenSource.account("Meadow", "brook_lane")
    assert cases.by_reference(actor=s08.colleague, at=AT + HOUR, reference=reference) is None
    looked = lookup.look_up(actor=s08.colleague, at=AT + HOUR, sources=[account])
    assert (looked.within_reach, looked.elsewhere) == ((), False)
    with pytest.raises(Refusal, match=r"access\.reach"):
        cases.case(actor=s08.colleague, at=AT + HOUR, case_id=s08.case_id)
    # then each of the three stands on the case's record, though two of them showed nothing
    page = access_looks.record_of(
        actor=s08.story.investigator, at=AT + 2 * HOUR, case_id=s08.case_id
    )
    refused = [row.entry for row in page.entries if row.entry.kind is EntryKind.REFUSAL]
    assert len({one.act for one in refused}) == 3
    assert {one.actor_id for one in refused} == {s08.colleague.id}
    # and the sweep raises it to somebody outside both units
    vigilance.sweep(actor=s08.story.system, at=AT + 2 * HOUR)
    (signal,) = [
        one
        for one in signals.my_signals(actor=s08.inspector, at=AT + 2 * HOUR)
        if one.rule == "excluded_tried"
    ]
    assert signal.case_id == s08.case_id


@pytest.mark.parametrize(
    ("step", "hours"),
    [
        ("routed_elsewhere", 4),
        ("officer_special_representative", 4),
        ("weapons_access_removed", 4),
        ("oversight_body_told", 24),
    ],
)
def test_s08_within_hours_others_speak_for_the_child_and_weapons_and_access_are_gone(
    s08, step, hours
):
    s08.judge(s08.story.supervisor, Verdict.KEPT_OUT)
    assert s08.learned()
    row = s08.story.steps(s08.case_id)[step]
    assert row.due_at.latest == AT + hours * HOUR
    assert row.required.value == "must"


def test_s08_the_screen_fulfils_the_packs_own_step(s08):
    s08.judge(s08.story.supervisor, Verdict.KEPT_OUT)
    assert s08.learned()
    row = s08.story.steps(s08.case_id, at=clock.now())["conflict_screen"]
    assert row.state is StepState.DONE


def test_s08_after_thirty_days_somebody_from_outside_reviews_it(s08):
    s08.judge(s08.story.supervisor, Verdict.KEPT_OUT)
    assert s08.learned()
    due = s08.story.steps(s08.case_id)["external_review"].due_at.latest
    assert AT + 29 * 24 * HOUR < due <= AT + 31 * 24 * HOUR


def test_s08_refuse_his_unit_disposing_of_anything(s08):
    s08.judge(s08.story.supervisor, Verdict.UNIT_KEPT_OUT)
    with pytest.raises(Refusal, match=r"access\.reach"):
        vault.order_erasure(
            actor=s08.colleague, at=AT + HOUR, case_id=s08.case_id,
            reason=ErasureReason.RETENTION_OVER,
        )  # fmt: skip


def test_s08_whoever_is_not_kept_out_still_hears_that_something_lies_elsewhere(s08):
    s08.judge(s08.story.supervisor, Verdict.UNIT_KEPT_OUT)
    neighbour = Unit.objects.create(agency=s08.story.place.agency, name="Harbour unit")
    other = cast.staff("nina", "supervisor", unit=neighbour)
    account = TokenSource.account("Meadow", "brook_lane")
    assert lookup.look_up(actor=other, at=AT + HOUR, sources=[account]).elsewhere
