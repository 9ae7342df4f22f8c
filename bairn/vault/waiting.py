"""Whether any change waits for the matching process: asked twice a second, outside the gate."""

from django.db import connection


def anything() -> bool:
    """Whether anybody changed. It tells nothing else, so it leaves no entry."""
    with connection.cursor() as cursor:
        cursor.execute("select vault_changes_wait()")
        return bool(cursor.fetchone()[0])
