"""The addresses of files and captures."""

from django.urls import URLPattern, path

from bairn.web.desk.files import exposure, inside, listing, one, receiving, tus, viewer

_CASE = "cases/<uuid:case_id>/"
_FILE = f"{_CASE}files/<uuid:file_id>/"
_VIEW = f"{_FILE}view/<uuid:viewing_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CASE}evidence/<uuid:exhibit_id>/upload/", receiving.upload, name="upload"),
    path(f"{_CASE}evidence/<uuid:exhibit_id>/uploads/", tus.uploads, name="uploads"),
    path(f"{_CASE}uploads/<uuid:upload_id>/", tus.part, name="upload_part"),
    path(f"{_CASE}evidence/<uuid:exhibit_id>/digest/", listing.digest_only, name="file_digest"),
    path(f"{_CASE}files/", listing.files, name="files"),
    path(_FILE, one.file, name="file"),
    path(f"{_FILE}checked/", one.checked, name="file_checked"),
    path(f"{_FILE}inside/", inside.inside, name="file_inside"),
    path(f"{_FILE}capture/", inside.capture, name="file_capture"),
    path(_VIEW, viewer.view, name="file_view"),
    path(f"{_VIEW}content/", viewer.content, name="file_content"),
    path(f"{_VIEW}text/<int:record>/", inside.page_text, name="file_page_text"),
    path("files/failed/", exposure.failed, name="files_failed"),
    path("exposure/", exposure.exposure, name="exposure"),
]
