"""Addresses of older records being brought in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
