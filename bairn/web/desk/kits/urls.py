"""The addresses of kits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
