"""Django's entry for the room."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The room `oversight`."""

    name = "bairn.oversight"
    label = "oversight"
