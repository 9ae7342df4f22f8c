"""What the tests of the peers' faults share: every door under one map, nothing counted before."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _all_doors(settings: Any) -> None:
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"
    translation.activate("en")


@pytest.fixture
def empty_cache(transactional_db: None) -> None:
    """No limit is used up and no sending is remembered."""
    cache.clear()
