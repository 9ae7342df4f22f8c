"""The addresses of kits."""

from django.urls import URLPattern, path

from bairn.web.desk.kits import board, notice, one, registering

urlpatterns: list[URLPattern] = [
    path("kits/", board.board, name="kits"),
    path("kits/new/", registering.new, name="kit_new"),
    path("kits/figures/", board.figures, name="kit_figures"),
    path("kits/<uuid:case_id>/<uuid:kit_id>/", one.one, name="kit"),
    path("kits/<uuid:case_id>/<uuid:kit_id>/words/", one.read, name="kit_words"),
    path("kits/<uuid:case_id>/<uuid:kit_id>/notice.pdf", notice.as_pdf, name="kit_notice"),
]
