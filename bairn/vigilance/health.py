"""Whether somebody can answer what is neglected: three numbers, without a case in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Health:
    """How many signals of the whole house wait, are late, and have nobody to answer them."""

    waiting: int
    late: int
    ownerless: int


def read(*, at: datetime) -> Health:
    """The numbers now."""
    with connection.cursor() as cursor:
        cursor.execute("select * from vigilance_health(%s)", [at])
        waiting, late, ownerless = cursor.fetchone()
    return Health(waiting=waiting, late=late, ownerless=ownerless)
