"""The addresses of packs: public rules, so their ids may show."""

from django.urls import URLPattern, path

from bairn.web.desk.packs import pages

urlpatterns: list[URLPattern] = [
    path("packs/", pages.all_packs, name="packs"),
    path("packs/<slug:pack_id>/", pages.one_pack, name="pack"),
]
