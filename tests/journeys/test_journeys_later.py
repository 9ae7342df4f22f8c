"""What the house does later: every job that a room defers has its handler, and it works."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from bairn import jobs
from bairn.access import sessions
from bairn.jobs import registry
from bairn.journeys import later
from bairn.kernel import clock
from bairn.triage import queries as triage
from tests.rooms.intake.desk import Desk, open_desk

BAIRN = Path(later.__file__).resolve().parents[1]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return open_desk()


def deferred_names() -> set[str]:
    """Every name that a call of `jobs.defer` in the product begins with."""
    names = set()
    for path in BAIRN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "jobs.defer",
                "defer",
            }
            if called and node.args and isinstance(node.args[0], ast.Constant):
                names.add(node.args[0].value)
    return names


def test_every_job_that_is_deferred_has_a_handler():
    assert deferred_names() >= {"triage.assess"}
    assert deferred_names() <= set(registry.HANDLERS)


def test_a_report_is_in_its_place_when_its_job_is_done(desk):
    receipt = desk.receive()
    assert jobs.run_waiting() >= 1
    card = triage.triage_of(actor=sessions.system(), at=clock.now(), report_id=receipt.report_id)
    assert card.now is not None
    assert card.now.reasons


@pytest.mark.parametrize("name", sorted(registry.PERIODS))
def test_every_periodic_job_runs_on_an_empty_house(transactional_db, name):
    registry.HANDLERS[name](actor=sessions.system(), at=clock.now() + timedelta(seconds=1))
