"""The addresses of exhibits and hands."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
