"""The public door on a host of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairn.web.report.urls")),
    path("kit/", include("bairn.web.kit.urls")),
    path("", include("bairn.web.hall.urls")),
]

handler400 = "bairn.web.kit.failing.bad_request"
handler403 = "bairn.web.kit.failing.forbidden"
handler404 = "bairn.web.kit.failing.not_found"
handler500 = "bairn.web.kit.failing.broken"
