"""Taking up an old case, answering, ending; and who may say that the world changed."""

import uuid
from datetime import timedelta

import pytest

from bairn.kernel.refusal import Refusal
from bairn.nonrecent import actions, models
from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import Declared, Due, FileKind, NewChange, OldFile, Why
from bairn.oversight.models import Pending
from bairn.vault.queries import words
from tests.cast import AT
from tests.rooms.nonrecent.conftest import rows

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def refused(code, call, **given):
    with pytest.raises(Refusal) as refusal:
        call(**given)
    assert refusal.value.code == code


def test_the_same_cause_comes_into_the_queue_once(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    file = OldFile(holder_id=case_id, kind=FileKind.CLOSED, since=AT)
    due = Due(why=Why.PERIODIC, cause_id=None, at=AT, answer_by=AT)
    actions.keep_due(actor=unit.house, at=LATER, found=[(file, [due])])
    assert rows(holder_id=case_id) == [item]


def test_nobody_but_the_house_fills_the_queue(unit):
    refused("access.role", actions.keep_due, actor=unit.cleo, at=AT, found=[])


def test_what_one_took_up_another_does_not_take(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    actions.take(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    refused(
        "nonrecent.taken", actions.take, actor=unit.cleo, at=AT, case_id=case_id, item_id=item.id
    )
    actions.give_back(actor=unit.cleo, at=AT, case_id=case_id, item_id=item.id)
    actions.take(actor=unit.cleo, at=AT, case_id=case_id, item_id=item.id)


def test_another_unit_does_not_find_the_item(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    refused("access.reach", actions.take, actor=unit.emil, at=AT, case_id=case_id, item_id=item.id)


def test_an_item_of_another_case_is_not_found(unit):
    item = unit.item(unit.case())
    other = unit.case()
    refused(
        "nonrecent.no_item", actions.take, actor=unit.cleo, at=AT, case_id=other, item_id=item.id
    )


def _all_answered(unit, case_id, item):
    actions.take(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    for one in catalogue.book().questions:
        actions.answer(
            actor=unit.ben, at=LATER, case_id=case_id, item_id=item.id,
            question=one.code, answer="done",
        )  # fmt: skip


def test_a_review_is_answered_and_ended_by_whoever_took_it_up(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    ends = {"case_id": case_id, "item_id": item.id, "outcome": "nothing_new",
            "reasons": ["all_checked"]}  # fmt: skip
    refused("nonrecent.take_first", actions.finish, actor=unit.ben, at=AT, **ends)
    _all_answered(unit, case_id, item)
    refused("nonrecent.take_first", actions.finish, actor=unit.cleo, at=LATER, **ends)
    actions.finish(actor=unit.ben, at=LATER, **ends)
    (item,) = rows(id=item.id)
    assert (item.outcome, item.ended_by, item.ended_at) == ("nothing_new", unit.ben.id, LATER)
    refused("nonrecent.no_item", actions.finish, actor=unit.ben, at=LATER, **ends)


@pytest.mark.django_db(transaction=True)
def test_words_of_an_answer_are_sealed_and_read_by_the_circle(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    actions.take(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    given = {"case_id": case_id, "item_id": item.id, "question": "safety_now", "answer": "to_do"}
    actions.answer(actor=unit.ben, at=AT, words="Ask the school in the north", **given)
    (row,) = rows(models.Answer)
    (opened,) = words.read_words(
        actor=unit.ben, at=LATER, case_id=case_id, subject_ids=[row.words_id]
    )
    assert opened.fields == {"review_answer": "Ask the school in the north"}
    assert not any(b"school" in bytes(one.entry) for one in Pending.objects.all())


def test_ordered_work_keeps_the_review_open(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    actions.take(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    actions.finish(
        actor=unit.ben, at=LATER, case_id=case_id, item_id=item.id,
        outcome="work_ordered", reasons=["testing"],
    )  # fmt: skip
    (item,) = rows(id=item.id)
    assert (item.ordered_at, item.ended_at) == (LATER, None)


def change(**over) -> NewChange:
    said = {"kind": Declared.LIMITATION_CHANGE, "reference": "Act 12 of 2026, s 4", "from_at": AT}
    return NewChange(**said | over)


def test_a_prosecutor_says_what_changed_in_law_and_a_laboratory_does_not(unit):
    made = actions.declare(actor=unit.quinn, at=AT, said=change())
    assert models.Change.objects.get().id == made
    refused("nonrecent.not_yours_to_say", actions.declare, actor=unit.quinn, at=AT,
            said=change(kind=Declared.NEW_LAB_METHOD))  # fmt: skip
    refused("access.role", actions.declare, actor=unit.ben, at=AT, said=change())
    refused(
        "nonrecent.reference", actions.declare, actor=unit.quinn, at=AT, said=change(reference=" ")
    )


def test_a_change_is_taken_back_once(unit):
    made = actions.declare(actor=unit.quinn, at=AT, said=change())
    actions.withdraw(actor=unit.quinn, at=LATER, change_id=made)
    refused("nonrecent.no_change", actions.withdraw, actor=unit.quinn, at=LATER, change_id=made)
    refused(
        "nonrecent.no_change", actions.withdraw, actor=unit.quinn, at=LATER, change_id=uuid.uuid4()
    )


def test_why_a_kit_was_never_sent_is_asked_of_kits_alone(unit):
    case_id = unit.case()
    given = {"case_id": case_id, "kit_id": uuid.uuid4()}
    refused(
        "nonrecent.no_kit",
        actions.say_why_unsent,
        actor=unit.ben,
        at=AT,
        reason="not_tracked",
        **given,
    )
    refused(
        "nonrecent.reason", actions.say_why_unsent, actor=unit.ben, at=AT, reason="because", **given
    )
