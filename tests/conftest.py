"""Every test run finds its database: the embedded one, unless DATABASE_URL names a server."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from bairn.house import environment, postgres


def pytest_configure() -> None:
    """Before Django looks for the database."""
    if not os.environ.get("DATABASE_URL"):
        postgres.start(environment.CHECKOUT)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The house uses no permissions of Django: none are written anew after each emptying."""
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate  # noqa: TID251 - to take Django's own away

    uid = "django.contrib.auth.management.create_permissions"
    assert post_migrate.disconnect(dispatch_uid=uid)
    assert post_migrate.disconnect(create_contenttypes)


@pytest.fixture
def true_passwords(settings: Any) -> Iterator[None]:
    """Passwords that cost as much as in the product, for whatever measures the work."""
    from bairn.house import settings as house
    from bairn.intake import doorkeeper

    settings.PASSWORD_HASHERS = house.PASSWORD_HASHERS
    doorkeeper._nobodys.cache_clear()
    yield
    doorkeeper._nobodys.cache_clear()
