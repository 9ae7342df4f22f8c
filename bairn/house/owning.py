"""`python -m bairn.house.owning`: the tables, as their owner. Run by `standing` where needed."""

import django
from django.core.management import call_command
from django.db import connection

_CACHE = "house_cache"


def own() -> None:
    """Apply every migration, make the cache's table, and let the doors' login use it."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"grant select, insert, update, delete on {_CACHE} to bairn_web")


if __name__ == "__main__":
    django.setup()
    own()
