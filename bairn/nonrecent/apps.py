"""Django's entry for the room."""

from django.apps import AppConfig


class NonrecentConfig(AppConfig):
    """The room `nonrecent`."""

    name = "bairn.nonrecent"
    label = "nonrecent"
