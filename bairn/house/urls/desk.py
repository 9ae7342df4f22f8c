"""The desk on a host of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairn.web.desk.urls")),
    path("account/", include("bairn.web.desk.account_urls")),
    path("kit/", include("bairn.web.kit.urls")),
    path("", include("bairn.web.hall.urls")),
]
