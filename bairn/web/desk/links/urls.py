"""Addresses of leads to judge, what another unit holds, whom to talk with."""

from django.urls import URLPattern, path

from bairn.web.desk.links import graph, lead, plans, reveal, tab

_CASE, _REPORT = "cases/<uuid:case_id>/links/", "reports/<uuid:report_id>/links/"
_LEAD = f"{_CASE}leads/<uuid:lead_id>/"
_ASK, _ONE = "ask/<uuid:subject_id>/", "requests/<uuid:reveal_id>/"

urlpatterns: list[URLPattern] = [
    path("links/", tab.waiting, name="links"),
    path("links/asked/<uuid:asked_id>/", reveal.answer, name="reveal_answer"),
    path(_CASE, tab.links, name="case_links"),
    path(f"{_CASE}graph/", graph.graph, name="graph"),
    path(f"{_CASE}plans/", plans.plans, name="case_plans"),
    path(_LEAD, lead.lead, name="lead"),
    path(f"{_LEAD}open/", lead.opened, name="lead_open"),
    path(f"{_LEAD}words/", lead.read, name="lead_words"),
    path(f"{_CASE}{_ASK}", reveal.ask, name="case_reveal_ask"),
    path(f"{_CASE}{_ONE}", reveal.one, name="case_reveal"),
    path(_REPORT, tab.links, name="report_links"),
    path(f"{_REPORT}{_ASK}", reveal.ask, name="report_reveal_ask"),
    path(f"{_REPORT}{_ONE}", reveal.one, name="report_reveal"),
]
