"""Django's entry for the room."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    """The room `digests`."""

    name = "bairn.digests"
    label = "digests"
