"""While bytes stream nothing of the database is held: a slow sender must not starve the house."""

from django.db import connection


def without_a_connection() -> None:
    """Give the connection back to its pool; the next statement takes another."""
    if not connection.in_atomic_block:
        connection.close()
