"""Addresses of series."""

from django.urls import URLPattern, path

from bairn.web.desk.series import clusters, coding, lead, lists, offence, one

_CASE = "cases/<uuid:case_id>/offences/"

urlpatterns: list[URLPattern] = [
    path("series/", lists.series, name="series"),
    path("series/clusters/", clusters.clusters, name="series_clusters"),
    path("series/offences/<uuid:offence_id>/", offence.offence, name="series_offence"),
    path("series/offences/<uuid:offence_id>/<uuid:other_id>/", lead.lead, name="series_lead"),
    path("series/<uuid:series_id>/", one.series, name="series_one"),
    path(_CASE, coding.coding, name="case_offences"),
    path(f"{_CASE}<uuid:offence_id>/", coding.amend, name="case_offence"),
    path(f"{_CASE}<uuid:offence_id>/again/", coding.again, name="case_offence_again"),
]
