"""The addresses of requests to holders."""

from django.urls import URLPattern, path

from bairn.web.desk.preservation import acting, draft, holders, letter, running, tab

_CASE = "cases/<uuid:case_id>/requests/"
_ONE = f"{_CASE}<uuid:request_id>/"

urlpatterns: list[URLPattern] = [
    path("running-out/", running.running_out, name="running_out"),
    path("holders/", holders.holders, name="holders"),
    path(_CASE, tab.tab, name="preservation"),
    path(f"{_CASE}new/", draft.draft, name="preservation_draft"),
    path(f"{_CASE}words/", letter.read_words, name="preservation_words"),
    path(_ONE, acting.one, name="preservation_request"),
    path(f"{_ONE}letter/", letter.letter, name="preservation_letter"),
    path(f"{_ONE}letter/kept/", letter.kept, name="preservation_kept"),
]
