"""Django's entry for the room."""

from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """The room `protocols`."""

    name = "bairn.protocols"
    label = "protocols"
