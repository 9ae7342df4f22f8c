"""Every door below its own prefix, for `./run`: one port, one machine."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairn.web.hall.front_urls")),
    path("report/", include("bairn.web.report.urls")),
    path("desk/", include("bairn.web.desk.urls")),
    path("desk/account/", include("bairn.web.desk.account_urls")),
    path("", include("bairn.api.urls")),  # its own addresses begin with /ispws/ and /api/
    path("kit/", include("bairn.web.kit.urls")),
    path("", include("bairn.web.hall.urls")),
]

handler400 = "bairn.web.kit.failing.bad_request"
handler403 = "bairn.web.kit.failing.forbidden"
handler404 = "bairn.web.kit.failing.not_found"
handler500 = "bairn.web.kit.failing.broken"
