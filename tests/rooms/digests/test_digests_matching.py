"""Files are compared once as they come in; nothing of another case is told."""

import pytest

from bairn.access import queries as access
from bairn.cases import actions as cases
from bairn.digests import actions, queries
from bairn.digests.terms import Checked, FileDigests, ListKind, Row, WatchReason
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests.cast import AT
from tests.rooms.digests.conftest import a_file, md5, sha256


def test_a_digest_on_a_list_in_use_is_found_with_its_list_and_category(lists):
    list_id = lists.bring(Row(1, (sha256("one"), md5("one")), "2"), name="National")
    (by_sha, *rest) = queries.match(actor=lists.ben, at=AT, digests=[sha256("one")])
    assert (by_sha.list_id, by_sha.list_name, by_sha.kind) == (
        list_id, "National", ListKind.KNOWN_ILLEGAL,
    )  # fmt: skip
    assert (by_sha.category, rest) == ("2", [])
    assert queries.match(actor=lists.ben, at=AT, digests=[md5("one"), sha256("one")])
    assert queries.match(actor=lists.ben, at=AT, digests=[sha256("two")]) == ()


def test_a_list_that_is_not_whole_or_retired_finds_nothing(lists):
    list_id = lists.begin()
    actions.take_rows(
        actor=lists.cleo, at=AT, list_id=list_id, after=0, rows=[Row(1, (sha256("a"),))], until=1
    )
    assert queries.match(actor=lists.ben, at=AT, digests=[sha256("a")]) == ()
    actions.finish_import(actor=lists.cleo, at=AT, list_id=list_id)
    assert queries.match(actor=lists.ben, at=AT, digests=[sha256("a")])
    actions.retire(actor=lists.cleo, at=AT, list_id=list_id)
    assert queries.match(actor=lists.ben, at=AT, digests=[sha256("a")]) == ()


def test_a_category_that_is_of_no_concern_is_told_apart_on_a_mixed_list(lists):
    lists.bring(
        Row(1, (sha256("bad"),), "1"), Row(2, (sha256("stock"),), "4"),
        other_categories=frozenset({"4"}),
    )  # fmt: skip
    found = queries.match(actor=lists.ben, at=AT, digests=[sha256("bad"), sha256("stock")])
    assert {one.digest: one.kind for one in found} == {
        sha256("bad"): ListKind.KNOWN_ILLEGAL,
        sha256("stock"): ListKind.KNOWN_OTHER,
    }


def test_a_check_counts_known_new_and_neither_and_keeps_what_it_found(lists):
    list_id = lists.bring(sha256("known"))
    known, new, bare = a_file("known"), a_file("new"), FileDigests(ids.new_id(), ())
    checked = actions.check(actor=lists.ben, at=AT, case_id=lists.case_id, files=[known, new, bare])
    assert checked == Checked(known=1, new=1, watched=0)
    (found,) = queries.found(actor=lists.ben, at=AT, case_id=lists.case_id)
    assert (found.file_id, found.list_id, found.category) == (known.file_id, list_id, "1")


def test_a_check_done_again_changes_nothing(lists):
    lists.bring(sha256("known"))
    files = [a_file("known"), a_file("new")]
    ask = {"actor": lists.ben, "at": AT, "case_id": lists.case_id, "files": files}
    assert actions.check(**ask) == actions.check(**ask)
    assert len(queries.found(actor=lists.ben, at=AT, case_id=lists.case_id)) == 1


def test_a_digest_that_another_case_named_is_not_new(lists):
    file = a_file("shared")
    first = actions.check(actor=lists.emil, at=AT, case_id=lists.other_case, files=[file])
    again = actions.check(actor=lists.ben, at=AT, case_id=lists.case_id, files=[a_file("shared")])
    assert (first.new, again.new) == (1, 0)


def test_seen_before_names_what_is_in_reach_and_says_of_the_rest_that_there_is_some(lists):
    actions.check(actor=lists.emil, at=AT, case_id=lists.other_case, files=[a_file("shared")])
    ask = {"at": AT, "digests": [sha256("shared")]}
    seen = queries.seen_before(actor=lists.ben, case_id=lists.case_id, **ask)
    assert (seen.within_reach, seen.elsewhere) == ((), True)
    system = queries.seen_before(actor=lists.emil, case_id=lists.other_case, **ask)
    assert (system.within_reach, system.elsewhere) == ((), False)
    nothing = queries.seen_before(
        actor=lists.ben, at=AT, case_id=lists.case_id, digests=[sha256("never")]
    )
    assert not nothing.elsewhere


def test_a_check_for_a_case_beyond_reach_is_refused(lists):
    with pytest.raises(Refusal, match=r"access\.reach"):
        actions.check(actor=lists.ben, at=AT, case_id=lists.other_case, files=[a_file("x")])


def test_no_digest_stands_on_the_record(lists):
    lists.bring(sha256("known"))
    actions.check(actor=lists.ben, at=AT, case_id=lists.case_id, files=[a_file("known")])
    queries.match(actor=lists.ben, at=AT, digests=[sha256("known")])
    entries = access.record_of(actor=lists.cleo, at=AT, case_id=lists.case_id).entries
    assert any(one.entry.act == "digests.check" for one in entries)
    assert sha256("known").hex not in repr(entries)
    assert sha256("known").hex not in repr(
        queries.match(actor=lists.ben, at=AT, digests=[sha256("known")])
    )


def test_a_watched_file_that_comes_in_elsewhere_is_told_to_the_case_that_watches(lists):
    (watch_id,) = actions.watch(
        actor=lists.ben, at=AT, case_id=lists.case_id, digests=[sha256("mine")],
        reason=WatchReason.TAKEDOWN,
    )  # fmt: skip
    checked = actions.check(
        actor=lists.emil, at=AT, case_id=lists.other_case, files=[a_file("mine"), a_file("other")]
    )
    assert checked.watched == 1
    (hit,) = queries.watch_hits(actor=lists.ben, at=AT, case_id=lists.case_id)
    assert hit.watch_id == watch_id
    assert (hit.found_in, hit.file_id) == (None, None)
    (row,) = queries.watches(actor=lists.ben, at=AT, case_id=lists.case_id)
    assert (row.hits, row.reason, row.digest) == (1, WatchReason.TAKEDOWN, sha256("mine"))
    assert queries.watch_hits(actor=lists.emil, at=AT, case_id=lists.other_case) == ()


def test_a_hit_within_reach_says_where(lists):
    second = cases.open_case(
        actor=lists.cleo, at=AT, unit_id=lists.place.unit.id, circle={lists.ben.id: "investigator"}
    )
    actions.watch(
        actor=lists.ben, at=AT, case_id=lists.case_id, digests=[sha256("mine")],
        reason=WatchReason.SEARCH,
    )  # fmt: skip
    file = a_file("mine")
    actions.check(actor=lists.ben, at=AT, case_id=second, files=[file])
    (hit,) = queries.watch_hits(actor=lists.ben, at=AT, case_id=lists.case_id)
    assert (hit.found_in, hit.file_id) == (second, file.file_id)


def test_the_watching_cases_own_files_are_no_hits_and_an_ended_watch_is_quiet(lists):
    watch = {"actor": lists.ben, "at": AT, "case_id": lists.case_id}
    (watch_id,) = actions.watch(**watch, digests=[sha256("mine")], reason=WatchReason.SPREADING)
    assert actions.watch(**watch, digests=[sha256("mine")], reason=WatchReason.SEARCH) == (
        watch_id,
    )
    assert actions.check(**watch, files=[a_file("mine")]).watched == 0
    actions.end_watch(**watch, watch_id=watch_id)
    checked = actions.check(
        actor=lists.emil, at=AT, case_id=lists.other_case, files=[a_file("mine")]
    )
    assert checked.watched == 0
    with pytest.raises(Refusal, match=r"digests\.no_watch"):
        actions.end_watch(**watch, watch_id=watch_id)


def test_nothing_and_the_digest_of_nothing_are_not_watched_for(lists):
    ask = {"actor": lists.ben, "at": AT, "case_id": lists.case_id, "reason": WatchReason.SEARCH}
    with pytest.raises(Refusal, match=r"digests\.nothing_to_watch"):
        actions.watch(**ask, digests=[])
    with pytest.raises(Refusal, match=r"digests\.watch_nothing"):
        actions.watch(**ask, digests=[sha256("")])
