"""A lead is seen by who reaches both sides; one side alone hears yes or no, and no more."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from bairn.access import actions as access
from bairn.access.terms import ExclusionReason
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, queries
from bairn.linkage.terms.leads import LeadSource, LeadState, Side
from bairn.oversight.models import Pending
from tests.cast import AT
from tests.rooms.linkage.conftest import lead_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def leads(actor, case_id):
    return queries.leads(actor=actor, at=AT, case_id=case_id)


def test_a_lead_within_ones_reach_shows_with_its_reasons(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    here = leads(units.cleo, one.holder_id)
    assert [(c.id, c.here, c.there) for c in here.leads] == [(lead, one, other)]
    assert (here.elsewhere, here.checked[one.subject_id]) == (frozenset(), AT)
    file = queries.lead(actor=units.cleo, at=AT, lead_id=lead, case_id=other.holder_id)
    assert (file.card.here, file.sides_seen, file.now.model, file.now.keys) == (
        other,
        True,
        "1",
        "k1",
    )
    assert [r.evidence for r in file.now.reasons] == ["name", "birth", "prior"]


def test_what_another_unit_holds_is_one_yes_whatever_there_is(units):
    mine = units.person(units.cleo, units.case(units.cleo))
    before = leads(units.cleo, mine.holder_id)
    ids = [units.lead(units.person(units.emil, units.case(units.emil)), mine) for _ in range(3)]
    here = leads(units.cleo, mine.holder_id)
    assert (before.elsewhere, here.elsewhere) == (frozenset(), frozenset({mine.subject_id}))
    assert here.leads == ()
    with pytest.raises(Refusal) as foreign:
        queries.lead(actor=units.cleo, at=AT, lead_id=ids[0], case_id=mine.holder_id)
    with pytest.raises(Refusal) as none:
        queries.lead(actor=units.cleo, at=AT, lead_id=uuid.uuid4(), case_id=mine.holder_id)
    assert (foreign.value.code, foreign.value.reason) == (none.value.code, none.value.reason)
    assert queries.to_judge(actor=units.cleo, at=AT) == ()


def test_a_sealed_case_of_ones_own_unit_is_elsewhere_too(units):
    mine = units.person(units.cleo, units.case(units.cleo))
    sealed = units.person(units.house, units.case(units.cleo, restricted=True))
    units.lead(mine, sealed)
    assert leads(units.cleo, mine.holder_id).elsewhere == {mine.subject_id}


def test_who_is_kept_out_hears_nothing_and_their_look_is_on_record(units):
    mine = units.person(units.cleo, units.case(units.cleo))
    far = units.person(units.emil, units.case(units.emil))
    units.lead(mine, far)
    access.exclude(
        actor=units.emil, at=AT, case_id=far.holder_id, staff_id=units.cleo.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    here = leads(units.cleo, mine.holder_id)
    assert (here.leads, here.elsewhere) == ((), frozenset())
    tried = [one.entry for one in Pending.objects.all() if b"access.kept_out" in bytes(one.entry)]
    assert len(tried) == 1
    assert far.holder_id.hex in bytes(tried[0]).replace(b"-", b"").decode()


def test_the_number_of_questions_is_the_same_whether_anything_is_elsewhere(units):
    from django.test.utils import CaptureQueriesContext

    def asked(case_id):
        with CaptureQueriesContext(connection) as caught:
            leads(units.cleo, case_id)
        return len(caught)

    alone = units.person(units.cleo, units.case(units.cleo))
    known = units.person(units.cleo, units.case(units.cleo))
    for _ in range(4):
        units.lead(units.person(units.house, units.case(units.emil, restricted=True)), known)
    assert asked(alone.holder_id) == asked(known.holder_id)


def test_nobody_outside_reaches_the_leads_of_a_case(units):
    mine = units.person(units.cleo, units.case(units.cleo))
    with pytest.raises(Refusal):
        leads(units.emil, mine.holder_id)


def test_a_pair_has_one_lead_whoever_was_asked(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    units.lead(one, other)
    again = actions.keep_leads(
        actor=units.house, at=LATER, found=[lead_of(other, one)], source=LeadSource.EDIT,
        model="1", keys="k1", checked=[other],
    )  # fmt: skip
    assert again == ()
    (card,) = leads(units.cleo, one.holder_id).leads
    assert (card.found_at, card.checked_at, card.source) == (AT, LATER, LeadSource.INTAKE)


def test_new_reasons_supersede_and_the_old_ones_stay(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    for keys in ("k1", "k2"):
        actions.keep_leads(
            actor=units.house, at=LATER, found=[lead_of(one, other)], source=LeadSource.EDIT,
            model="1", keys=keys, checked=[one],
        )  # fmt: skip
    file = queries.lead(actor=units.cleo, at=AT, lead_id=lead, case_id=one.holder_id)
    assert (file.now.keys, [old.keys for old in file.before]) == ("k2", ["k1"])


def test_a_lead_that_is_not_found_again_is_withdrawn_and_kept(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    actions.keep_leads(
        actor=units.house, at=LATER, found=[], source=LeadSource.EDIT, model="1", keys="k1",
        checked=[one],
    )  # fmt: skip
    file = queries.lead(actor=units.cleo, at=AT, lead_id=lead, case_id=one.holder_id)
    assert (file.card.state, file.card.to_judge) == (LeadState.WITHDRAWN, False)
    assert leads(units.cleo, one.holder_id).elsewhere == frozenset()


def test_a_lead_goes_along_when_a_report_joins_a_case(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    new = units.case(units.cleo)
    actions.move_leads(actor=units.house, at=LATER, sides=[Side(one.subject_id, new)])
    assert [card.id for card in leads(units.cleo, new).leads] == [lead]
    assert leads(units.cleo, one.holder_id).leads == ()


def test_nobody_judges_a_lead_to_somebody_who_was_erased(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    units.lead(one, other)
    actions.forget(actor=units.house, at=LATER, subject_ids=[other.subject_id])
    assert queries.to_judge(actor=units.cleo, at=AT) == ()
    (card,) = leads(units.cleo, one.holder_id).leads
    assert card.state is LeadState.GONE


def test_what_waits_for_ones_judgement_is_what_one_sees_whole(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    units.lead(units.person(units.emil, units.case(units.emil)), one)
    assert [card.id for card in queries.to_judge(actor=units.cleo, at=AT)] == [lead]
    waiting = queries.waiting_across(actor=units.house, at=AT, holder_ids=[one.holder_id])
    assert len(waiting[one.holder_id]) == 2
    with pytest.raises(Refusal):
        queries.waiting_across(actor=units.cleo, at=AT, holder_ids=[one.holder_id])


def test_the_record_of_a_lead_names_no_value(units):
    one, other = (units.person(units.cleo, units.case(units.cleo), "Heroncanary") for _ in range(2))
    units.lead(one, other)
    leads(units.cleo, one.holder_id)
    assert not any(b"eroncanary" in bytes(one.entry) for one in Pending.objects.all())
