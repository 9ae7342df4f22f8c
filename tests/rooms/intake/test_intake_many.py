"""Many at once: every report is stored, once, under a reference of its own."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from bairn.intake import actions as intake
from bairn.intake.models import Report
from bairn.intake.terms import (
    Account,
    Channel,
    Identity,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel import clock

REPORTS, AT_ONCE = 1000, 16


def test_a_thousand_reports_at_sixteen_at_once_are_a_thousand_reports(desk):
    def send(number: int) -> tuple[object, str]:
        who = Identity(full_name=f"Somebody {number}", accounts=(Account("M", f"h{number}"),))
        draft = ReportDraft(
            channel=Channel.PLATFORM_FILE,
            people=(PersonDraft(role=PersonRole.SUSPECT, identity=who),),
            words=Words(narrative=f"A calm line {number}."),
        )
        try:
            receipt = intake.receive(
                actor=desk.system,
                at=clock.now(),
                draft=draft,
                sending_key=f"sending-{number}",
            )
            return receipt.report_id, receipt.reference
        finally:
            if number % 50 == 0:
                connections.close_all()

    # Every tenth comes twice, its second try at the same time as its first.
    sendings = sorted([*range(REPORTS), *range(0, REPORTS, 10)])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = list(pool.map(send, sendings))
        list(pool.map(lambda _: (time.sleep(0.05), connections.close_all()), range(AT_ONCE * 2)))
    assert len({report for report, _ in receipts}) == REPORTS
    assert len({reference for _, reference in receipts}) == REPORTS
    assert Report.objects.count() == REPORTS
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from oversight_pending")
        pending = cursor.fetchone()[0]
    # One entry for each sending, one more for each sealing; the desk itself left a few.
    assert pending >= len(sendings) + REPORTS


def test_a_hundred_from_the_public_with_codes_are_a_hundred_codes(desk):
    def send(number: int) -> str:
        draft = ReportDraft(channel=Channel.PUBLIC_FORM, words=Words(narrative=f"Line {number}."))
        receipt = intake.receive(
            actor=desk.reporter, at=clock.now(), draft=draft, sending_key=f"key-{number}"
        )
        return receipt.code or ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(send, range(100)))
        list(pool.map(lambda _: (time.sleep(0.05), connections.close_all()), range(AT_ONCE * 2)))
    assert len(set(codes)) == 100
    assert Report.objects.count() == 100
