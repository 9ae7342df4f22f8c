"""Addresses of old cases to be looked at again."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
