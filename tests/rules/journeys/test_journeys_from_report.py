"""What a report says, as a case needs it: pure, and never less open than what was told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bairn.cases.terms import ParticipantRole
from bairn.intake.terms import Channel, PersonCard, PersonRole, ReportCard, ReportState
from bairn.journeys import from_report
from bairn.kernel import ids
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
CARD = ReportCard(
    id=ids.new_id(), reference="R-26-0000000-0", channel=Channel.OFFICER_FORM,
    state=ReportState.RECEIVED, received_at=AT, unit_id=ids.new_id(), case_id=None,
    merged_into=None, platform_id=None, platform_name="", pack="cn-2023", situation="",
    incident_codes=(), incident=Bounds(), last_contact=Bounds(), facts={}, kept_unknown=(),
    open_elements=(), words_id=None, document_id=None,
)  # fmt: skip
UNKNOWN = Bounds()
AGES = st.none() | st.integers(0, 90)


def person(role: PersonRole, **facts: object) -> PersonCard:
    told = {name: value for name, value in facts.items() if value is not None}
    return PersonCard(subject_id=ids.new_id(), role=role, facts=told, identified=False)  # type: ignore[arg-type]


def parts(*people: PersonCard, **facts: object):
    card = replace(CARD, people=people, facts=facts)
    return from_report.people(card, child_below=18)


@given(AGES, AGES)
def test_somebody_harmed_is_an_adult_only_where_the_lower_bound_says_so(low, high):
    (one,) = parts(person(PersonRole.VICTIM, age_min=low, age_max=high))
    adult = low is not None and low >= 18 and not (high is not None and high < 18)
    assert (one.role is ParticipantRole.VICTIM) is adult
    assert (one.under_18 is False) is adult


def test_the_reports_own_age_counts_where_one_person_alone_can_be_meant():
    told = {"victim_age_min": 30, "victim_age_max": 40}
    (one,) = parts(person(PersonRole.VICTIM), **told)
    assert one.under_18 is False
    several = parts(person(PersonRole.VICTIM), person(PersonRole.VICTIM), **told)
    assert [each.under_18 for each in several] == [None, None]


def test_where_nobody_says_which_guardian_is_implicated_every_one_is_kept_out():
    two = (person(PersonRole.GUARDIAN), person(PersonRole.GUARDIAN, implicated=False))
    found = parts(*two, guardian_implicated=True)
    assert [(one.kept_out, one.implicated) for one in found] == [(True, False), (False, False)]
    named = parts(*two, person(PersonRole.SUSPECT, implicated=True), guardian_implicated=True)
    assert [one.kept_out for one in named] == [False, False, False]
    assert named[2].implicated


@given(st.dictionaries(st.sampled_from("abcd"), st.booleans()), st.dictionaries(
    st.sampled_from("abcd"), st.booleans()))  # fmt: skip
def test_a_further_report_adds_what_is_new_and_turns_no_yes_into_a_no(known, told):
    before = CaseFacts(known)
    after = from_report.added(before, CaseFacts(told)).over(before)
    for name, value in {**told, **known}.items():
        assert name in after.values
        if value is True:
            assert after.values[name] is True


SIDES = st.none() | st.integers(-500, 0)


@given(SIDES, SIDES, SIDES, SIDES)
def test_a_further_time_of_contact_never_closes_what_the_first_left_open(a, b, c, d):
    had, told = bounds(a, b), bounds(c, d)
    before = CaseFacts({}, {"last_contact_at": had})
    news = from_report.added(before, CaseFacts({}, {"last_contact_at": told}))
    after = news.over(before).moments["last_contact_at"]
    if not had.known:
        assert after == told
        return
    if had.latest is None:
        assert after.latest is None
    else:
        assert after.latest is None or after.latest >= had.latest


def bounds(one: int | None, other: int | None) -> Bounds:
    if one is not None and other is not None:
        one, other = min(one, other), max(one, other)
    sides = [None if side is None else AT + timedelta(hours=side) for side in (one, other)]
    return Bounds(*sides)


def test_kinds_of_offence_add_up():
    before = CaseFacts({"offences": ("grooming",)})
    news = from_report.added(before, CaseFacts({"offences": ("images",)}))
    assert news.values["offences"] == ("grooming", "images")


def test_a_further_report_changes_no_clock_of_the_first():
    told = from_report.facts(replace(CARD, received_at=AT + timedelta(hours=9)))
    assert told.moments["report_at"].known
    assert "report_at" not in from_report.added(CaseFacts(), told).moments


def told(*, contact=UNKNOWN, **facts):
    return from_report.facts(replace(CARD, last_contact=contact, facts=facts)).values


def test_it_is_non_recent_only_where_the_last_time_is_known_to_be_long_ago():
    years_ago = AT - timedelta(days=900)
    assert told(contact=Bounds.exactly(years_ago), delay="years")["non_recent"] is True
    assert "non_recent" not in told(delay="years")
    assert "non_recent" not in told(contact=Bounds(earliest=years_ago), delay="years")
    assert "non_recent" not in told(contact=Bounds(years_ago, AT - timedelta(days=2)))


def test_how_many_are_suspected_is_known_only_where_somebody_said_so():
    assert told(suspects_count=4)["several_suspects"] is True
    assert told(suspects_count=1)["several_suspects"] is False
    assert "several_suspects" not in told()
