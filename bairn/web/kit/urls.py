"""Addresses that every door offers under its own prefix: leaving quickly, the language."""

from django.urls import path

from bairn.web.kit import leaving

app_name = "kit"
urlpatterns = [
    path("away/", leaving.leave, name="leave"),
    path("language/", leaving.language, name="language"),
]
