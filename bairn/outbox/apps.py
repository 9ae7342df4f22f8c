"""Django's entry for the room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The room `outbox`."""

    name = "bairn.outbox"
    label = "outbox"
