"""A list comes in whole or goes on where it was cut, and nothing of it stands in the open."""

import io
import json

import pytest
from django.db import ProgrammingError, transaction

from bairn.access import gate
from bairn.digests import actions, filling, importing, queries
from bairn.digests.importing import bring_in
from bairn.digests.models import KnownList, Listed, Piece, Words
from bairn.digests.terms import Algorithm, BadReason, Digest, ListKind, NewList
from bairn.kernel.refusal import Refusal
from tests.cast import AT

ROWS = 2500


def value(number: int) -> str:
    return f"{number:032x}"


def digest(number: int) -> Digest:
    return Digest(Algorithm.MD5, bytes.fromhex(value(number)))


def table(rows: int = ROWS, extra: str = "") -> bytes:
    lines = [f"{value(n)},{n % 3},series {n}" for n in range(1, rows + 1)]
    return ("md5,category,series\n" + "\n".join(lines) + "\n" + extra).encode()


def said(name="National", kind=ListKind.KNOWN_ILLEGAL, **more) -> NewList:
    return NewList(name=name, kind=kind, **more)


def bring(lists, content: bytes, *, batch=1000, **more):
    return bring_in(
        actor=lists.cleo, at=AT, stream=io.BytesIO(content), said=said(**more), batch=batch
    )


def inside(lists, look):
    """What stands in the tables, seen as an act of the supervisor sees it."""
    with gate._transaction(lists.cleo):
        return look()


def card(lists, list_id):
    return queries.list_file(actor=lists.cleo, at=AT, list_id=list_id).card


def test_a_file_becomes_a_list_and_each_of_its_digests_is_found(lists):
    steps = []
    list_id, done = bring_in(
        actor=lists.cleo, at=AT, stream=io.BytesIO(table()), said=said(), batch=1000,
        step=steps.append,
    )  # fmt: skip
    assert (done.rows, done.digests, done.bad) == (ROWS, ROWS, 0)
    assert [one.rows for one in steps] == [1000, 2000, 2500]
    assert card(lists, list_id).state == "in_use"
    known = queries.match(actor=lists.ben, at=AT, digests=[digest(1), digest(ROWS), digest(9999)])
    assert [one.category for one in known] == ["1", "1"]


def test_the_same_file_again_changes_nothing(lists):
    first, _ = bring(lists, table())
    again, done = bring(lists, table())
    assert (again, done.rows) == (first, ROWS)
    assert len(queries.lists(actor=lists.cleo, at=AT)) == 1


class Killed(Exception):
    """Somebody pulled the plug."""


def test_an_import_that_was_cut_goes_on_where_it_was(lists, monkeypatch):
    taken = []
    real = actions.take_rows

    def until_the_second(**given):
        if len(taken) == 1:
            raise Killed
        taken.append(given["after"])
        return real(**given)

    monkeypatch.setattr(importing.actions, "take_rows", until_the_second)
    with pytest.raises(Killed):
        bring(lists, table())
    (waiting,) = queries.lists(actor=lists.cleo, at=AT)
    assert (waiting.state, waiting.rows) == ("arriving", 1000)
    assert queries.match(actor=lists.ben, at=AT, digests=[digest(1)]) == ()
    monkeypatch.setattr(importing.actions, "take_rows", real)
    list_id, done = bring(lists, table())
    assert (list_id, done.rows, done.digests) == (waiting.id, ROWS, ROWS)
    assert len(queries.match(actor=lists.ben, at=AT, digests=[digest(1), digest(ROWS)])) == 2


def test_two_who_import_the_same_file_at_once_do_not_mix(lists):
    list_id = actions.begin_import(
        actor=lists.cleo, at=AT, said=said(), file_digest=b"x" * 32, size=9
    ).list_id
    ask = {"actor": lists.cleo, "at": AT, "list_id": list_id, "rows": []}
    actions.take_rows(**ask, after=0, until=1000)
    with pytest.raises(Refusal, match=r"digests\.out_of_turn"):
        actions.take_rows(**ask, after=0, until=1000)


def test_bad_rows_are_said_by_line_and_the_good_ones_are_in_use(lists):
    list_id, done = bring(lists, table(5, extra="zz,1,x\n,1,y\n"))
    assert (done.digests, done.bad) == (5, 2)
    file = queries.list_file(actor=lists.cleo, at=AT, list_id=list_id)
    assert [(one.line, one.reason) for one in file.bad_rows] == [
        (7, BadReason.NOT_HEX), (8, BadReason.NO_DIGEST),
    ]  # fmt: skip
    assert dict(file.categories) == {"0": 1, "1": 2, "2": 2}


def test_of_thousands_of_bad_rows_all_are_counted_and_the_first_are_named(lists):
    list_id, done = bring(lists, table(1, extra="zz,1,x\n" * 2100))
    assert done.bad == 2100
    file = queries.list_file(actor=lists.cleo, at=AT, list_id=list_id)
    assert len(file.bad_rows) == filling.MOST_BAD


def test_what_a_list_says_besides_is_shown_and_lies_sealed(lists):
    bring(lists, table())
    (found,) = queries.entry(actor=lists.ben, at=AT, digest=digest(1234))
    assert (found.row, found.words, found.category) == (1234, {"series": "series 1234"}, "1")
    kept = inside(lists, lambda: [bytes(one.sealed) for one in Words.objects.all()])
    assert len(kept) == 3
    assert all(b"series" not in one for one in kept)


def test_a_file_that_is_no_list_is_refused_and_one_that_was_cut_is_not_used(lists):
    with pytest.raises(Refusal, match=r"digests\.empty"):
        bring(lists, b"hello\nworld\n", name="Words")
    whole = json.dumps({"value": [{"MD5": value(n)} for n in range(1, 1500)]}).encode()
    with pytest.raises(Refusal, match=r"digests\.file_broken"):
        bring(lists, whole[:-20])
    broken = next(one for one in queries.lists(actor=lists.cleo, at=AT) if one.name == "National")
    assert broken.state == "broken"
    assert broken.rows > 1000
    assert queries.match(actor=lists.ben, at=AT, digests=[digest(1)]) == ()
    bring(lists, whole)
    assert len(queries.match(actor=lists.ben, at=AT, digests=[digest(1)])) == 1


def test_the_same_file_is_not_both_of_two_kinds(lists):
    bring(lists, table())
    with pytest.raises(Refusal, match=r"digests\.kind_differs"):
        bring(lists, table(), kind=ListKind.KNOWN_OTHER)


def test_a_name_is_asked_for_and_nothing_is_longer_than_its_place(lists):
    with pytest.raises(Refusal, match=r"digests\.name"):
        bring(lists, table(), name="  ")
    with pytest.raises(Refusal, match=r"digests\.long"):
        bring(lists, table(), source="x" * 121)


def test_what_is_handed_in_at_the_desk_waits_sealed_and_is_read_by_the_house(lists, house):
    begun = actions.hand_in(actor=lists.cleo, at=AT, said=said(), content=table())
    assert not begun.finished
    (kept,) = inside(lists, lambda: [bytes(one.sealed) for one in Piece.objects.all()])
    assert b"series" not in kept
    importing.read_in(actor=house, at=AT, list_id=begun.list_id)
    assert card(lists, begun.list_id).state == "in_use"
    assert inside(lists, Piece.objects.count) == 0
    importing.read_in(actor=house, at=AT, list_id=begun.list_id)
    assert card(lists, begun.list_id).rows == ROWS


def test_nothing_and_too_much_are_not_handed_in(lists):
    ask = {"actor": lists.cleo, "at": AT, "said": said()}
    with pytest.raises(Refusal, match=r"digests\.file_empty"):
        actions.hand_in(**ask, content=b" \n")
    with pytest.raises(Refusal, match=r"digests\.file_large"):
        actions.hand_in(**ask, content=b"x" * (20 << 20) + b"x")


def test_a_retired_list_is_cleared_and_what_it_found_stays(lists, house):
    list_id, _ = bring(lists, table())
    actions.retire(actor=lists.cleo, at=AT, list_id=list_id)
    assert inside(lists, Listed.objects.count) == ROWS
    assert actions.clear(actor=house, at=AT, list_id=list_id) == ROWS
    assert inside(lists, lambda: (Listed.objects.count(), Words.objects.count())) == (0, 0)
    assert actions.clear(actor=house, at=AT, list_id=list_id) == 0
    assert card(lists, list_id).state == "retired"


def test_an_investigator_brings_in_no_list_and_an_operator_opens_no_entry(lists):
    with pytest.raises(Refusal, match=r"access\."):
        bring_in(actor=lists.ben, at=AT, stream=io.BytesIO(table()), said=said())
    bring_in(actor=lists.otto, at=AT, stream=io.BytesIO(table()), said=said(), batch=1000)
    with pytest.raises(Refusal, match=r"access\."):
        queries.entry(actor=lists.otto, at=AT, digest=digest(1))


def test_the_database_itself_lets_nobody_else_fill_a_list(lists):
    list_id = lists.begin()
    number = inside(lists, lambda: KnownList.objects.get(id=list_id).number)
    row = Listed(algorithm=1, digest=b"x" * 16, list_number=number, row=1)
    with gate._transaction(lists.ben), pytest.raises(ProgrammingError), transaction.atomic():
        row.save(force_insert=True)
    with gate._transaction(lists.cleo):
        row.save(force_insert=True)
