"""The addresses of files and captures."""

from django.urls import URLPattern, path

from bairn.web.desk.files import tus

_CASE = "cases/<uuid:case_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CASE}exhibits/<uuid:exhibit_id>/uploads/", tus.uploads, name="uploads"),
    path(f"{_CASE}uploads/<uuid:upload_id>/", tus.part, name="upload_part"),
]
