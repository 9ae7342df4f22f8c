"""Addresses of leads to judge, what another unit holds, whom to talk with."""

from django.urls import URLPattern, path

from bairn.web.desk.links import reveal, tab

_CASE, _REPORT = "cases/<uuid:case_id>/links/", "reports/<uuid:report_id>/links/"
_ASK, _ONE = "ask/<uuid:subject_id>/", "requests/<uuid:reveal_id>/"

urlpatterns: list[URLPattern] = [
    path("links/", tab.waiting, name="links"),
    path("links/asked/<uuid:asked_id>/", reveal.answer, name="reveal_answer"),
    path(_CASE, tab.links, name="case_links"),
    path(f"{_CASE}{_ASK}", reveal.ask, name="case_reveal_ask"),
    path(f"{_CASE}{_ONE}", reveal.one, name="case_reveal"),
    path(_REPORT, tab.links, name="report_links"),
    path(f"{_REPORT}{_ASK}", reveal.ask, name="report_reveal_ask"),
    path(f"{_REPORT}{_ONE}", reveal.one, name="report_reveal"),
]
