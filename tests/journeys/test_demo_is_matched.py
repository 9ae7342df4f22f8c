"""The process that matches runs beside the demo, and finds there what it would put down itself."""

import pytest

from bairn.access import sessions
from bairn.demo import moving_in, staging
from bairn.kernel import clock
from bairn.linkage import queries, serving
from bairn.vault.waiting import anything as anything_waits

pytestmark = pytest.mark.django_db(transaction=True)
JUDGED = ("s02", "s07", "s10", "s13")


def test_matching_beside_the_demo_doubles_no_lead_and_keeps_what_was_said(tmp_path):
    sessions._kept.clear()
    now, system = clock.now(), sessions.system()
    house = moving_in.move_in(
        system=system, since=now - 150 * staging.DAY, now=now,
        password="a long password of the demo",
    )  # fmt: skip
    made = staging.stage(house=house, now=now)
    before = {code: told(house, made[code], now) for code in JUDGED}
    matcher = serving.Matcher(tmp_path, sessions.system)
    while anything_waits():
        matcher.turn(now)
    matcher.close()
    for code in JUDGED:
        after = told(house, made[code], now)
        assert before[code]
        assert before[code].items() <= after.items()
    sessions._kept.clear()


def told(house, case_id, now):
    found = queries.leads(actor=house.staff["rowan"], at=now, case_id=case_id).leads
    pairs = [frozenset({one.here.subject_id, one.there.subject_id}) for one in found]
    assert len(set(pairs)) == len(pairs)
    return {one.id: (one.verdict, one.state) for one in found if one.verdict}
