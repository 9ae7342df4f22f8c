"""The addresses of lists of digests, and of what a case watches for."""

from django.urls import URLPattern, path

from bairn.web.desk.digests import pages, watched

urlpatterns: list[URLPattern] = [
    path("digests/", pages.all_lists, name="digest_lists"),
    path("digests/import/", pages.bring_in, name="digest_import"),
    path("digests/<uuid:list_id>/", pages.one_list, name="digest_list"),
    path("cases/<uuid:case_id>/watched/", watched.watched, name="watched"),
]
