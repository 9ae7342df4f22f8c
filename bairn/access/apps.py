"""Django's entry for the room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The room `access`."""

    name = "bairn.access"
    label = "access"
