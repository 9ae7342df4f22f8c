"""Django's entry for the room."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The room `disclosure`."""

    name = "bairn.disclosure"
    label = "disclosure"
