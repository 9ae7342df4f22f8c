"""Files are read whole again and again; what is not what came in is found, named and kept."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from bairn.evidence import actions as evidence
from bairn.evidence import checking_progress, incoming, queries, rechecking
from bairn.evidence.models.reading import CheckAsked
from bairn.evidence.terms.checking import BrokenRange, CheckOutcome, CheckState
from bairn.evidence.terms.files import Verification
from bairn.evidence.terms.locks import LockKind
from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked, places
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, move_in


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def verify(home: FileHouse, file: uuid.UUID, **more):
    told = {"actor": home.system, "at": home.now, "case_id": home.case, "file_id": file}
    return evidence.verify_file(**told, **more)


def state(home: FileHouse, file: uuid.UUID) -> CheckState:
    told = {"actor": home.ada, "at": home.now, "case_id": home.case}
    return queries.check_states(file_id=file, **told)[file]


def card(home: FileHouse, file: uuid.UUID):
    return queries.file(actor=home.ada, at=home.now, case_id=home.case, file_id=file).card


def bend(file: uuid.UUID, *chunks: int) -> None:
    """Change one byte in each of these chunks as they lie on the disk."""
    path = places.place(file)
    sealed = bytearray(path.read_bytes())
    for chunk in chunks:
        sealed[chunked.HEADER + chunk * chunked.SEALED_CHUNK + 100] ^= 1
    path.write_bytes(sealed)


def due(home: FileHouse, **after: float) -> list[uuid.UUID]:
    found = queries.checks_due(actor=home.system, at=home.now + timedelta(**after))
    return [one.file_id for one in found]


def test_a_whole_file_is_found_whole_and_is_due_again_after_ninety_days(home):
    file = home.put(content(2 * MIB + 7)).id
    told: list[tuple[int, int]] = []
    check = verify(home, file, told=lambda read, length: told.append((read, length)))
    assert (check.outcome, check.ranges) == (CheckOutcome.WHOLE, ())
    assert [read for read, _ in told] == [MIB, 2 * MIB, 2 * MIB + 7]
    assert card(home, file).verification is Verification.SAME
    assert due(home, days=89) == []
    assert due(home, days=91) == [file]
    assert checking_progress.ask(file) is None


def test_a_locked_file_is_checked_all_the_same_and_shown_to_nobody(home):
    file = home.put(b"calm").id
    evidence.lock_file(
        actor=home.ada, at=home.now, case_id=home.case, file_id=file, kind=LockKind.WARRANT
    )
    assert verify(home, file).outcome is CheckOutcome.WHOLE
    told = {"at": home.now, "case_id": home.case, "file_id": file}
    for actor in (home.ada, home.ben):
        with pytest.raises(Refusal, match=r"access\."):
            queries.open_to_check(actor=actor, **told)


def test_the_exact_stretches_that_broke_are_named_and_the_file_stays(home):
    file = home.put(content(4 * MIB)).id
    bend(file, 3, 4, 100)
    check = verify(home, file)
    size = chunked.CHUNK
    assert check.outcome is CheckOutcome.BROKEN
    assert check.ranges == (
        BrokenRange(start=3 * size, end=5 * size),
        BrokenRange(start=100 * size, end=101 * size),
    )
    assert places.place(file).exists()
    assert card(home, file).verification is Verification.BROKEN
    assert due(home, hours=23) == []
    assert due(home, hours=25) == [file]


def test_a_restored_copy_is_whole_again_and_the_failure_stays_on_the_list(home):
    file = home.put(content(MIB)).id
    good = places.place(file).read_bytes()
    bend(file, 1)
    verify(home, file)
    places.place(file).write_bytes(good)
    assert verify(home, file).outcome is CheckOutcome.WHOLE
    told = {"actor": home.ada, "at": home.now, "case_id": home.case, "file_id": file}
    assert [one.outcome.value for one in queries.checks(**told)] == ["whole", "broken"]
    assert queries.failed_checks(actor=home.ada, at=home.now) == ()


def test_a_file_that_is_gone_is_missing_and_one_cut_short_is_broken(home):
    gone, cut = home.put(b"calm").id, home.put(content(MIB)).id
    places.place(gone).unlink()
    path = places.place(cut)
    path.write_bytes(path.read_bytes()[:-5000])
    assert verify(home, gone).outcome is CheckOutcome.MISSING
    assert verify(home, cut).outcome is CheckOutcome.BROKEN
    failed = queries.failed_checks(actor=home.ben, at=home.now)
    assert {one.file_id for one in failed} == {gone, cut}


def test_a_fault_of_a_moment_is_looked_at_twice_before_it_is_believed(home, monkeypatch):
    file = home.put(content(MIB)).id
    faults = iter([True])
    real = rechecking.read_whole

    def busy(opened, **more):
        if next(faults, False):
            more["take"] = lambda piece: None
        return real(opened, **more)

    monkeypatch.setattr(rechecking, "read_whole", busy)
    assert verify(home, file).outcome is CheckOutcome.WHOLE


def test_somebody_asks_and_the_house_does_it_later_once(home):
    file = home.put(content(MIB)).id
    told = {"actor": home.ben, "at": home.now, "case_id": home.case, "file_id": file}
    evidence.ask_check(**told)
    evidence.ask_check(**told)
    assert state(home, file).asked_at is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name = %s and status = 'todo' "
            "and args::text like %s",
            ["evidence.verify_file", f"%{file}%"],
        )
        assert cursor.fetchone() == (1,)
    verify(home, file)
    after = state(home, file)
    assert (after.asked_at, after.progress) == (None, None)
    assert after.last is not None


def test_a_check_that_a_dead_worker_left_is_asked_for_anew_after_a_while(home):
    file = home.put(b"calm").id
    told = {"actor": home.ben, "case_id": home.case, "file_id": file}
    for minutes in (0, 5, 11):
        evidence.ask_check(**told, at=home.now + timedelta(minutes=minutes))
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name = %s and args::text like %s",
            ["evidence.verify_file", f"%{file}%"],
        )
        assert cursor.fetchone() == (2,)


def test_what_somebody_found_missing_is_said_to_be_missing(home):
    file = home.put(b"calm").id
    places.place(file).unlink()
    evidence.found_broken(actor=home.ada, at=home.now, case_id=home.case, file_id=file)
    assert card(home, file).verification is Verification.MISSING
    assert state(home, file).asked_at is not None


def test_the_sweep_reads_what_is_due_and_leaves_the_rest(home):
    old = home.put(b"calm").id
    later = home.now + timedelta(days=91)
    assert evidence.verify_due(actor=home.system, at=later) == 1
    assert evidence.verify_due(actor=home.system, at=home.now) == 0
    assert state(home, old).last is not None


def test_progress_is_told_while_a_check_runs_and_forgotten_after(home):
    file = home.put(content(3 * MIB)).id
    seen: list[int | None] = []
    verify(home, file, told=lambda *_: seen.append(checking_progress.ask(file)))
    assert seen == [33, 66, 100]
    assert checking_progress.ask(file) is None


def test_nobody_but_the_house_verifies_and_no_stranger_asks(home):
    file = home.put(b"calm").id
    told = {"at": home.now, "case_id": home.case, "file_id": file}
    with pytest.raises(Refusal, match=r"access\."):
        evidence.verify_file(actor=home.ada, **told)
    with pytest.raises(Refusal, match=r"access\."):
        evidence.ask_check(actor=home.stranger, **told)
    assert not CheckAsked.objects.exists()
