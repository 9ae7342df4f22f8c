"""What the surroundings say is checked before anything starts."""

import pytest

from bairn.house import environment
from bairn.house.environment import EnvironmentFault


def test_the_clock_on_the_wall_is_utc_unless_a_zone_is_named(monkeypatch):
    monkeypatch.delenv("BAIRN_TIME_ZONE", raising=False)
    assert environment.time_zone() == "UTC"
    monkeypatch.setenv("BAIRN_TIME_ZONE", "Asia/Shanghai")
    assert environment.time_zone() == "Asia/Shanghai"


def test_a_zone_that_the_world_does_not_know_is_said_so(monkeypatch):
    monkeypatch.setenv("BAIRN_TIME_ZONE", "Meadow/Bank")
    with pytest.raises(EnvironmentFault, match="such as Europe/Stockholm"):
        environment.time_zone()
