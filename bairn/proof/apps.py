"""Django's entry for the room."""

from django.apps import AppConfig


class ProofConfig(AppConfig):
    """The room `proof`."""

    name = "bairn.proof"
    label = "proof"
