"""The addresses of files and captures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
