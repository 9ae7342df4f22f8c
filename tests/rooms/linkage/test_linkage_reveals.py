"""Two keys, and until both have turned nothing is seen and nothing is told."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access import actions as access
from bairn.access import gate
from bairn.access.terms import ExclusionReason
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, queries, revealing
from bairn.linkage.models import Lead
from bairn.linkage.terms.leads import LeadSource
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose, RevealState
from bairn.oversight.models import Pending
from tests import cast
from tests.cast import AT
from tests.rooms.linkage.conftest import lead_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
WORDS = "Whether she is safe where she is now."


def in_case(units, actor):
    """Ben's and Cleo's case with somebody in it who was compared."""
    side = units.person(actor, units.case(actor))
    actions.keep_leads(
        actor=units.house, at=AT, found=[], source=LeadSource.INTAKE, model="1", keys="k1",
        checked=[side],
    )  # fmt: skip
    cast.assign(units.ben, side.holder_id)
    return side


def ask(units, side, at=AT):
    return actions.ask_reveal(
        actor=units.ben, at=at, subject_id=side.subject_id, purpose=RevealPurpose.PROTECT,
        words=WORDS, case_id=side.holder_id,
    )  # fmt: skip


def agree(units, side, reveal, at=AT, agreed=True):
    actions.decide_reveal(
        actor=units.cleo, at=at, reveal_id=reveal, agreed=agreed, case_id=side.holder_id
    )
    actions.fan_out(actor=units.house, at=at, reveal_id=reveal)


def answer(units, actor, at=LATER, word=PartAnswer.YES):
    """What somebody answers to the one request that they see; what the house does of it."""
    (part,) = queries.asked_of_us(actor=actor, at=at)
    actions.answer_reveal(actor=actor, at=at, part_id=part.part_id, answer=word)
    actions.settle_part(actor=units.house, at=at, part_id=part.part_id)
    return part


def here(actor, side, at=LATER):
    return queries.reveals(actor=actor, at=at, case_id=side.holder_id)


def test_after_both_keys_each_side_knows_whom_to_talk_with_and_sees_the_lead(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    lead = units.lead(mine, far)
    reveal = ask(units, mine)
    agree(units, mine, reveal)
    assert here(units.ben, mine).revealed == ()
    part = answer(units, units.emil)
    assert (part.holder_id, part.asking_unit) == (far.holder_id, units.place.unit.id)
    (shown,) = here(units.ben, mine).revealed
    assert (shown.lead_id, shown.unit_id, shown.contact_id, shown.kind) == (
        lead, units.place.other_unit.id, units.emil.id, "case",
    )  # fmt: skip
    (back,) = here(units.emil, far).revealed
    assert (back.unit_id, back.contact_id) == (units.place.unit.id, units.ben.id)
    for actor, side in ((units.ben, mine), (units.emil, far)):
        file = queries.lead(actor=actor, at=LATER, lead_id=lead, case_id=side.holder_id)
        assert (file.sides_seen, len(file.now.reasons)) == (False, 3)
        found = queries.leads(actor=actor, at=LATER, case_id=side.holder_id)
        assert ([one.id for one in found.leads], found.elsewhere) == ([lead], frozenset())


def test_the_asker_sees_the_same_whether_refused_unanswered_or_nothing_there(units):
    sides = [in_case(units, units.cleo) for _ in range(3)]
    units.lead(sides[0], units.person(units.emil, units.case(units.emil)))
    reveals = [ask(units, side) for side in sides]
    agree(units, sides[0], reveals[0])
    answer(units, units.emil, word=PartAnswer.NOT_NOW)
    units.lead(sides[1], units.person(units.emil, units.case(units.emil)))
    for side, reveal in zip(sides[1:], reveals[1:], strict=True):
        agree(units, side, reveal)

    def told(side):
        found = here(units.ben, side)
        return [(c.state, c.ends_at, c.decided_by, c.purpose) for c in found.asked], found.revealed

    assert told(sides[0]) == told(sides[1]) == told(sides[2])
    assert told(sides[0])[0][0][0] is RevealState.AGREED


def test_asking_and_agreeing_do_the_same_work_whatever_there_is(units):
    alone, known = in_case(units, units.cleo), in_case(units, units.cleo)
    for _ in range(4):
        units.lead(known, units.person(units.emil, units.case(units.emil)))

    def statements(side):
        with CaptureQueriesContext(connection) as caught:
            reveal = ask(units, side)
            actions.decide_reveal(
                actor=units.cleo, at=AT, reveal_id=reveal, agreed=True, case_id=side.holder_id
            )
            here(units.ben, side)
        return [query["sql"].split(" ")[0] for query in caught.captured_queries]

    assert statements(alone) == statements(known)


def test_nobody_is_asked_before_the_first_key_and_never_after_a_no(units):
    mine = in_case(units, units.cleo)
    units.lead(mine, units.person(units.emil, units.case(units.emil)))
    reveal = ask(units, mine)
    actions.fan_out(actor=units.house, at=AT, reveal_id=reveal)
    assert queries.asked_of_us(actor=units.emil, at=AT) == ()
    agree(units, mine, reveal, agreed=False)
    assert queries.asked_of_us(actor=units.emil, at=AT) == ()
    assert here(units.ben, mine).asked[0].state is RevealState.DECLINED


def test_the_first_key_is_a_supervisors_of_the_own_side_and_not_the_askers(units):
    mine = in_case(units, units.cleo)
    reveal = ask(units, mine)
    for actor in (units.ben, units.emil):
        with pytest.raises(Refusal):
            actions.decide_reveal(
                actor=actor, at=AT, reveal_id=reveal, agreed=True, case_id=mine.holder_id
            )
    ((holder, card),) = queries.own_key(actor=units.cleo, at=AT)
    assert (holder, card.id) == (mine.holder_id, reveal)
    assert queries.own_key(actor=units.emil, at=AT) == ()


def test_for_a_sealed_case_the_liaison_of_its_agency_answers_and_nobody_else(units):
    mine = in_case(units, units.cleo)
    sealed = units.person(units.house, units.case(units.emil, restricted=True))
    lead = units.lead(mine, sealed)
    agree(units, mine, ask(units, mine))
    lena = cast.staff("lena", "liaison", unit=units.place.other_unit)
    other = cast.staff("otto", "liaison", unit=units.place.unit)
    assert queries.asked_of_us(actor=units.emil, at=AT) == ()
    assert queries.asked_of_us(actor=other, at=AT) == ()
    answer(units, lena)
    (shown,) = here(units.ben, mine).revealed
    assert (shown.lead_id, shown.contact_id) == (lead, lena.id)


def test_a_part_of_somebody_else_and_none_are_refused_alike(units):
    mine = in_case(units, units.cleo)
    units.lead(mine, units.person(units.emil, units.case(units.emil)))
    agree(units, mine, ask(units, mine))
    part = queries.asked_of_us(actor=units.emil, at=AT)[0].part_id
    refusals = []
    for actor, wanted in ((units.cleo, part), (units.cleo, uuid.uuid4())):
        with pytest.raises(Refusal) as refusal:
            actions.answer_reveal(actor=actor, at=AT, part_id=wanted, answer=PartAnswer.YES)
        refusals.append((refusal.value.code, refusal.value.reason))
    assert refusals[0] == refusals[1]


def test_a_request_of_another_case_and_none_are_refused_alike(units):
    mine, other = in_case(units, units.cleo), in_case(units, units.cleo)
    reveal = ask(units, mine)
    refusals = []
    for wanted in (reveal, uuid.uuid4()):
        with pytest.raises(Refusal) as refusal:
            actions.withdraw_reveal(
                actor=units.ben, at=AT, reveal_id=wanted, case_id=other.holder_id
            )
        refusals.append((refusal.value.code, refusal.value.reason))
    assert refusals[0] == refusals[1] == ("linkage.no_reveal", "There is no such request here.")


def test_nobody_asks_about_somebody_of_another_case(units):
    mine, other = in_case(units, units.cleo), in_case(units, units.cleo)
    with pytest.raises(Refusal) as refusal:
        actions.ask_reveal(
            actor=units.ben, at=AT, subject_id=other.subject_id, purpose=RevealPurpose.PROTECT,
            words=WORDS, case_id=mine.holder_id,
        )  # fmt: skip
    assert refusal.value.code == "linkage.no_subject"


def test_a_yes_that_is_taken_back_closes_the_lead_on_both_sides(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    lead = units.lead(mine, far)
    agree(units, mine, ask(units, mine))
    answer(units, units.emil)
    answer(units, units.emil, word=PartAnswer.NOT_NOW)
    assert here(units.ben, mine).revealed == ()
    for actor, side in ((units.ben, mine), (units.emil, far)):
        with pytest.raises(Refusal):
            queries.lead(actor=actor, at=LATER, lead_id=lead, case_id=side.holder_id)


def test_what_is_withdrawn_or_over_leaves_the_others_list(units):
    mine, also = in_case(units, units.cleo), in_case(units, units.cleo)
    far = units.person(units.emil, units.case(units.emil))
    for side in (mine, also):
        units.lead(side, far)
    reveal = ask(units, mine)
    agree(units, mine, reveal)
    agree(units, also, ask(units, also))
    actions.withdraw_reveal(actor=units.ben, at=LATER, reveal_id=reveal, case_id=mine.holder_id)
    actions.fan_out(actor=units.house, at=LATER, reveal_id=reveal)
    assert len(queries.asked_of_us(actor=units.emil, at=LATER)) == 1
    over = AT + revealing.REVEAL_LASTS
    assert queries.asked_of_us(actor=units.emil, at=over) == ()
    actions.renew_reveals(actor=units.house, at=over)
    assert here(units.ben, also, at=over).asked[0].state is RevealState.ENDED


def test_a_lead_that_comes_later_is_asked_about_while_the_request_stands(units):
    mine = in_case(units, units.cleo)
    agree(units, mine, ask(units, mine))
    assert queries.asked_of_us(actor=units.emil, at=AT) == ()
    units.lead(mine, units.person(units.emil, units.case(units.emil)), at=LATER)
    for _ in range(2):
        actions.renew_reveals(actor=units.house, at=LATER)
    assert len(queries.asked_of_us(actor=units.emil, at=LATER)) == 1


def test_who_is_kept_out_of_either_side_neither_answers_nor_sees_what_was_shown(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    units.lead(mine, far)
    agree(units, mine, ask(units, mine))
    zoe = cast.staff("zoe", "supervisor", unit=units.place.other_unit)
    access.exclude(
        actor=units.cleo, at=AT, case_id=mine.holder_id, staff_id=zoe.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    assert queries.asked_of_us(actor=zoe, at=AT) == ()
    access.exclude(
        actor=units.emil, at=AT, case_id=far.holder_id, staff_id=units.ben.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    answer(units, units.emil)
    assert here(units.ben, mine).revealed == ()
    assert len(here(units.cleo, mine).revealed) == 1


def test_a_pair_that_was_judged_not_the_same_is_asked_of_nobody(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    lead = units.lead(mine, far)
    with gate._transaction(units.house):
        Lead.objects.filter(id=lead).update(verdict="negative")
    agree(units, mine, ask(units, mine))
    assert queries.asked_of_us(actor=units.emil, at=AT) == ()


def test_both_sides_records_tell_of_it_and_no_word_of_the_reason(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    units.lead(mine, far)
    agree(units, mine, ask(units, mine))
    answer(units, units.emil)
    entries = [bytes(one.entry) for one in Pending.objects.all()]

    def told(holder, act):
        return [e for e in entries if str(holder).encode() in e and act in e]

    assert told(far.holder_id, b"linkage.fan_out")
    assert told(far.holder_id, b"linkage.answer_reveal")
    for side in (mine, far):
        assert told(side.holder_id, b"linkage.settle_part")
    assert not told(mine.holder_id, b"linkage.answer_reveal")
    assert not any(b"safe where" in entry for entry in entries)


def test_a_finding_made_again_keeps_what_was_revealed(units):
    mine, far = in_case(units, units.cleo), units.person(units.emil, units.case(units.emil))
    lead = units.lead(mine, far)
    agree(units, mine, ask(units, mine))
    answer(units, units.emil)
    actions.keep_leads(
        actor=units.house, at=LATER, found=[lead_of(mine, far)], source=LeadSource.EDIT,
        model="2", keys="k2", checked=[mine],
    )  # fmt: skip
    file = queries.lead(actor=units.ben, at=LATER, lead_id=lead, case_id=mine.holder_id)
    assert file.now.keys == "k2"
