"""What every door offers beside its own pages."""

from django.urls import path

from bairn.web.hall import health_page

app_name = "hall"
urlpatterns = [path("health/", health_page.health, name="health")]
