"""Whoever changes a person, the matching process hears of it; nobody else does."""

import uuid

import pytest
from django.db import transaction

from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault import keys
from bairn.vault.actions import changes as taking
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.queries import changes, matching
from bairn.vault.terms import SubjectKind
from bairn.vault.waiting import anything as anything_waits
from tests.rooms.vault.strongroom import AT, SURNAME, seal_child


def waiting(house):
    return {one.subject_id: one for one in changes.waiting(actor=house.system, at=AT)}


def take_all(house):
    return taking.taken(
        actor=house.system, at=AT, changes=changes.waiting(actor=house.system, at=AT)
    )


def test_sealing_a_person_is_a_change_and_words_are_none(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    vault.seal(
        actor=house.first, at=AT, kind=SubjectKind.WORDS, fields={"account": "x"}, case_id=case
    )
    assert {i: (c.holder_id, c.gone) for i, c in waiting(house).items()} == {child: (case, False)}
    assert anything_waits()


def test_the_public_who_may_read_nothing_leaves_a_change_as_well(house):
    reporter, report = house.brought_report()
    child = seal_child(reporter, report_id=report)
    assert set(waiting(house)) == {child}


def test_a_change_goes_with_its_transaction(house):
    case = house.case()
    with transaction.atomic():
        seal_child(house.first, case_id=case)
        transaction.set_rollback(True)
    assert not anything_waits()


def test_an_amended_person_changes_anew_and_what_was_taken_meanwhile_waits_on(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    seen = changes.waiting(actor=house.system, at=AT)
    vault.seal(
        actor=house.first, at=AT, kind=SubjectKind.PERSON, fields={"school": "Northfield"},
        subject_id=child, case_id=case,
    )  # fmt: skip
    assert taking.taken(actor=house.system, at=AT, changes=seen) == 0
    assert take_all(house) == 1
    assert not anything_waits()


def test_a_moved_person_hangs_on_the_new_holder(house):
    report, case = house.report(), house.case()
    child = seal_child(house.first, report_id=report)
    take_all(house)
    vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    assert waiting(house)[child].holder_id == case


def test_an_erased_person_is_gone(house):
    from tests.rooms.vault.test_vault_erasure import erase

    case = house.case()
    child = seal_child(house.first, case_id=case)
    take_all(house)
    erase(house, case=case, subject_id=child)
    assert waiting(house)[child].gone


def test_the_house_reads_a_person_for_matching_and_nobody_else_may(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    asked = {"at": AT, "subject_ids": [child], "case_id": case}
    found = matching.read_for_matching(actor=house.system, **asked)
    assert found[child]["surname"] == SURNAME
    with pytest.raises(Refusal):
        matching.read_for_matching(actor=house.first, **asked)
    with pytest.raises(Refusal):
        changes.waiting(actor=house.first, at=AT)


def test_nothing_is_read_for_matching_where_no_entry_can_be_committed_first(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        matching.read_for_matching(actor=house.system, at=AT, subject_ids=[child], case_id=case)


def test_the_secret_of_an_index_stays_the_same_until_it_is_destroyed(house):
    index, other = uuid.uuid4(), uuid.uuid4()
    secret = keys.service().index_secret(index)
    assert len(secret) == 32
    assert keys.service().index_secret(index) == secret
    assert keys.service().index_secret(other) != secret
    keys.service().destroy_index(index)
    keys.service().destroy_index(index)
    with pytest.raises(KeyGoneError):
        keys.service().index_secret(index)
    assert len(keys.service().index_secret(other)) == 32
