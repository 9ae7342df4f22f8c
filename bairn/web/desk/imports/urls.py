"""Addresses of older records being brought in."""

from django.urls import URLPattern, path

from bairn.web.desk.imports import mapping, pages, record

_ONE = "imports/<uuid:collection_id>/"
urlpatterns: list[URLPattern] = [
    path("imports/", pages.collections, name="imports"),
    path("imports/new/", pages.new, name="import_new"),
    path(_ONE, pages.collection, name="import_one"),
    path(f"{_ONE}progress/", pages.progress, name="import_progress"),
    path(f"{_ONE}files/<uuid:source_id>/", mapping.columns, name="import_mapping"),
    path(f"{_ONE}rejected/", pages.rejected, name="import_rejected"),
    path(f"{_ONE}records/<uuid:record_id>/", record.one, name="import_record"),
]
