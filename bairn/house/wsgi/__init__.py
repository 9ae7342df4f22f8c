"""The WSGI entries: one a door, each with that door's addresses and middleware alone."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

DOORS = ("report", "desk")  # those of web/ that may bring middleware of their own


def door(name: str) -> WSGIHandler:
    """The application of the door `name` (a map in `house/urls`), for one process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
    settings.ROOT_URLCONF = f"bairn.house.urls.{name}"
    if name != "all_doors":
        others = tuple(f"bairn.web.{other}." for other in DOORS if other != name)
        settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith(others)]
    return get_wsgi_application()
