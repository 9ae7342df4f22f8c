"""Django's entry for the room."""

from django.apps import AppConfig


class SeriesConfig(AppConfig):
    """The room `series`."""

    name = "bairn.series"
    label = "series"
