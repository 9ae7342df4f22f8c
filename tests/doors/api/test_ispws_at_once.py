"""Many at once, and strangers at the door."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bairn.api.ispws.codes import Code
from bairn.intake.models import Report
from bairn.intake.terms import ReportState
from tests.doors.api.senders import THIN, Platform

MANY = 64


def test_reports_at_sixteen_at_once_are_all_kept_under_distinct_numbers(meadow):
    def one(_place: int) -> tuple[int, int, int]:
        try:
            opened = meadow.submit(THIN)
            number = int(opened.says("reportId"))
            taken = meadow.upload(number, b"calm bytes")
            return opened.code, number, taken.code or meadow.end("finish", number).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(one, range(MANY)))
    assert {(code, ending) for code, _, ending in found} == {(Code.SUCCESS, Code.SUCCESS)}
    assert len({number for _, number, _ in found}) == MANY
    references = set(Report.objects.values_list("reference", flat=True))
    assert len(references) == MANY
    assert Report.objects.filter(state=ReportState.RECEIVED).count() == MANY


@pytest.mark.usefixtures("true_passwords")
def test_a_name_that_nobody_has_is_refused_as_slowly_as_a_wrong_password(before):
    def seconds(client: Platform) -> float:
        begun = time.process_time()
        assert client.send("GET", "status").status == 401
        return time.process_time() - begun

    wrong, nobody = Platform("meadow", "not the password"), Platform("nobody-here", "whatever it")
    for one in (wrong, nobody):
        seconds(one)  # whatever is made once has been made
    rounds = [(seconds(wrong), seconds(nobody)) for _ in range(9)]
    known, unknown = (statistics.median(column) for column in zip(*rounds, strict=True))
    assert 0.6 < unknown / known < 1.6
    assert min(known, unknown) > 0.01  # each of them really was checked slowly
