"""The offences on disk: both languages, known codes, and what would show each element."""

import copy
from dataclasses import replace
from datetime import date

import pytest

from bairn.cases import stages
from bairn.kernel.catalogue import CatalogueError, load
from bairn.proof import offences
from bairn.proof.lint import lint
from bairn.proof.terms import OffenceTable
from bairn.protocols import packs
from bairn.protocols.terms import Mark

ON = date(2026, 11, 27)
SHARED = load(offences.FOLDER / "shared.yaml")
TABLES = [offences.table(pack) for pack in offences.packs()]


def findings(table: OffenceTable, on: date = ON) -> list[tuple[str, str]]:
    found = lint(
        table,
        offences.book(),
        packs=packs.ids(),
        milestones=stages.table().kinds,
        on=on,
    )
    return [(one.code, one.row) for one in found]


def document(pack: str = "cn-2023") -> dict:
    return copy.deepcopy(load(offences.FOLDER / f"{pack}.yaml"))


def test_every_pack_on_disk_has_its_offences() -> None:
    assert set(offences.packs()) == set(packs.ids())


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.pack)
def test_a_table_on_disk_has_no_fault(table: OffenceTable) -> None:
    assert findings(table) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.pack)
def test_every_text_is_said_in_both_languages_and_the_chinese_is_chinese(
    table: OffenceTable,
) -> None:
    texts = [one.title for one in table.offences]
    texts += [element.title for one in table.offences for element in one.elements]
    texts += [one.text for one in table.reminders]
    book = offences.book()
    for rows in (book.kinds, book.holders, book.reasons, book.drops, book.questions, book.advice):
        texts += [one.title for one in rows.values()]
    for text in texts:
        assert text.en.isascii() or "–" in text.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh), text.zh


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.pack)
def test_every_element_says_what_would_show_it_and_where_its_wording_is_from(
    table: OffenceTable,
) -> None:
    for offence in table.offences:
        assert offence.elements
        for element in offence.elements:
            assert element.asks
            # The statutes were read; what their elements are was worded here or recalled.
            assert element.source.check_locally


def test_the_articles_of_the_criminal_law_were_seen_and_other_laws_are_checked_locally() -> None:
    marks = {one.pack: {row.law.mark for row in one.offences} for one in TABLES}
    assert marks == {"cn-2023": {Mark.V}, "cac-us": {Mark.K}, "barnahus-eu": {Mark.K}}


def test_leniency_towards_a_buyer_is_a_reminder_for_prosecutors_alone() -> None:
    rows = {one.id: one for one in offences.table("cn-2023").reminders}
    assert rows["leniency_241"].prosecutor_only
    assert not any(one.prosecutor_only for name, one in rows.items() if name != "leniency_241")


def test_a_statement_of_the_suspect_is_never_all_that_an_element_asks_for() -> None:
    own = document()
    own["offences"][0]["elements"] = [
        {"id": "bare", "title": {"en": "Bare", "zh": "单"}, "asks": ["suspect_statement"]}
    ]
    table = offences.read_table("cn-2023", own, SHARED)
    assert ("proof.alone", "rape_236/bare") in findings(table)


def test_a_table_with_loose_ends_is_found_out() -> None:
    own = document()
    own["offences"].append(own["offences"][0])
    own["offences"][1]["elements"][-1]["asks"] = ["hearsay"]
    own["reminders"][0]["offences"] = ["arson"]
    found = findings(offences.read_table("nowhere", own, SHARED))
    assert {code for code, _row in found} == {
        "proof.pack", "proof.twin", "proof.kind", "proof.offence",
    }  # fmt: skip


def test_a_kind_that_waits_for_a_milestone_nobody_knows_is_found_out() -> None:
    book = offences.book()
    odd = replace(book.kinds["witness"], on_record={"rumour_heard": "held"})
    found = lint(
        TABLES[0],
        replace(book, kinds={**book.kinds, "witness": odd}),
        packs=packs.ids(),
        milestones=stages.table().kinds,
        on=ON,
    )
    assert [one.code for one in found] == ["proof.milestone"]


def test_a_row_past_its_review_is_a_warning() -> None:
    table = offences.table("cac-us")
    late = lint(
        table, offences.book(), packs=packs.ids(), milestones=stages.table().kinds,
        on=date(2027, 6, 2),
    )  # fmt: skip
    assert {one.code for one in late} == {"proof.review"}
    assert all(one.warning for one in late)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda own: own["offences"][1]["elements"][3].pop("asks"),
        lambda own: own["offences"][1]["elements"][3].update(asks=[]),
        lambda own: own["offences"][0]["title"].pop("zh"),
        lambda own: own["offences"][0]["title"].update(zh=" "),
        lambda own: own["offences"][0].update(score=7),
        lambda own: own["offences"][0]["elements"].append("nobody_knows_this"),
        lambda own: own["offences"][0]["law"].update(mark="X"),
    ],
)
def test_a_document_that_does_not_fit_is_refused(spoil) -> None:
    own = document()
    spoil(own)
    with pytest.raises(CatalogueError):
        offences.read_table("cn-2023", own, SHARED)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda own: own["reasons"]["destroyed"].update(state="held"),
        lambda own: own["kinds"]["witness"].update(on_record={"exam_done": "likely"}),
        lambda own: own["holders"]["bank"].pop("zh"),
    ],
)
def test_codes_that_do_not_fit_are_refused(spoil) -> None:
    own = copy.deepcopy(SHARED)
    spoil(own)
    with pytest.raises(CatalogueError):
        offences.read_book(own)
