"""The addresses of this door: `/ispws/` for platforms, `/api/v1/` for partners."""

from django.urls import include, path

from bairn.api.partner.routes import api

app_name = "api"
urlpatterns = [
    path("ispws/", include("bairn.api.ispws.urls")),
    path("api/v1/", api.urls),
]
