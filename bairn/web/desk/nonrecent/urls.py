"""Addresses of the review of old cases."""

from django.urls import URLPattern, path

from bairn.web.desk.nonrecent import changes, funnel, one, queue

_ONE = "old-cases/<uuid:case_id>/<uuid:review_id>/"

urlpatterns: list[URLPattern] = [
    path("old-cases/", queue.queue, name="old_cases"),
    path("old-cases/funnel/", funnel.funnel, name="old_cases_funnel"),
    path("old-cases/changes/", changes.changes, name="old_cases_changes"),
    path(_ONE, one.one, name="old_case"),
    path(f"{_ONE}words/", one.read, name="old_case_words"),
]
