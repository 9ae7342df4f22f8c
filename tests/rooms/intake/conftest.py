"""A desk whose transactions are real: what is recorded must be committed to count."""

import pytest

from tests.rooms.intake.desk import Desk, open_desk


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return open_desk()
