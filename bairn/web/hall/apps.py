"""The hall as a Django app: a template and its words, no tables."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """Django finds the words of the hall through this."""

    name = "bairn.web.hall"
    label = "hall"
