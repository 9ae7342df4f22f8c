"""Django's entry for the room."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The room `supervision`."""

    name = "bairn.supervision"
    label = "supervision"
