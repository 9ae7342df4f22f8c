"""The public door by itself: its addresses, empty buckets, and a house that takes reports in."""

from typing import Any

import pytest
from django.core.cache import cache

from tests.rooms.intake.desk import Desk, open_desk


@pytest.fixture(autouse=True)
def _door(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.doors.report.addresses"


@pytest.fixture
def house(transactional_db: None) -> Desk:
    """A house with one unit that takes everything in; no bucket of the limits is used up."""
    cache.clear()
    return open_desk()
