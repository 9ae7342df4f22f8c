"""Limits slow down and never shut out; an address that a stranger writes never counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.web.kit.source import client_address
from bairn.web.report import limits
from bairn.web.report.limits import Bucket, Limit, take

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMIT = Limit(burst=3, refill=timedelta(seconds=10))


def test_a_burst_passes_and_the_next_one_waits_for_one_refill() -> None:
    bucket = None
    for _ in range(3):
        taken = take(bucket=bucket, limit=LIMIT, at=AT)
        assert taken.allowed
        bucket = taken.bucket
    assert take(bucket=bucket, limit=LIMIT, at=AT).wait == 10
    assert take(bucket=bucket, limit=LIMIT, at=AT + timedelta(seconds=10)).allowed


@given(st.lists(st.integers(min_value=0, max_value=60), max_size=60))
def test_whoever_waits_as_long_as_told_gets_through(gaps: list[int]) -> None:
    bucket: Bucket | None = None
    at = AT
    for gap in gaps:
        at += timedelta(seconds=gap)
        taken = take(bucket=bucket, limit=LIMIT, at=at)
        bucket = taken.bucket
        if not taken.allowed:
            assert taken.wait <= LIMIT.refill.total_seconds()
            later = at + timedelta(seconds=taken.wait)
            assert take(bucket=bucket, limit=LIMIT, at=later).allowed


@given(st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=80))
def test_no_more_pass_than_the_burst_and_what_was_refilled(gaps: list[int]) -> None:
    bucket: Bucket | None = None
    at, passed = AT, 0
    for gap in gaps:
        at += timedelta(seconds=gap)
        taken = take(bucket=bucket, limit=LIMIT, at=at)
        bucket, passed = taken.bucket, passed + taken.allowed
    assert passed <= LIMIT.burst + (at - AT) / LIMIT.refill


def test_a_clock_that_steps_back_gives_nothing_away() -> None:
    empty = Bucket(0.0, AT)
    assert not take(bucket=empty, limit=LIMIT, at=AT - timedelta(hours=1)).allowed


@pytest.mark.parametrize("name", ["SEND_SOURCE", "SEND_CHANNEL", "CODE_SOURCE", "CODE_CHANNEL"])
def test_no_limit_of_this_door_makes_anyone_wait_longer_than_half_a_minute(name: str) -> None:
    limit: Limit = getattr(limits, name)
    assert take(bucket=Bucket(0.0, AT), limit=limit, at=AT).wait <= 30


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "source"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", ["10.0.0.1"], "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", ["10.0.0.1"], "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", ["10.0.0.1", "10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", "", ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", "not an address", ["10.0.0.1"], "unknown"),
        ("2001:db8:1:2:3::4", "", [], "2001:db8:1:2::/64"),
        ("", "", [], "unknown"),
    ],
)
def test_a_source_is_the_last_address_that_is_no_proxy_of_ours(
    remote: str, forwarded: str, trusted: list[str], source: str
) -> None:
    assert client_address(remote=remote, forwarded=forwarded, trusted=trusted) == source
