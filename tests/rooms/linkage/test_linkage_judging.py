"""A person says whether two are one; it sticks, it can be taken back, and nothing vanishes."""

import uuid
from datetime import timedelta

import pytest

from bairn.access import actions as access
from bairn.access.terms import ExclusionReason
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, judging, queries
from bairn.linkage.terms.leads import LeadSource, Verdict
from tests.cast import AT
from tests.rooms.linkage.conftest import lead_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def pair(units):
    return tuple(units.person(units.cleo, units.case(units.cleo)) for _ in range(2))


def judge(units, lead, case_id, verdict="positive", reason="document_seen", at=AT, actor=None):
    return actions.judge(
        actor=actor or units.cleo, at=at, lead_id=lead, case_id=case_id, verdict=verdict,
        reason=reason,
    )  # fmt: skip


def refused(code, call, **given):
    with pytest.raises(Refusal) as refusal:
        call(**given)
    assert refusal.value.code == code


def said(units, lead, case_id):
    return queries.judgements(actor=units.cleo, at=AT, lead_id=lead, case_id=case_id)


def test_a_judgement_is_dated_attributed_and_superseded_never_overwritten(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    judge(units, lead, case, "unsure", "too_little")
    judge(units, lead, case, at=LATER)
    newest, first = said(units, lead, case)
    assert (newest.verdict, newest.by_id, newest.superseded_at) == (
        Verdict.POSITIVE, units.cleo.id, None,
    )  # fmt: skip
    assert (first.verdict, first.reason, first.superseded_at) == (
        Verdict.UNSURE, "too_little", LATER,
    )  # fmt: skip


def test_a_reason_belongs_to_its_verdict(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    given = {"actor": units.cleo, "at": AT, "lead_id": lead, "case_id": case}
    refused("linkage.reason", actions.judge, verdict="positive", reason="relative", **given)
    refused("linkage.verdict", actions.judge, verdict="guilty", reason="relative", **given)


def test_only_who_sees_both_sides_judges(units, pair):
    mine, far = pair[0], units.person(units.emil, units.case(units.emil))
    lead = units.lead(far, mine)
    refused("linkage.no_lead", judge, units=units, lead=lead, case_id=mine.holder_id)
    refused("access.reach", judge, units=units, lead=lead, case_id=far.holder_id)


def test_not_the_same_sticks_when_the_pair_is_found_again(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    judge(units, lead, case, "negative", "relative")
    again = actions.keep_leads(
        actor=units.house, at=LATER, found=[lead_of(*pair, probability=0.94)],
        source=LeadSource.EDIT, model="1", keys="k2", checked=[pair[0]],
    )  # fmt: skip
    assert again == ()
    assert queries.to_judge(actor=units.cleo, at=AT) == ()
    (card,) = queries.leads(actor=units.cleo, at=AT, case_id=case).leads
    assert (card.verdict, card.checked_at) == (Verdict.NEGATIVE, LATER)


def test_two_records_are_brought_together_and_each_stays_where_it_is(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    given = {"actor": units.cleo, "at": AT, "lead_id": lead, "case_id": case}
    refused("linkage.not_judged", actions.merge, **given)
    judge(units, lead, case)
    person = actions.merge(**given)
    for side in pair:
        found = queries.person_of(
            actor=units.cleo, at=AT, case_id=side.holder_id, subject_id=side.subject_id
        )
        assert found.id == person
        assert {(m.subject_id, m.holder_id) for m in found.members} == {
            (one.subject_id, one.holder_id) for one in pair
        }
        assert not found.elsewhere


def test_what_was_judged_apart_is_not_brought_together_through_a_third(units, pair):
    third = units.person(units.cleo, units.case(units.cleo))
    apart = units.lead(pair[0], third)
    judge(units, apart, third.holder_id, "negative", "met_another")
    for one in pair:
        other = pair[1] if one is pair[0] else third
        lead = units.lead(other, one) if one is pair[0] else units.lead(third, pair[1])
        judge(units, lead, one.holder_id)
        given = {"actor": units.cleo, "at": AT, "lead_id": lead, "case_id": one.holder_id}
        if one is pair[0]:
            actions.merge(**given)
        else:
            refused("linkage.judged_apart", actions.merge, **given)


def test_a_merge_is_undone_with_a_reason_and_the_history_stays(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    judge(units, lead, case)
    actions.merge(actor=units.cleo, at=AT, lead_id=lead, case_id=case)
    asked = {"actor": units.cleo, "at": AT, "case_id": case, "subject_id": pair[0].subject_id}
    own = next(m for m in queries.person_of(**asked).members if m.holder_id == case)
    undo = {"actor": units.cleo, "at": LATER, "case_id": case, "membership_id": own.id}
    refused("linkage.reason", actions.unmerge, reason="whim", **undo)
    actions.unmerge(reason="mistake", **undo)
    assert queries.person_of(**asked) is None
    refused("linkage.no_member", actions.unmerge, reason="mistake", **undo)
    actions.merge(actor=units.cleo, at=LATER, lead_id=lead, case_id=case)
    assert {m.reason for m in queries.person_of(**asked).earlier} <= {"mistake"}


def test_judging_anew_takes_apart_what_the_first_judgement_brought_together(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    judge(units, lead, case)
    actions.merge(actor=units.cleo, at=AT, lead_id=lead, case_id=case)
    judge(units, lead, case, "negative", "met_another", at=LATER)
    for side in pair:
        asked = {"case_id": side.holder_id, "subject_id": side.subject_id}
        assert queries.person_of(actor=units.cleo, at=AT, **asked) is None


def test_judging_one_link_anew_leaves_the_others_together(units, pair):
    third = units.person(units.cleo, units.case(units.cleo))
    links = [units.lead(pair[1], pair[0]), units.lead(third, pair[1])]
    for lead, side in zip(links, pair, strict=True):
        judge(units, lead, side.holder_id)
        actions.merge(actor=units.cleo, at=AT, lead_id=lead, case_id=side.holder_id)
    judge(units, links[0], pair[0].holder_id, "negative", "met_another", at=LATER)

    def together(side):
        found = queries.person_of(
            actor=units.cleo, at=AT, case_id=side.holder_id, subject_id=side.subject_id
        )
        return found and {member.subject_id for member in found.members}

    assert together(pair[0]) is None
    assert together(third) == {pair[1].subject_id, third.subject_id}


def test_two_persons_become_one_and_that_they_were_two_stays(units):
    sides = [units.person(units.cleo, units.case(units.cleo)) for _ in range(4)]
    for one, other in ((0, 1), (2, 3), (1, 2)):
        lead = units.lead(sides[other], sides[one])
        judge(units, lead, sides[one].holder_id)
        actions.merge(actor=units.cleo, at=AT, lead_id=lead, case_id=sides[one].holder_id)
    found = queries.person_of(
        actor=units.cleo, at=AT, case_id=sides[3].holder_id, subject_id=sides[3].subject_id
    )
    assert {one.subject_id for one in found.members} == {one.subject_id for one in sides}


def test_nobody_brings_together_past_a_record_that_they_are_kept_out_of(units, pair):
    third = units.person(units.cleo, units.case(units.cleo))
    first = units.lead(third, pair[1])
    judge(units, first, pair[1].holder_id)
    actions.merge(actor=units.cleo, at=AT, lead_id=first, case_id=pair[1].holder_id)
    access.exclude(
        actor=units.house, at=AT, case_id=third.holder_id, staff_id=units.cleo.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    lead = units.lead(pair[1], pair[0])
    judge(units, lead, pair[0].holder_id)
    given = {"actor": units.cleo, "at": AT, "lead_id": lead, "case_id": pair[0].holder_id}
    refused("linkage.one_side", actions.merge, **given)


def test_residents_are_linked_and_never_merged(units):
    pair = []
    for _ in range(2):
        case_id = cases.open_case(
            actor=units.cleo, at=AT, unit_id=units.place.unit.id,
            circle={units.ben.id: "investigator"},
        )  # fmt: skip
        side = units.person(units.cleo, case_id)
        child = NewParticipant(subject_id=side.subject_id, role=ParticipantRole.CHILD)
        cases.add_participants(actor=units.cleo, at=AT, case_id=case_id, people=[child])
        pair.append(side)
    stranger = units.person(units.cleo, pair[1].holder_id)
    refused("linkage.relation", actions.relate, actor=units.cleo, at=AT, how="resident",
            case_id=pair[0].holder_id, one=pair[0], other=stranger)  # fmt: skip
    made = actions.relate(
        actor=units.cleo, at=AT, case_id=pair[0].holder_id, one=pair[0], other=pair[1],
        how="resident",
    )  # fmt: skip
    assert isinstance(made, uuid.UUID)
    asked = {"case_id": pair[0].holder_id, "subject_id": pair[0].subject_id}
    assert queries.person_of(actor=units.cleo, at=AT, **asked) is None


def test_independent_reporters_count_once_however_often_they_reported(units):
    suspects, reporters = [], []
    for _ in range(3):
        case_id = cases.open_case(
            actor=units.cleo, at=AT, unit_id=units.place.unit.id,
            circle={units.ben.id: "investigator"},
        )  # fmt: skip
        suspect, reporter = units.person(units.cleo, case_id), units.person(units.cleo, case_id)
        cases.add_participants(
            actor=units.cleo, at=AT, case_id=case_id,
            people=[
                NewParticipant(subject_id=suspect.subject_id, role=ParticipantRole.SUSPECT),
                NewParticipant(subject_id=reporter.subject_id, role=ParticipantRole.REPORTER),
            ],
        )  # fmt: skip
        suspects.append(suspect)
        reporters.append(reporter)

    def bring(one, other):
        lead = units.lead(other, one)
        judge(units, lead, one.holder_id)
        actions.merge(actor=units.cleo, at=AT, lead_id=lead, case_id=one.holder_id)

    bring(suspects[0], suspects[1])
    bring(suspects[1], suspects[2])

    def counted():
        found = queries.independent_reporters(
            actor=units.cleo, at=AT, case_id=suspects[0].holder_id,
            subject_id=suspects[0].subject_id,
        )  # fmt: skip
        return found.count, found.cases

    assert counted() == (3, 3)
    child = units.person(units.cleo, suspects[0].holder_id)
    cases.add_participants(
        actor=units.cleo, at=AT, case_id=suspects[0].holder_id,
        people=[NewParticipant(subject_id=child.subject_id, role=ParticipantRole.CHILD)],
    )  # fmt: skip
    assert counted() == (3, 3)  # mother and child of one report are one voice
    bring(reporters[0], reporters[1])
    assert counted() == (2, 3)


def test_groups_that_share_a_record_are_one_reporter():
    a, b, c, d = (uuid.uuid4() for _ in range(4))
    assert judging.independent([frozenset({a, b}), frozenset({c}), frozenset({b, d})]) == 2
    assert judging.independent([]) == 0


def test_the_batch_engine_hears_what_was_judged_and_nobody_else_does(units, pair):
    lead, case = units.lead(*pair), pair[0].holder_id
    judge(units, lead, case, "negative", "relative")
    (found,) = queries.judgements_for_linking(actor=units.house, at=AT)
    assert set(found[:2]) == {one.subject_id for one in pair}
    refused("access.role", queries.judgements_for_linking, actor=units.cleo, at=AT)
