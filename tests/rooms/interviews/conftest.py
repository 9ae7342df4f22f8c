"""The case that the tests of interviews share."""

import pytest

from tests.rooms.interviews.ward import Ward, open_ward


@pytest.fixture
def ward(db: None) -> Ward:
    """A calm case whose gate before the interview is open."""
    return open_ward()
