"""The district in which stories happen."""

from collections.abc import Iterator

import pytest
from django.db import connection

from bairn.access import sessions
from tests.journeys.story import Story, begin


@pytest.fixture
def story(db) -> Iterator[Story]:
    """Nothing has happened yet, and no session outlives the database it was made in."""
    yield begin()
    sessions._kept.clear()


@pytest.fixture
def committed_story(transactional_db) -> Iterator[Story]:
    """The same, where what is recorded is committed: names open on nothing less."""
    with connection.cursor() as cursor:  # jobs of tests before are about cases that are gone
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")
    yield begin()
    sessions._kept.clear()
