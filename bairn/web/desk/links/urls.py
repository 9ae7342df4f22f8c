"""Addresses of leads to judge, what another unit holds, whom to talk with."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
