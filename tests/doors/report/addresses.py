"""The public door alone with the addresses of the kit, as its own entry serves them."""

from django.urls import include, path

urlpatterns = [
    path("report/", include("bairn.web.report.urls")),
    path("kit/", include("bairn.web.kit.urls")),
]
