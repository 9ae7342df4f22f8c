"""The desk that the tests of triage work at."""

import pytest

from tests.rooms.triage.intake_desk import Desk, open_desk


@pytest.fixture
def desk(db) -> Desk:
    """Two officers of one unit who take in its reports."""
    return open_desk()
