"""What can be read of the record: by holder, by search, page by page, each in its own reach."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from bairn.kernel import ids
from bairn.oversight import entries, health, reading, receipts, verify, writing
from bairn.oversight.export import ExportFault, export
from bairn.oversight.sequencer import INTERVAL
from bairn.oversight.terms import Entry, EntryKind, Outcome
from tests.rooms.oversight.recording import AT, an_entry, write

CASE, REPORT, OTHER = (uuid.UUID(int=n) for n in (101, 102, 103))


def everything(read, **asked) -> list[Entry]:
    page = read(limit=3, **asked)
    found = list(page.entries)
    while page.next:
        page = read(limit=3, before=page.next, **asked)
        found += page.entries
    return [one.entry for one in found]


def test_the_record_of_a_case_is_read_newest_first_in_pages(home) -> None:
    given = [an_entry(case_id=CASE, at=AT + timedelta(seconds=n // 3)) for n in range(10)]
    write(*given, an_entry(case_id=OTHER), an_entry())
    newest_first = sorted(given, key=lambda entry: (entry.at, entry.id), reverse=True)
    assert read_as_auditor(reading.entries_of, holder=CASE) == newest_first


def test_an_entry_about_a_case_and_its_report_shows_once(home) -> None:
    both = an_entry(case_id=CASE, report_id=CASE)
    write(both, an_entry(report_id=REPORT))
    assert read_as_auditor(reading.entries_of, holder=CASE) == [both]


def read_as_auditor(read, **asked) -> list[Entry]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role bairn_auditor")
        return everything(read, **asked)


def test_an_entry_reads_back_with_everything_it_says(home) -> None:
    entry = an_entry(
        kind=EntryKind.REFUSAL,
        roles=("investigator", "supervisor"),
        purpose="investigation",
        case_id=CASE,
        report_id=REPORT,
        subject_id=OTHER,
        within=ids.new_id(),
        outcome=Outcome.REFUSED,
        code="not_in_circle",
        detail={"count": 3, "urgent": True, "band": "a"},
    )
    write(entry)
    assert read_as_auditor(reading.entries_of, holder=CASE) == [entry]


def test_the_index_says_the_same_as_the_bytes(home, start) -> None:
    write(*[an_entry(case_id=CASE, detail={"n": n}) for n in range(20)])
    start([]).step(AT)
    with connection.cursor() as cursor:
        cursor.execute("select entry from oversight_leaf order by index")
        recorded = [entries.decode(bytes(row[0])) for row in cursor.fetchall()]
    found = read_as_auditor(reading.entries_of, holder=CASE)
    assert sorted(found, key=lambda e: e.id) == sorted(recorded, key=lambda e: e.id)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"act": "case.close"}, [2]),
        ({"actor_id": OTHER}, [1]),
        ({"kind": EntryKind.LOOK}, [3]),
        ({"since": AT + timedelta(hours=2)}, [3, 2]),
        ({"until": AT + timedelta(hours=1)}, [0]),
        ({"since": AT + timedelta(hours=1), "until": AT + timedelta(hours=2)}, [1]),
        ({"act": "case.close", "actor_id": OTHER}, []),
        ({}, [3, 2, 1, 0]),
    ],
)
def test_the_inspector_searches_by_act_actor_kind_and_day(home, asked, found) -> None:
    given = [
        an_entry(),
        an_entry(actor_id=OTHER, at=AT + timedelta(hours=1)),
        an_entry(act="case.close", at=AT + timedelta(hours=2)),
        an_entry(kind=EntryKind.LOOK, act="case.read", at=AT + timedelta(hours=3)),
    ]
    write(*given)
    assert read_as_auditor(reading.search, **asked) == [given[n] for n in found]


def test_an_entry_says_whether_it_is_on_the_record_yet(home, start) -> None:
    entry = an_entry(case_id=CASE)
    write(entry)
    assert reading.pending_count() == 1
    assert reading.index_of(entry_id=entry.id) is None
    start([]).step(AT)
    assert reading.pending_count() == 0
    assert reading.index_of(entry_id=entry.id) == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role bairn_auditor")
        assert reading.entries_of(holder=CASE).entries[0].index == 0


@pytest.mark.parametrize("role", ["bairn_app", "bairn_owner"])
def test_without_reach_no_entry_shows(home, role) -> None:
    if role == "bairn_owner" and connection.pg_version < 160000:
        pytest.skip(
            "before 16, a role that may become the auditor has the auditor's rights as well"
        )
    write(an_entry(case_id=CASE), an_entry())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        assert reading.search().entries == ()


def test_the_reporter_role_writes_but_cannot_read(home) -> None:
    write(an_entry(report_id=REPORT), role="bairn_reporter")
    assert len(read_as_auditor(reading.entries_of, holder=REPORT)) == 1
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege('bairn_reporter', 'oversight_entry', 'select')")
        assert cursor.fetchone() == (False,)


def test_many_entries_are_written_in_one_statement(home, django_assert_num_queries) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role bairn_app")
        with django_assert_num_queries(1):
            writing.write([an_entry() for _ in range(50)])


def test_words_stop_the_whole_act(home) -> None:
    with pytest.raises(entries.EntryFault):
        write(an_entry(), an_entry(detail={"note": "Lin Mei"}))
    assert reading.pending_count() == 0


def test_a_receipt_comes_once_a_head_covers_the_entry_and_verifies(
    start, witness_process, home, tmp_path
) -> None:
    entry = an_entry(report_id=REPORT)
    write(*[an_entry() for _ in range(299)], entry, an_entry())
    sequencer = start()
    sequencer.storage.take()
    assert receipts.receipt_of(entry_id=entry.id) is None
    start().publish(AT)
    receipt = receipts.receipt_of(entry_id=entry.id)
    assert (receipt.index, receipt.size) == (299, 301)
    file = tmp_path / "receipt.json"
    file.write_text(receipt.json)
    assert verify.main(["--proof", str(file), str(home / "record")]) == 0


def test_an_export_right_after_the_acts_holds_them_and_verifies(home, tmp_path) -> None:
    write(*[an_entry() for _ in range(300)])
    seen: list[tuple[int, int]] = []
    made = export(tmp_path / "copy", AT, progress=lambda done, all_: seen.append((done, all_)))
    assert (made.size, made.cosigned) == (300, True)
    assert seen[-1] == (300, 300)
    assert verify.main([str(tmp_path / "copy")]) == 0
    write(an_entry())
    assert export(tmp_path / "copy", AT).size == 301
    assert verify.main([str(tmp_path / "copy")]) == 0


def test_an_export_waits_for_the_sequencer_that_runs(
    home, start, tmp_path, witness_process
) -> None:
    sequencer = start()
    write(*[an_entry() for _ in range(30)])
    stopping = threading.Event()

    def sequence() -> None:
        moment = AT
        while not stopping.wait(0.02):
            moment += timedelta(seconds=1)
            sequencer.step(moment)

    running = threading.Thread(target=sequence)
    running.start()
    try:
        assert export(tmp_path / "copy", AT).size == 30
    finally:
        stopping.set()
        running.join()
    assert verify.main([str(tmp_path / "copy")]) == 0


def test_an_export_does_not_write_into_a_folder_that_holds_something_else(home, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(ExportFault):
        export(tmp_path, AT)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["letter.txt"]


def test_a_frozen_head_is_stale_after_two_intervals(start, witness_process) -> None:
    start().publish(AT)
    seen = reading.latest_checkpoint().cosigned_at
    assert not health.head_health(at=seen + 2 * INTERVAL).stale
    late = health.head_health(at=seen + 2 * INTERVAL + timedelta(seconds=1))
    assert late.stale
    assert late.age == 2 * INTERVAL + timedelta(seconds=1)


def test_a_head_that_no_witness_has_seen_is_stale(start, home) -> None:
    assert health.head_health(at=AT).stale
    start().publish(AT)
    assert health.head_health(at=AT).stale
    assert health.head_age(at=AT) is None
