"""Django's entry for the room."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """The room `interviews`."""

    name = "bairn.interviews"
    label = "interviews"
