"""A thousand reports at sixteen at once, by HTTP: none lost, none twice, none refused."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bairn.intake.models import Report
from tests.doors.api.senders import Senders, senders
from tests.rooms.intake.desk import open_desk

REPORTS, AT_ONCE, TWICE = 1000, 16, 50


@pytest.fixture
def before(transactional_db: None) -> Senders:
    return senders(open_desk())


def test_a_thousand_reports_at_sixteen_at_once_by_http_are_all_stored_under_their_own(before):
    def send(number: int) -> tuple[int, str, int]:
        told = {"words": {"narrative": f"A calm line {number}."}, "facts": {"danger_now": False}}
        key = f"sending-number-{number:06}"
        answer = before.clinic.report(told, **{"Idempotency-Key": key})
        return answer.status_code, answer.json().get("reference", ""), number

    numbers = sorted([*range(REPORTS), *range(TWICE)])  # some are sent twice in the same moment
    done = threading.Barrier(AT_ONCE, timeout=60)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(send, numbers))
        list(pool.map(lambda _: (done.wait(), connections.close_all()), range(AT_ONCE)))
    statuses = Counter(status for status, _, _ in found)
    assert set(statuses) <= {200, 201}, statuses
    assert statuses[201] == REPORTS
    assert len({reference for _, reference, _ in found}) == REPORTS
    assert len({(reference, number) for _, reference, number in found}) == REPORTS
    assert Report.objects.count() == REPORTS
