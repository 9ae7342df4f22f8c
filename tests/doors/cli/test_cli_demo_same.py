"""The demo is made by the real acts, and comes out the same each time."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from bairn.access import queries as access
from bairn.access import sessions
from bairn.cases import queries as cases
from bairn.cases.terms import CaseState
from bairn.demo import making, presence
from bairn.demo.presence import Presence
from bairn.intake import queries as intake
from bairn.kernel import clock
from bairn.protocols import queries as protocols
from bairn.protocols.terms import StepState
from bairn.triage import queries as triage
from bairn.triage.terms import QueueFilters, QueueState

pytestmark = pytest.mark.django_db
PASSWORD = "a long quiet river"


def make(now):
    return making.make(system=sessions.system(), now=now, password=PASSWORD, cases=12)


def told(now):
    """Everything that the demo holds, without the ids and references that are drawn anew."""
    who = {"actor": sessions.system(), "at": now}
    found = Counter()
    for card in cases.cases(**who, state=CaseState.ALL, limit=100).cases:
        marks = cases.milestones(**who, case_id=card.id)
        people = cases.participants(**who, case_id=card.id)
        pack = protocols.binding_of_case(**who, case_id=card.id).pack
        who_in_it = tuple((p.role, p.pseudonym, p.kept_out, p.under_18) for p in people)
        happened = tuple((mark.kind, mark.at) for mark in marks)
        found["case", card.opened_at, card.closed_at, pack, happened, who_in_it] += 1
    for unit in access.units(**who):
        for state in QueueState:
            filters = QueueFilters(state=state)
            for row in triage.queue(**who, unit_id=unit.id, filters=filters, limit=100).rows:
                reasons = tuple(reason.code for reason in row.reasons)
                found["report", unit.name, state, row.channel, row.received_at, row.band, reasons,
                      row.lowering_open, row.may_be_same] += 1  # fmt: skip
    return found


def test_the_same_moment_gives_the_same_district_act_by_act():
    now, both = clock.now(), []
    for _ in range(2):
        with transaction.atomic():
            make(now)
            both.append(told(now))
            transaction.set_rollback(True)
    assert sum(both[0].values()) > 30
    assert both[0] == both[1]


def test_a_demo_that_breaks_off_leaves_nothing_behind():
    class Stopped(Exception):
        pass

    def stop(done, total):
        if done == 3:
            raise Stopped

    now, system = clock.now(), sessions.system()
    with pytest.raises(Stopped):
        making.make(system=system, now=now, password=PASSWORD, cases=12, progress=stop)
    assert presence.presence(actor=system, at=now) is Presence.NOBODY


def test_the_house_knows_the_demo_again_and_steps_are_late_and_windows_open():
    now, system = clock.now(), sessions.system()
    made = make(now)
    who = {"actor": system, "at": now}
    assert presence.presence(**who) is Presence.DEMO
    open_cases = cases.cases(**who, limit=100).cases
    late = protocols.due_across(
        **who, case_ids=[one.id for one in open_cases], states=frozenset({StepState.OVERDUE})
    )
    assert late
    waiting = [
        row for unit in access.units(**who) for row in triage.queue(**who, unit_id=unit.id).rows
    ]
    assert any(row.windows for row in waiting)
    assert {row.band for row in waiting} >= {None}
    everything = intake.received_after(**who, limit=1000)
    assert len(everything) == made.reports - sum(
        1
        for unit in access.units(**who)
        for _ in triage.queue(
            **who, unit_id=unit.id, filters=QueueFilters(state=QueueState.MERGED)
        ).rows
    )
    assert min(one.received_at for one in everything) >= now - timedelta(days=120)
