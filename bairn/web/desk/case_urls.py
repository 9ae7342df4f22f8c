"""The addresses of cases, of the search and of the record."""

from django.urls import URLPattern, path

from bairn.web.desk import (
    case,
    case_closing,
    case_decisions,
    case_facts,
    case_move,
    case_people,
    case_protocol,
    case_record,
    case_step,
    case_windows,
    cases,
    conflicts,
    oversight,
    search,
)

urlpatterns: list[URLPattern] = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("cases/<uuid:case_id>/people/", case_people.people, name="people"),
    path("cases/<uuid:case_id>/people/identity/", case_people.identity, name="identity"),
    path("cases/<uuid:case_id>/protocol/", case_protocol.protocol, name="protocol"),
    path("cases/<uuid:case_id>/protocol/windows/", case_windows.windows, name="windows"),
    path("cases/<uuid:case_id>/protocol/versions/", case_move.move, name="move"),
    path("cases/<uuid:case_id>/protocol/facts/", case_facts.facts, name="facts"),
    path("cases/<uuid:case_id>/protocol/step/<slug:step>/", case_step.step, name="step"),
    path("cases/<uuid:case_id>/decisions/", case_decisions.decisions, name="decisions"),
    path("cases/<uuid:case_id>/decisions/words/", case_closing.closing_words, name="closing_words"),
    path("cases/<uuid:case_id>/record/", case_record.record, name="record"),
    path("record/<uuid:entry_id>/proof.json", case_record.receipt, name="receipt"),
    path("search/", search.search, name="search"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("oversight/conflicts/", conflicts.conflicts, name="conflicts"),
]
