"""From the committed act to the published head, through crashes and damage."""

import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bairn.kernel import clock
from bairn.oversight import entries, reading, verify
from bairn.oversight.folders import RecordFolder
from bairn.oversight.merkle import leaf_hash, tree_root
from bairn.oversight.sequencer import INTERVAL, QUIET, RecordFault
from bairn.oversight.storage import SequencerBusy, Storage
from tests.rooms.oversight.recording import AT, an_entry, as_role, wait_for, write


def leaves() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("select entry from oversight_leaf order by index")
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_entries_stand_on_the_record_in_the_order_of_their_commits(start) -> None:
    given = [an_entry() for _ in range(5)]
    write(given[0])
    write(*given[1:])
    assert start([]).step(AT) == 5
    assert leaves() == [entries.encode(entry) for entry in given]
    assert reading.pending_count() == 0


def test_an_act_that_rolls_back_leaves_no_entry(start) -> None:
    with transaction.atomic():
        write(an_entry())
        transaction.set_rollback(True)
    assert start([]).step(AT) == 0


def test_the_head_covers_every_leaf_and_is_cosigned(start, witness_process) -> None:
    write(*[an_entry() for _ in range(300)])
    sequencer = start()
    sequencer.step(AT)
    head = sequencer.publish(AT)
    assert head.size == 300
    assert head.root == tree_root([leaf_hash(entry) for entry in leaves()])
    assert head.cosigned_at is not None
    assert reading.latest_checkpoint() == head


def test_the_live_folder_verifies_with_the_offline_verifier(start, witness_process, home) -> None:
    sequencer = start()
    for batch in (1, 300, 40):
        write(*[an_entry() for _ in range(batch)])
        sequencer.step(AT)
        sequencer.publish(AT)
    folder = RecordFolder.of(home).path
    said = subprocess.run(
        [sys.executable, "-I", "-S", verify.__file__, str(folder)], capture_output=True, text=True
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.startswith("OK 341 entries")
    assert "3 older checkpoints, 1 witness" in said.stdout


def test_news_is_published_within_a_second_when_nothing_more_waits(start) -> None:
    sequencer = start([])
    sequencer.step(AT)
    write(an_entry())
    sequencer.step(AT + QUIET / 2)
    assert reading.latest_checkpoint().size == 0
    sequencer.step(AT + QUIET)
    assert reading.latest_checkpoint().size == 1


def test_a_quiet_record_is_cosigned_anew_each_interval(start, witness_process) -> None:
    sequencer = start()
    sequencer.step(AT)
    first = reading.latest_checkpoint()
    sequencer.step(AT + INTERVAL / 2)
    assert reading.latest_checkpoint() == first
    wait_until_the_next_second(first)
    sequencer.step(AT + INTERVAL)
    again = reading.latest_checkpoint()
    assert again.size == first.size
    assert again.made_at == first.made_at
    assert again.cosigned_at > first.cosigned_at


def wait_until_the_next_second(head) -> None:
    wait_for(lambda: clock.now() >= head.cosigned_at + timedelta(seconds=1))


def test_acts_go_on_while_the_witness_is_away_and_it_catches_up(start, witness_process) -> None:
    sequencer = start()
    sequencer.step(AT)
    address = witness_process.address.read_text()
    witness_process.address.unlink()
    write(*[an_entry() for _ in range(20)])
    sequencer.step(AT)
    assert sequencer.publish(AT).cosigned_at is None
    witness_process.address.write_text(address)
    write(an_entry())
    sequencer.step(AT)
    assert sequencer.publish(AT).cosigned_at is not None


def test_there_is_one_sequencer_for_a_database(start) -> None:
    start([])
    other = Storage.open()
    try:
        with pytest.raises(SequencerBusy):
            other.lock()
    finally:
        other.close()


def test_the_same_id_does_not_come_onto_the_record_twice(start) -> None:
    entry = an_entry()
    write(entry)
    sequencer = start([])
    sequencer.step(AT)
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(
                "insert into oversight_pending (entry_id, entry) values (%s, %s)",
                [entry.id, entries.encode(entry)],
            )
    write(an_entry())
    assert sequencer.step(AT) == 1
    assert len(leaves()) == 2


@pytest.mark.parametrize("lost", ["tile", "tile/0", "tile/entries", "checkpoint", "checkpoints"])
def test_lost_files_are_written_again_from_the_database(start, witness_process, home, lost) -> None:
    write(*[an_entry() for _ in range(300)])
    sequencer = start()
    sequencer.step(AT)
    sequencer.publish(AT)
    folder = RecordFolder.of(home).path
    if (folder / lost).is_dir():
        shutil.rmtree(folder / lost)
    else:
        (folder / lost).unlink()
    start().step(AT)
    said, _ = verify.check_folder(folder, workers=1)
    assert said.startswith("300 entries")


def test_leaves_that_no_head_covers_yet_are_found_after_a_crash(start, home) -> None:
    sequencer = start([])
    sequencer.step(AT)
    write(*[an_entry() for _ in range(700)])
    sequencer.storage.take()  # committed to the database, then the process dies
    write(an_entry())
    sequencer = start([])
    sequencer.step(AT)
    assert sequencer.publish(AT).size == 701
    assert verify.check_folder(RecordFolder.of(home).path, workers=1)[0].startswith("701 entries")


def test_a_database_put_back_to_an_older_state_stops_the_sequencer(start) -> None:
    write(an_entry(), an_entry())
    sequencer = start([])
    sequencer.step(AT)
    sequencer.publish(AT)
    rewrite("delete from oversight_leaf where index = 1")
    rewrite("delete from oversight_checkpoint")
    with pytest.raises(RecordFault, match="older"):
        start([])


def test_a_leaf_changed_in_the_database_stops_the_sequencer(start, home) -> None:
    write(*[an_entry() for _ in range(3)])
    sequencer = start([])
    sequencer.step(AT)
    sequencer.publish(AT)
    rewrite("update oversight_leaf set entry = '\\x7b7d' where index = 1")
    shutil.rmtree(RecordFolder.of(home).path / "tile")
    with pytest.raises(RecordFault, match="do not yield"):
        start([])


def test_another_signing_key_stops_the_sequencer(start, home) -> None:
    start([]).publish(AT)
    for name in ("key", "public-key"):
        (RecordFolder.of(home).path / name).unlink()
    with pytest.raises(RecordFault, match="key"):
        start([])


def rewrite(statement: str) -> None:
    """What only the tables' owner can do, by taking the triggers away."""
    with connection.cursor() as cursor:
        cursor.execute("alter table oversight_leaf disable trigger oversight_leaf_stays")
        cursor.execute(statement)
        cursor.execute("alter table oversight_leaf enable trigger oversight_leaf_stays")


@pytest.mark.parametrize("table", ["leaf", "entry"])
@pytest.mark.parametrize(
    "statement",
    ["update oversight_{} set act = act", "delete from oversight_{}", "truncate oversight_{}"],
)
def test_nobody_changes_or_removes_what_stands_on_the_record(home, table, statement) -> None:
    statement = statement.replace("act = act", "entry = ''") if table == "leaf" else statement
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "role", ["bairn_app", "bairn_reporter", "bairn_sequencer", "bairn_auditor"]
)
@pytest.mark.parametrize(
    "statement",
    [
        "update oversight_leaf set entry = ''",
        "delete from oversight_leaf",
        "truncate oversight_leaf",
        "update oversight_entry set code = 'x'",
        "delete from oversight_entry",
        "truncate oversight_pending",
        "update oversight_pending set entry = ''",
        "delete from oversight_checkpoint",
        "update oversight_checkpoint set root = root",
        "alter table oversight_leaf disable trigger all",
    ],
)
def test_no_role_may_take_anything_back(home, role, statement) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        as_role(role, statement)


@pytest.mark.parametrize("role", ["bairn_app", "bairn_reporter", "bairn_public"])
def test_only_the_sequencer_gives_places(home, role) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        as_role(role, "insert into oversight_leaf values (0, gen_random_uuid(), '')")
