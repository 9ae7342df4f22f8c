"""Addresses of offences that may share an offender."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
