"""This door alone, for its tests."""

from django.urls import include, path

urlpatterns = [path("", include("bairn.api.urls"))]
