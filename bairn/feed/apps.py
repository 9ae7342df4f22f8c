"""Django's entry for the room."""

from django.apps import AppConfig


class FeedConfig(AppConfig):
    """The room `feed`."""

    name = "bairn.feed"
    label = "feed"
