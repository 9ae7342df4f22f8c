"""Duplicates: the same report twice, and bursts about one account, proposed and never closed."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.triage import duplicates
from bairn.triage.terms import Band, ProposalKind, Traces
from tests.rules.triage.invented import ADULT, NOW, assess, standpoint, window

ACCOUNT = b"\x01" * 8


def traces(days=0.0, number=0, **told):
    return Traces(report_id=uuid.UUID(int=number), received_at=NOW + timedelta(days=days), **told)


def test_the_same_content_is_proposed_with_the_earliest_leading():
    new, old = traces(1, 2, content=b"x"), traces(0, 1, content=b"x")
    (found,) = duplicates.same(new, [old])
    assert (found.kind, found.lead, found.others) == (
        ProposalKind.SAME_CONTENT, old.report_id, (new.report_id,),
    )  # fmt: skip


def test_the_same_platform_report_is_proposed():
    new, old = traces(1, 2, platform_report=b"p"), traces(0, 1, platform_report=b"p")
    (found,) = duplicates.same(new, [old])
    assert found.kind is ProposalKind.SAME_PLATFORM_REPORT


def test_two_reports_that_say_nothing_are_not_the_same():
    assert duplicates.same(traces(1, 2), [traces(0, 1)]) == ()


def test_a_report_is_no_duplicate_of_itself():
    new = traces(content=b"x", accounts=frozenset({ACCOUNT}))
    assert duplicates.same(new, [new]) == ()
    assert duplicates.bursts(new, [new], size=1) == ()


def reports_about_one_account(*days):
    return [traces(day, n, accounts=frozenset({ACCOUNT})) for n, day in enumerate(days, start=1)]


def test_a_burst_about_one_account_is_proposed_as_one():
    *others, new = reports_about_one_account(0, 1, 2)
    (found,) = duplicates.bursts(new, others, size=3)
    assert found.kind is ProposalKind.BURST
    assert (found.lead, len(found.others)) == (others[0].report_id, 2)


def test_fewer_than_the_size_are_no_burst():
    *others, new = reports_about_one_account(0, 1)
    assert duplicates.bursts(new, others, size=3) == ()


@pytest.mark.parametrize(("gap", "proposals"), [(7, 1), (7.01, 0)])
def test_a_burst_ends_where_the_gap_is_longer_than_the_window(gap, proposals):
    *others, new = reports_about_one_account(0, 1, 1 + gap)
    assert len(duplicates.bursts(new, others, size=3, window=timedelta(days=7))) == proposals


def test_reports_about_other_accounts_are_left_out():
    *others, new = reports_about_one_account(0, 1, 2)
    stranger = traces(1, 9, accounts=frozenset({b"\x02" * 8}))
    (found,) = duplicates.bursts(new, [*others, stranger])
    assert stranger.report_id not in (found.lead, *found.others)


def test_reports_that_share_two_accounts_are_proposed_once():
    shared = frozenset({ACCOUNT, b"\x02" * 8})
    rows = [traces(day, day + 1, accounts=shared) for day in range(3)]
    assert len(duplicates.bursts(rows[-1], rows[:-1])) == 1


@given(st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=20))
def test_a_proposal_never_loses_or_doubles_a_report(days):
    *others, new = reports_about_one_account(*days)
    for found in duplicates.bursts(new, others):
        together = (found.lead, *found.others)
        assert len(set(together)) == len(together)
        assert set(together) <= {one.report_id for one in (*others, new)}
        assert new.report_id in together


def test_s09_four_hundred_reports_on_one_uploader_become_one_track_that_a_new_file_lifts():
    *others, new = reports_about_one_account(*(n / 100 for n in range(400)))
    (found,) = duplicates.bursts(new, others)
    assert 1 + len(found.others) == 400  # every link is kept
    known = assess(age_unknown=True, known_digest=True)
    new_file = standpoint(assess(age_unknown=True, known_digest=True, unknown_digest=True))
    assert duplicates.together(known, [standpoint(known)] * 399).band is Band.B
    lifted = duplicates.together(known, [standpoint(known)] * 398 + [new_file])
    assert lifted.band is Band.A
    assert "new_file" in lifted.codes


def test_joining_never_lowers_anything():
    adult, child = assess(**ADULT, captive=True), standpoint(assess(victim_age_min=12))
    found = duplicates.together(adult, [child])
    assert (found.band, found.floor) == (Band.A, Band.B)
    assert found.codes == {"captive", "under_14", "floor"}
    assert found.completeness == adult.completeness


def test_joined_reports_show_each_window_once():
    one = assess(window("hiv_pep", "medical", hours=9), **ADULT)
    two = standpoint(assess(window("hiv_pep", "medical", hours=9), window(hours=4), **ADULT))
    found = duplicates.together(one, [two])
    assert [kept.window for kept in found.windows] == ["vaginal_swab", "hiv_pep"]
