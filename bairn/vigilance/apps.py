"""Django's entry for the room."""

from django.apps import AppConfig


class VigilanceConfig(AppConfig):
    """The room `vigilance`."""

    name = "bairn.vigilance"
    label = "vigilance"
