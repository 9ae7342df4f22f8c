"""A report is completed from itself, widened where it contradicts itself, and never turned away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import acceptance, vocabulary
from bairn.intake.terms import (
    PERSON_FACTS,
    Channel,
    FactValue,
    FileNote,
    Identity,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel.refusal import Refusal


def with_fact(name: str, value: FactValue) -> PersonDraft:
    """A victim with this one fact."""
    return PersonDraft(role=PersonRole.VICTIM, facts={name: value})


AGES = st.integers(0, 120)


def fact_values(fact: vocabulary.Fact) -> st.SearchStrategy[FactValue]:
    kinds: dict[str, st.SearchStrategy[FactValue]] = {
        "yes_no": st.booleans(),
        "number": st.integers(0, 200),
        "code": st.sampled_from(fact.codes or ("none",)),
    }
    return st.none() | kinds[fact.kind]


FACTS = st.fixed_dictionaries(
    {}, optional={name: fact_values(fact) for name, fact in vocabulary.facts().items()}
)
PERSON = st.fixed_dictionaries(
    {},
    optional={
        "age_min": AGES,
        "age_max": AGES,
        "sex": st.sampled_from(sorted(vocabulary.SEXES)),
        **{name: st.booleans() for name in sorted(PERSON_FACTS - {"age_min", "age_max", "sex"})},
    },
)
PEOPLE = st.lists(
    st.builds(
        PersonDraft,
        role=st.sampled_from(PersonRole),
        identity=st.builds(Identity, full_name=st.text(max_size=20)),
        facts=PERSON,
    ),
    max_size=4,
).map(tuple)
SITUATIONS = st.sampled_from(
    ["", *(row.code for one in vocabulary.situations().values() for row in one.rows)]
)
REPORTS = st.builds(
    ReportDraft,
    channel=st.sampled_from(Channel),
    pack=st.sampled_from(["", "cn-2023", "cac-us", "barnahus-eu"]),
    situation=SITUATIONS,
    incident_codes=st.lists(st.sampled_from(sorted(vocabulary.incidents())), max_size=3).map(tuple),
    facts=FACTS,
    people=PEOPLE,
    words=st.builds(Words, narrative=st.text(max_size=40)),
)


@pytest.mark.parametrize("channel", Channel)
def test_a_report_with_nothing_in_it_is_accepted_from_every_channel(channel):
    accepted = acceptance.accept(ReportDraft(channel=channel))
    assert accepted.facts == {"age_unknown": True}


@given(REPORTS)
def test_nothing_made_of_known_codes_is_ever_turned_away(report):
    accepted = acceptance.accept(report)
    assert accepted.words.narrative == report.words.narrative.replace("\0", "\ufffd")
    assert len(accepted.people) == len(report.people)


@given(REPORTS)
def test_accepting_twice_changes_nothing(report):
    once = acceptance.accept(report)
    assert acceptance.accept(once) == once


@given(REPORTS)
def test_every_yes_that_was_said_stands(report):
    accepted = acceptance.accept(report)
    for name, value in report.facts.items():
        if value is True:
            assert accepted.facts[name] is True


@given(REPORTS)
def test_the_bounds_of_an_age_hold_every_age_that_was_given(report):
    accepted = acceptance.accept(report)
    low, high = accepted.facts.get("victim_age_min"), accepted.facts.get("victim_age_max")
    lows = [report.facts.get("victim_age_min")]
    highs = [report.facts.get("victim_age_max")]
    for one in accepted.people:
        if one.role is PersonRole.VICTIM:
            lows.append(one.facts.get("age_min"))
            highs.append(one.facts.get("age_max"))
    assert all(low is not None and low <= one for one in lows if one is not None)
    assert all(high is not None and one <= high for one in highs if one is not None)
    if low is not None and high is not None:
        assert low <= high


@given(REPORTS)
def test_an_age_that_nobody_gave_is_unknown_and_never_an_adults(report):
    facts = acceptance.accept(report).facts
    assert (
        facts.get("age_unknown") is True or "victim_age_min" in facts or "victim_age_max" in facts
    )


@given(st.lists(FACTS, max_size=5))
def test_what_is_told_later_never_undoes_a_yes_and_only_widens_ages(told):
    known = dict(acceptance.accept(ReportDraft(channel=Channel.PUBLIC_FORM)).facts)
    for added in told:
        before = dict(known)
        known = acceptance.later_facts(known, added)
        assert {n for n, v in before.items() if v is True} <= {
            n for n, v in known.items() if v is True
        }
        for name, further in (("victim_age_min", min), ("victim_age_max", max)):
            if name in before:
                assert further(known[name], before[name]) == known[name]


def test_a_victim_without_an_age_beside_one_with_an_age_leaves_it_open():
    people = tuple(
        PersonDraft(role=PersonRole.VICTIM, facts=facts) for facts in ({"age_min": 20}, {})
    )
    facts = acceptance.accept(ReportDraft(channel=Channel.PLATFORM_FILE, people=people)).facts
    assert facts["age_unknown"] is True
    assert facts["victims_count"] == 2


def test_an_implicated_guardian_and_a_suspect_who_may_be_a_child_are_said_to_be_so():
    people = (
        PersonDraft(role=PersonRole.GUARDIAN, facts={"implicated": True}),
        PersonDraft(role=PersonRole.SUSPECT, facts={"minor_possible": True}),
    )
    facts = acceptance.accept(ReportDraft(channel=Channel.OFFICER_FORM, people=people)).facts
    assert facts["guardian_implicated"] is True
    assert facts["suspect_minor"] is True


def test_a_situation_brings_its_facts_and_what_was_said_outright_wins():
    report = ReportDraft(
        channel=Channel.MANDATED_FORM,
        situation="cn_7_origin_unknown",
        facts={"origin_unknown": False},
    )
    accepted = acceptance.accept(report)
    assert accepted.facts["origin_unknown"] is False
    assert accepted.incident_codes == ("child_trafficking",)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"facts": {"mood": True}}, "intake.fact"),
        ({"facts": {"danger_now": "yes"}}, "intake.fact"),
        ({"facts": {"victims_count": -1}}, "intake.fact"),
        ({"facts": {"victims_count": True}}, "intake.fact"),
        ({"facts": {"meeting_when": "never"}}, "intake.fact"),
        ({"people": (with_fact("name", True),)}, "intake.person_fact"),
        ({"people": (with_fact("sex", "x"),)}, "intake.person_fact"),
        ({"people": (with_fact("age_min", "9"),)}, "intake.person_fact"),
        ({"situation": "cn_99"}, "intake.situation"),
        ({"incident_codes": ("party",)}, "intake.incident"),
        ({"pack": "CN 2023"}, "intake.pack"),
        ({"pack": "x" * 41}, "intake.pack"),
        ({"language": "en; drop"}, "intake.language"),
        ({"files": (FileNote(sha256="larkspur"),)}, "intake.file_note"),
        ({"files": (FileNote(size=-1),)}, "intake.file_note"),
        ({"files": (FileNote(classification="Z9"),)}, "intake.file_note"),
        ({"files": (FileNote(stated_digests=(("md5", "a name"),)),)}, "intake.file_note"),
        ({"files": (FileNote(file_id="../../etc"),)}, "intake.file_note"),
    ],
)  # fmt: skip
def test_only_what_no_vocabulary_holds_is_refused_without_repeating_it(draft, code):
    with pytest.raises(Refusal) as refused:
        acceptance.accept(ReportDraft(channel=Channel.PARTNER_API, **draft))
    assert refused.value.code == code
    for said in ("mood", "larkspur", "party", "cn_99"):
        assert said not in str(refused.value)
