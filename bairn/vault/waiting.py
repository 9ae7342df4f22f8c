"""Whether changes wait for the matching process, and since when: asked outside the gate.

It tells nothing of whom they are about, so it leaves no entry.
"""

from datetime import timedelta

from django.db import connection


def anything() -> bool:
    """Whether anybody changed; asked twice a second."""
    with connection.cursor() as cursor:
        cursor.execute("select vault_changes_wait()")
        return bool(cursor.fetchone()[0])


def oldest() -> timedelta | None:
    """How long the oldest change of a report or case has waited; None when none waits."""
    with connection.cursor() as cursor:
        cursor.execute("select vault_changes_age()")
        age: timedelta | None = cursor.fetchone()[0]
    return age
