"""Django's entry for the room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The room `evidence`."""

    name = "bairn.evidence"
    label = "evidence"
