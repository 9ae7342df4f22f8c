"""A file comes in: whole, once, sealed, restricted, and on after a cut."""

import pytest
from django.db import connection

from bairn.access import actions as access
from bairn.access import gate
from bairn.access.terms import Purpose
from bairn.kernel.refusal import Refusal
from bairn.records import actions, filling, queries
from bairn.records.terms import Declined, Note, Reason, RecordState
from bairn.vault.queries import identities
from tests.cast import AT
from tests.rooms.records.conftest import TABLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_people_come_in_sealed_and_a_row_about_nobody_is_named_with_its_reason(archive):
    done = archive.bring()
    assert (done.taken, done.rejected, done.noted, done.finished) == (2, 1, 1, True)
    first, second = archive.records(done.collection_id)
    assert first.notes == ()
    assert second.notes == (Note.DATE,)
    (bad,) = queries.rejected(actor=archive.ben, at=AT, collection_id=done.collection_id)
    assert (bad.row, bad.reason) == (3, Reason.NOBODY)
    (opened,) = identities.open_identities(
        actor=archive.cleo, at=AT, subject_ids=[first.subject_id],
        purpose=Purpose.INVESTIGATION, case_id=done.collection_id,
    )  # fmt: skip
    assert opened.fields["full_name"] == "Quillfeather Ada"
    assert opened.fields["birth_date"] == "1987-05-04"
    assert opened.fields["vehicles"] == '["AB12 CDE"]'
    assert "blue folder" in opened.fields["original"]


def test_no_word_of_a_file_stands_in_a_table_or_on_the_record(archive):
    archive.bring()
    with connection.cursor() as cursor:
        cursor.execute("set role bairn_auditor")
        cursor.execute("select string_agg(e::text, ' ') from oversight_entry e")
        record = cursor.fetchone()[0]
        cursor.execute("reset role")
        cursor.execute("select tablename from pg_tables where tablename like 'records\\_%'")
        names = [name for (name,) in cursor.fetchall()]
    assert len(names) == 5
    dumped = record + "".join(_dump(archive, name) for name in names)
    assert all(word not in dumped for word in ("Quillfeather", "folder", "900123", "Old cards"))


def _dump(archive, table):
    @gate.look("records.collections")
    def everything(*, actor, at):
        with connection.cursor() as cursor:
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
            return cursor.fetchone()[0]

    found = everything(actor=archive.cleo, at=AT)
    assert found or table == "records_piece"
    return found


def test_the_same_file_twice_adds_nothing_and_a_mended_row_adds_only_itself(archive):
    done = archive.bring()
    again = archive.bring()
    assert (again.source_id, again.taken) == (done.source_id, 2)
    mended = archive.bring(TABLE.replace(",,,,,only", "Fenwick Joan,,,,,only"))
    assert mended.collection_id == done.collection_id
    assert (mended.taken, mended.again, mended.rejected) == (1, 2, 0)
    assert len(archive.records(done.collection_id)) == 3


def test_cut_off_between_batches_it_goes_on_where_it_was(archive, monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 10)
    rows = "".join(f"Person {n},1990-01-{n % 28 + 1:02d},\n" for n in range(35))
    text = "name,dob,remark\n" + rows

    class CutError(Exception):
        pass

    def cut(place, size):
        seen.append(place)
        if len(seen) == 2:
            raise CutError

    seen: list[int] = []
    with pytest.raises(CutError):
        archive.bring(text, step=cut)
    done = archive.bring(text)
    assert (done.rows, done.taken, done.again, done.finished) == (35, 35, 0, True)


def test_nobody_reaches_a_collection_but_its_circle(archive):
    done = archive.bring()
    for outsider in (archive.dora, archive.emil):
        assert queries.collections(actor=outsider, at=AT) == ()
        with pytest.raises(Refusal) as no:
            queries.collection(actor=outsider, at=AT, collection_id=done.collection_id)
        assert no.value.code == "access.reach"
    (card,) = queries.collections(actor=archive.ben, at=AT)
    assert (card.records, card.rejected, card.state) == (2, 1, "whole")


def test_somebody_in_the_circle_who_is_kept_out_reaches_nothing_of_it(archive):
    done = archive.bring()
    access.exclude(
        actor=archive.cleo, at=AT, case_id=done.collection_id, staff_id=archive.ben.id,
        reason="related",
    )  # fmt: skip
    assert queries.collections(actor=archive.ben, at=AT) == ()
    first = archive.records(done.collection_id)[0]
    with pytest.raises(Refusal):
        queries.record(
            actor=archive.ben, at=AT, collection_id=done.collection_id, record_id=first.id
        )


def test_the_database_itself_holds_a_batch_to_the_collection_in_reach(archive):
    done = archive.bring()

    @gate.look("records.collections")
    def smuggle(*, actor, at):
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('bairn.filling', %s, true)", [str(done.collection_id)]
            )
            cursor.execute("select bairn_filling()")
            return cursor.fetchone()[0]

    assert smuggle(actor=archive.dora, at=AT) is None
    assert smuggle(actor=archive.ben, at=AT) == done.collection_id


def test_a_record_is_declined_once_with_a_reason(archive):
    done = archive.bring()
    first = archive.records(done.collection_id)[0]
    which = {"collection_id": done.collection_id, "record_id": first.id}
    card = actions.decline(actor=archive.ben, at=AT, **which, reason=Declined.OTHER_PERSON)
    assert (card.state, card.why, card.settled_by) == (
        RecordState.DECLINED, "other_person", archive.ben.id,
    )  # fmt: skip
    with pytest.raises(Refusal) as no:
        actions.decline(actor=archive.ben, at=AT, **which, reason=Declined.OTHER_PERSON)
    assert no.value.code == "records.settled"


def test_a_withdrawn_collection_takes_nothing_more_and_its_name_is_free(archive):
    done = archive.bring()
    actions.withdraw(actor=archive.cleo, at=AT, collection_id=done.collection_id)
    fresh = archive.bring()
    assert fresh.collection_id != done.collection_id
    assert fresh.taken == 2


def test_a_record_named_with_another_collection_is_no_record_of_it(archive):
    done, other = archive.bring(), archive.bring(name="Second box")
    first = archive.records(done.collection_id)[0]
    which = {"collection_id": other.collection_id, "record_id": first.id}
    with pytest.raises(Refusal) as no:
        queries.record(actor=archive.cleo, at=AT, **which)
    assert no.value.code == "records.no_record"
    with pytest.raises(Refusal) as no:
        actions.decline(actor=archive.cleo, at=AT, **which, reason=Declined.NOT_OURS)
    assert no.value.code == "records.no_record"
