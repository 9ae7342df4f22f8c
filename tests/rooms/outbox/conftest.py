"""A household whose transactions are real: what is recorded must be committed to count."""

import pytest

from tests.rooms.vault.household import Household, move_in


@pytest.fixture
def house(transactional_db: None) -> Household:
    return move_in()
