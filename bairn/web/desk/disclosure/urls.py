"""The addresses of what leaves for court."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
