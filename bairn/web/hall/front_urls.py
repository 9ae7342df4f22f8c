"""The front page, where one address serves all doors."""

from django.urls import path

from bairn.web.hall import which_door

urlpatterns = [path("", which_door.which_door, name="which_door")]
