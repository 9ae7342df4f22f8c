"""Every test run finds its database: the embedded one, unless DATABASE_URL names a server."""

import os
from collections.abc import Callable, Iterator
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
    from django.db.backends.postgresql.operations import DatabaseOperations
    from django.db.models.signals import post_migrate  # noqa: TID251 - to take Django's own away

    uid = "django.contrib.auth.management.create_permissions"
    assert post_migrate.disconnect(dispatch_uid=uid)
    assert post_migrate.disconnect(create_contenttypes)
    DatabaseOperations.sql_flush = _empty_what_was_filled(DatabaseOperations.sql_flush)


# What the work for later left behind is nobody's model, and no later test's work.
_NOT_DJANGOS = ("procrastinate_jobs", "procrastinate_events")


def _empty_what_was_filled(whole: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Emptying makes new files for each table and index: leave those that have none to empty.

    The size of a table's file, not its rows: row security hides them even from the owner.
    """

    def flush(operations: Any, style: Any, tables: Any, **given: Any) -> list[str]:
        with operations.connection.cursor() as cursor:
            cursor.execute(
                "select relname from pg_class where relname = any (%s) "
                "and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0",
                [[*tables, *_NOT_DJANGOS]],
            )
            filled = [name for (name,) in cursor.fetchall()]
        return whole(operations, style, filled, **given | {"allow_cascade": True})

    return flush


@pytest.fixture
def true_passwords(settings: Any) -> Iterator[None]:
    """Passwords that cost as much as in the product, for whatever measures the work."""
    from bairn.house import settings as house
    from bairn.intake import doorkeeper

    settings.PASSWORD_HASHERS = house.PASSWORD_HASHERS
    doorkeeper._nobodys.cache_clear()
    yield
    doorkeeper._nobodys.cache_clear()
