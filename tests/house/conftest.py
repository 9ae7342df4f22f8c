"""What the house's tests share."""

import pytest

from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def empty_record(transactional_db):
    """A record without a head, so that a home of one test can publish its own."""
    empty_the_record()
    yield
    empty_the_record()
