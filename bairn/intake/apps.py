"""Django's entry to the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reports as they arrive."""

    name = "bairn.intake"
    label = "intake"
