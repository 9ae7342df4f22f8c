"""The catalogue of exhibits: every code in both languages, no loose end, every mark known."""

import pytest

from bairn.cases import stages
from bairn.evidence import codes, collecting, custody
from bairn.evidence.terms import Carries
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal

LISTS = codes.lists()


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_code_is_said_in_both_languages(name: str) -> None:
    for code, choice in LISTS[name].items():
        assert choice.text.en.strip(), code
        assert choice.text.zh.strip(), code
        assert choice.text.zh != choice.text.en, code


def test_every_kind_is_kept_in_a_known_way_and_says_whose_rule_that_is() -> None:
    for kind in LISTS["kind"].values():
        assert set(kind.storage) <= set(LISTS["storage"])
        assert kind.mark in ("V", "V2", "K", "D")


def test_swabs_of_bite_marks_are_kept_cold_and_out_of_plastic() -> None:
    kind = LISTS["kind"]["bite_mark_swab"]
    assert set(kind.storage) == {"refrigerated", "frozen"}
    assert kind.mark == "V"
    assert kind.advice is not None
    assert "no plastic" in kind.advice.en


def test_what_the_rules_name_stands_in_the_catalogue() -> None:
    assert set(LISTS["outside"]) >= custody.MAY_OPEN
    assert custody.SEAL_FOUND_BROKEN in LISTS["break_seal"]
    assert set(collecting.CODED.values()) <= set(LISTS)
    assert set(LISTS["kind"]) >= collecting.DIGITAL | collecting.ACQUIRED
    assert {"collector", "owner"} <= set(LISTS["outside"])
    assert LISTS["source"]["person"].needs_person
    assert "none" in LISTS["basis"]


def test_conditions_are_ranked_from_intact_to_spoiled() -> None:
    ranks = codes.chain_rules().ranks
    assert ranks["intact"] == 0
    assert sorted(ranks.values()) == list(range(len(ranks)))


def test_every_milestone_that_an_exhibit_is_has_its_stage() -> None:
    marked = {codes.milestone_of(kind) for kind in LISTS["kind"]} - {""}
    assert marked == {"device_acquired", "dna_taken"}
    for kind in marked:
        assert kind in stages.table().enters


def test_the_numbers_an_agency_sets_are_whole_and_our_own() -> None:
    for name in ("unanswered_after_hours", "contamination_window_hours", "audit_every_days"):
        assert codes.rule(name) > 0
        assert codes.mark_of(name) == "D"


def test_what_is_not_listed_is_refused() -> None:
    assert codes.check("kind", "kit") == "kit"
    for wrong in ("", "Kit", "kit "):
        with pytest.raises(Refusal, match=r"evidence\.code"):
            codes.check("kind", wrong)


def test_a_kind_that_is_kept_in_no_known_way_is_a_loose_end(monkeypatch) -> None:
    document = catalogue.load(codes.FOLDER / "codes.yaml")
    document["kind"]["kit"]["storage"] = ["attic"]
    monkeypatch.setattr(catalogue, "load", lambda _path: document)
    codes.lists.cache_clear()
    try:
        with pytest.raises(catalogue.CatalogueError, match="kit"):
            codes.lists()
    finally:
        monkeypatch.undo()
        codes.lists.cache_clear()


def test_what_carries_is_an_officer_a_vehicle_or_a_room() -> None:
    assert {one.value for one in Carries} == {"staff", "vehicle", "room"}
