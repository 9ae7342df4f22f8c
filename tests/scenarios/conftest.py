"""The district in which stories happen."""

import pytest

from tests.journeys.story import Story, begin


@pytest.fixture
def story(db) -> Story:
    """Nothing has happened yet."""
    return begin()
