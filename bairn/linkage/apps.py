"""Django's entry for the room."""

from django.apps import AppConfig


class LinkageConfig(AppConfig):
    """The room `linkage`."""

    name = "bairn.linkage"
    label = "linkage"
