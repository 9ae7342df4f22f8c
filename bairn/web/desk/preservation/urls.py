"""The addresses of requests to holders."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
