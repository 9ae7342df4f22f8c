"""Moving and renewing keep everything readable; an erasure is beyond every backup."""

import sqlite3
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault import models
from bairn.vault.queries.lookup import look_up
from bairn.vault.terms import ErasureReason, HoldReason, TokenSource
from tests.rooms.vault.strongroom import (
    AT,
    KEYS,
    PHONE,
    SURNAME,
    backup,
    open_one,
    restore,
    seal_child,
    unlocked,
)

OVER = ErasureReason.RETENTION_OVER


def erase(house, *, case, subject_id=None):
    order = vault.order_erasure(
        actor=house.first, at=AT, reason=OVER, subject_id=subject_id, case_id=case
    )
    return vault.erase(actor=house.second, at=AT, erasure_id=order.id, case_id=case)


def test_a_move_takes_everything_along_and_it_opens_in_the_case(house):
    report, case = house.report(), house.case()
    child = seal_child(house.first, report_id=report)
    moved = vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    assert (moved.subjects, moved.keys) == (1, 1)
    assert open_one(house.first, child, case_id=case)["surname"] == SURNAME
    found = look_up(actor=house.first, at=AT, sources=[TokenSource.phone(PHONE)])
    assert [c.holder_id for c in found.within_reach] == [case]


def test_what_comes_to_the_report_later_can_be_moved_as_well(house):
    report, case = house.report(), house.case()
    seal_child(house.first, report_id=report)
    vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    later = seal_child(house.first, report_id=report)
    vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    assert open_one(house.first, later, case_id=case)["surname"] == SURNAME


def test_after_a_rotation_everything_opens_under_the_new_version(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    assert vault.rotate(actor=house.system, at=AT, case_id=case) == 1
    with unlocked():
        assert models.DataKey.objects.get(subject_id=child).kek_version == 2
    assert open_one(house.first, child, case_id=case)["surname"] == SURNAME


def test_an_erasure_is_ordered_by_one_and_carried_out_by_another(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    order = vault.order_erasure(actor=house.first, at=AT, reason=OVER, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.second_person"):
        vault.erase(actor=house.first, at=AT, erasure_id=order.id, case_id=case)
    assert open_one(house.first, child, case_id=case)["surname"] == SURNAME
    assert vault.erase(actor=house.second, at=AT, erasure_id=order.id, case_id=case).confirmed_at
    with pytest.raises(Refusal, match=r"vault\.erased"):
        open_one(house.first, child, case_id=case)


def test_a_legal_hold_blocks_an_erasure_until_another_person_releases_it(house):
    case = house.case()
    held = vault.hold(actor=house.first, at=AT, reason=HoldReason.APPEAL, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.held"):
        vault.order_erasure(actor=house.first, at=AT, reason=OVER, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.second_person"):
        vault.release_hold(actor=house.first, at=AT, hold_id=held.id, case_id=case)
    vault.release_hold(actor=house.second, at=AT, hold_id=held.id, case_id=case)
    assert vault.order_erasure(actor=house.first, at=AT, reason=OVER, case_id=case)


def test_a_hold_goes_with_the_report_into_the_case(house):
    report = house.report()
    case = house.case()
    seal_child(house.first, report_id=report)
    vault.hold(actor=house.first, at=AT, reason=HoldReason.COURT_ORDER, report_id=report)
    vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.held"):
        vault.order_erasure(actor=house.first, at=AT, reason=OVER, case_id=case)


def test_after_an_erasure_an_older_backup_opens_nothing(house):
    report = house.report()
    case = house.case()
    child = seal_child(house.first, report_id=report)
    before_the_move = backup()
    vault.move(actor=house.first, at=AT, report_id=report, case_id=case)
    before_the_erasure = backup()
    erase(house, case=case)
    for kept, holder in (
        (before_the_move, {"report_id": report}),
        (before_the_erasure, {"case_id": case}),
    ):
        restore(kept)
        with pytest.raises(Refusal, match=r"vault\.erased"):
            open_one(house.first, child, **holder)


def test_erasing_one_person_spares_the_others_and_no_backup_brings_them_back(house):
    case = house.case()
    gone, stays = seal_child(house.first, case_id=case), seal_child(house.first, case_id=case)
    kept = backup()
    erase(house, case=case, subject_id=gone)
    assert open_one(house.first, stays, case_id=case)["surname"] == SURNAME
    with pytest.raises(Refusal, match=r"vault\.erased"):
        open_one(house.first, gone, case_id=case)
    with unlocked():
        assert not models.Token.objects.filter(subject_id=gone).exists()
    restore(kept)
    with pytest.raises(Refusal, match=r"vault\.erased"):
        open_one(house.first, gone, case_id=case)


def test_nothing_can_be_sealed_into_what_was_erased(house):
    case = house.case()
    seal_child(house.first, case_id=case)
    erase(house, case=case)
    with pytest.raises(Refusal, match=r"vault\.erased"):
        seal_child(house.first, case_id=case)


def test_a_key_that_a_crash_spared_is_destroyed_by_the_job(house, monkeypatch):
    case = house.case()
    seal_child(house.first, case_id=case)
    with monkeypatch.context() as dying:  # the process dies between its commit and what follows
        dying.setattr(transaction, "on_commit", lambda *_, **__: None)
        erase(house, case=case)
    assert _versions(case) == 1
    assert vault.finish_erasures(actor=house.system, at=AT + timedelta(hours=1)) == 1
    assert _versions(case) == 0
    assert vault.finish_erasures(actor=house.system, at=AT + timedelta(hours=2)) == 0


def test_what_is_sealed_while_somebody_is_erased_is_not_lost(house):
    case = house.case()
    gone = seal_child(house.first, case_id=case)
    sealed, faults = [], []

    def go_on_sealing():
        try:
            sealed.extend(seal_child(house.first, case_id=case) for _ in range(8))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=go_on_sealing) for _ in range(4)]
    for thread in threads:
        thread.start()
    erase(house, case=case, subject_id=gone)
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(sealed) == 32
    for child in sealed:
        assert open_one(house.first, child, case_id=case)["surname"] == SURNAME


def test_an_erasure_that_fails_before_its_commit_destroys_nothing(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    order = vault.order_erasure(actor=house.first, at=AT, reason=OVER, case_id=case)
    with unlocked() as cursor:
        cursor.execute("alter table vault_doomed_key add constraint full_disk check (false)")
    try:
        with pytest.raises(Exception, match="full_disk"):
            vault.erase(actor=house.second, at=AT, erasure_id=order.id, case_id=case)
    finally:
        with unlocked() as cursor:
            cursor.execute("alter table vault_doomed_key drop constraint full_disk")
    assert open_one(house.first, child, case_id=case)["surname"] == SURNAME


def _versions(case):
    with sqlite3.connect(KEYS / "keyring.sqlite") as database:
        return database.execute("select count(*) from kek where id = ?", (case.bytes,)).fetchone()[
            0
        ]
