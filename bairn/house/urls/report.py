"""The public door on a host of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairn.web.report.urls")),
    path("kit/", include("bairn.web.kit.urls")),
    path("", include("bairn.web.hall.urls")),
]
