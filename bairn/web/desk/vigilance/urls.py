"""The addresses of vigilance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
