"""The queue: its order, its pages, and how many questions it asks."""

import random
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.triage import queries
from bairn.triage.terms import QueueFilters
from tests.cast import AT

BANDS = (
    {"danger_now": True, "victim_age_min": 12},
    {"victim_age_min": 12, "victim_age_max": 12},
    {"victim_age_min": 30, "victim_age_max": 40},
)


def fill(desk, number, seed=7):
    drawn = random.Random(seed)
    for _ in range(number):
        desk.assessed(**drawn.choice(BANDS), at=AT + timedelta(minutes=drawn.randrange(9)))


def walk(desk, limit, filters=None):
    after, rows = None, []
    while True:
        page = queries.queue(actor=desk.first, at=AT, after=after, limit=limit, filters=filters)
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def test_pages_lose_no_row_double_none_and_stay_in_order(desk):
    fill(desk, 23)
    whole = walk(desk, 100)
    assert len({row.report_id for row in whole}) == 23
    keys = [
        (r.key.band, r.key.behind, r.key.urgent_until, r.key.received_at, r.report_id)
        for r in whole
    ]
    assert keys == sorted(keys)
    for limit in (1, 5, 7):
        assert [r.report_id for r in walk(desk, limit)] == [r.report_id for r in whole]


def test_filters_narrow_the_queue_and_the_counts_agree(desk):
    fill(desk, 12)
    counted = queries.counts(actor=desk.first, at=AT)
    for band in (1, 2, 3):
        rows = walk(desk, 5, QueueFilters(bands=frozenset({band})))
        assert len(rows) == counted.of(band)
        assert not counted.capped(band)
    assert walk(desk, 5, QueueFilters(channels=frozenset({"partner_api"}))) == []


def questions(desk, limit):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.queue(actor=desk.first, at=AT, limit=limit)
    return len(asked)


def test_a_longer_page_asks_no_more_questions(desk):
    fill(desk, 15)
    queries.queue(actor=desk.first, at=AT)
    assert questions(desk, 15) == questions(desk, 2)


def test_a_page_holds_a_hundred_rows_at_most(desk):
    fill(desk, 3)
    assert len(queries.queue(actor=desk.first, at=AT, limit=100_000).rows) == 3
