"""The protocol's addresses, below the base URL that a platform's client is given."""

from django.urls import path

from bairn.api.ispws import views

urlpatterns = [
    path("status", views.status, name="ispws-status"),
    path("xsd", views.xsd, name="ispws-xsd"),
    path("submit", views.submit, name="ispws-submit"),
    path("upload", views.upload, name="ispws-upload"),
    path("fileinfo", views.fileinfo, name="ispws-fileinfo"),
    path("finish", views.finish, name="ispws-finish"),
    path("retract", views.retract, name="ispws-retract"),
]
