"""The case that the tests of preservation share."""

import pytest

from tests.rooms.preservation.post import Post, open_post


@pytest.fixture
def post(db: None) -> Post:
    """Nothing has been asked yet."""
    return open_post()
