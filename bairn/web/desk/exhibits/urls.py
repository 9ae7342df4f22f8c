"""The addresses of exhibits and hands."""

from django.urls import URLPattern, path

from bairn.web.desk.exhibits import (
    contamination,
    ending,
    finding,
    handover,
    labelling,
    mine,
    offering,
    one,
    places,
    scan,
    tab,
)

_CASE = "cases/<uuid:case_id>/evidence/"
_ONE = f"{_CASE}<uuid:exhibit_id>/"

urlpatterns: list[URLPattern] = [
    path("exhibits/", mine.exhibits, name="exhibits"),
    path("exhibits/scan/", scan.one, name="scan"),
    path("exhibits/scan/many/", scan.many, name="scan_many"),
    path("exhibits/find/", finding.find, name="exhibits_find"),
    path("exhibits/places/", places.places, name="places"),
    path("exhibits/places/<uuid:place_id>/", places.place, name="place"),
    path(_CASE, tab.evidence_tab, name="evidence"),
    path(f"{_CASE}new/", tab.new, name="exhibit_new"),
    path(f"{_CASE}offer/", offering.offer, name="exhibit_offer"),
    path(f"{_CASE}labels/", labelling.choose, name="exhibit_labels"),
    path(f"{_CASE}contamination/", contamination.contamination, name="contamination"),
    path(f"{_CASE}contamination/words/", contamination.read, name="contamination_words"),
    path(f"{_CASE}hand-overs/<uuid:offer_id>/", handover.handover, name="exhibit_handover"),
    path(_ONE, one.exhibit, name="exhibit"),
    path(f"{_ONE}words/", tab.words, name="exhibit_words"),
    path(f"{_ONE}continuity/", one.continuity, name="exhibit_continuity"),
    path(f"{_ONE}end/", ending.ending, name="exhibit_end"),
]
