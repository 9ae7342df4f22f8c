"""The addresses of lists of digests, and of what a case watches for."""

from django.urls import URLPattern, path

from bairn.web.desk.digests import known_file, pages, watched

urlpatterns: list[URLPattern] = [
    path("digests/", pages.all_lists, name="digest_lists"),
    path("digests/import/", pages.bring_in, name="digest_import"),
    path("digests/<uuid:list_id>/", pages.one_list, name="digest_list"),
    path(
        "reports/<uuid:report_id>/files/<uuid:named_id>/known/",
        known_file.known_file,
        name="known_file",
    ),
    path("cases/<uuid:case_id>/watched/", watched.watched, name="watched"),
]
