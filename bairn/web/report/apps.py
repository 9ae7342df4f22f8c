"""The public door as a Django app: templates and words, no tables."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Django finds the words of this door through this."""

    name = "bairn.web.report"
    label = "report"
