"""Django's entry for the room."""

from django.apps import AppConfig


class PreservationConfig(AppConfig):
    """The room `preservation`."""

    name = "bairn.preservation"
    label = "preservation"
