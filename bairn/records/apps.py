"""Django's entry for the room."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The room `records`."""

    name = "bairn.records"
    label = "records"
