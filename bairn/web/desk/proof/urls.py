"""The addresses of proof."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
