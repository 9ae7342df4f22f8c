"""The desk's addresses below /desk/, as `./run` serves them."""

from django.urls import include, path

urlpatterns = [
    path("desk/account/", include("bairn.web.desk.account_urls")),
    path("desk/", include("bairn.web.desk.urls")),
    path("kit/", include("bairn.web.kit.urls")),
]
