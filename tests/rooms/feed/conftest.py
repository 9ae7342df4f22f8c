"""The district in which days are read."""

import pytest

from tests.journeys.story import Story, begin


@pytest.fixture
def story(db) -> Story:
    """Nothing has happened yet."""
    return begin()
