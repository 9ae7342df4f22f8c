"""The district in which stories happen."""

from collections.abc import Iterator

import pytest

from bairn.access import sessions
from tests.journeys.story import Story, begin


@pytest.fixture
def story(db) -> Iterator[Story]:
    """Nothing has happened yet, and no session outlives the database it was made in."""
    yield begin()
    sessions._kept.clear()
