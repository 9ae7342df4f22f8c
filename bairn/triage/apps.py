"""Django's entry for the room."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """The room `triage`."""

    name = "bairn.triage"
    label = "triage"
