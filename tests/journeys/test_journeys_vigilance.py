"""The hourly job finds what is neglected by itself."""

from bairn.jobs import registry
from bairn.journeys import later
from bairn.kernel import clock
from bairn.vigilance import queries
from bairn.vigilance.terms import SignalFilters
from tests.rooms.vigilance.conftest import Watch, begin


def test_the_sweep_is_a_job_of_every_hour() -> None:
    assert registry.HANDLERS["vigilance.sweep"] is later.watch
    assert registry.PERIODS["vigilance.sweep"] == "*/60 * * * *"


def test_the_job_raises_what_stands_and_doing_it_again_raises_nothing(db) -> None:
    watch: Watch = begin()
    case = watch.case()
    for _ in range(2):
        registry.perform("vigilance.sweep", {})
    found = queries.listed(actor=watch.inspector, at=clock.now(), filters=SignalFilters())
    rules = [one.rule for one in found.signals if one.case_id == case]
    assert "silent_14_days" in rules
    assert len(rules) == len(set(rules))
