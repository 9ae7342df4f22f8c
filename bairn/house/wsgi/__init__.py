"""The WSGI entries: one a door, each with that door's addresses and middleware alone."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

DOORS = ("report", "desk")  # those of web/ that may bring middleware of their own


def door(name: str) -> WSGIHandler:
    """The application of the door `name` (a map in `house/urls`), for one process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
    settings.ROOT_URLCONF = f"bairn.house.urls.{name}"
    if name != "all_doors":
        others = tuple(f"bairn.web.{other}." for other in DOORS if other != name)
        settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith(others)]
    application = get_wsgi_application()
    # Every page is loaded before the worker answers, so that the first to come after a start does
    # not wait seconds for it; Django itself would load them with the first request.
    _ = get_resolver().url_patterns
    return application
