"""The district in which days are read."""

from collections.abc import Iterator

import pytest

from bairn.access import sessions
from tests.journeys.story import Story, begin


@pytest.fixture
def story(db) -> Iterator[Story]:
    """Nothing has happened yet, and no session outlives the database it was made in."""
    yield begin()
    sessions._kept.clear()
