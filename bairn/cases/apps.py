"""Django's entry for the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room `cases`."""

    name = "bairn.cases"
    label = "cases"
