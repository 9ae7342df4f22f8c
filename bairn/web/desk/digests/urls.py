"""The addresses of known digests."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
