"""The addresses of what leaves for court."""

from django.urls import URLPattern, path

from bairn.web.desk.disclosure import agreeing, copies, releases, tab

_CASE = "cases/<uuid:case_id>/court/"

urlpatterns: list[URLPattern] = [
    path("court/", agreeing.agreeing, name="court_agreeing"),
    path(_CASE, tab.tab, name="court"),
    path(f"{_CASE}words/", tab.read, name="court_words"),
    path(f"{_CASE}copy/", copies.copy, name="court_copy"),
    path(f"{_CASE}releases/new/", releases.new, name="court_new"),
    path(f"{_CASE}releases/<uuid:release_id>/", releases.one, name="court_release"),
    path(f"{_CASE}bundles/<uuid:bundle_id>/", releases.bundle, name="court_bundle"),
]
