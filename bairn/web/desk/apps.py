"""The desk as a Django app: templates, tags, words and scripts, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Django finds the tags, static files and words of this door through this."""

    name = "bairn.web.desk"
    label = "desk"
