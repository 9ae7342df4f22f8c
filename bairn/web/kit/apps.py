"""The kit as a Django app: it brings templates, tags, static files and words, but no tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Django finds the static files, tags and locale of the kit through this."""

    name = "bairn.web.kit"
    label = "kit"
