"""The door for machines with a platform and two partners before it."""

from typing import Any

import pytest

from tests.doors.api.senders import Partner, Platform, Senders, senders
from tests.rooms.intake.desk import open_desk


@pytest.fixture
def before(transactional_db: None, settings: Any) -> Senders:
    """Everybody who sends, and the desk behind the door; transactions are real."""
    settings.ROOT_URLCONF = "tests.doors.api.addresses"
    return senders(open_desk())


@pytest.fixture
def meadow(before: Senders) -> Platform:
    """A platform's own client."""
    return before.meadow


@pytest.fixture
def clinic(before: Senders) -> Partner:
    """An agency's system."""
    return before.clinic
