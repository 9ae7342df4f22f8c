"""The addresses of packs: public rules, so their ids may show."""

from django.urls import URLPattern, path

from bairn.web.desk.packs import comparing, pages, tables_page

urlpatterns: list[URLPattern] = [
    path("packs/", pages.all_packs, name="packs"),
    path("packs/tables/", tables_page.all_tables, name="pack_tables"),
    path("packs/<slug:pack_id>/", pages.one_pack, name="pack"),
    path("packs/<slug:pack_id>/versions/", comparing.differences, name="pack_versions"),
]
