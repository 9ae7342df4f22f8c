"""The addresses of the public door. None of them holds an answer, a code or a reference."""

from django.urls import path

from bairn.web.report import back, start, tell

app_name = "report"
urlpatterns = [
    path("", start.start, name="start"),
    path("form/", tell.tell, name="tell"),
    path("code/", back.back, name="back"),
]
