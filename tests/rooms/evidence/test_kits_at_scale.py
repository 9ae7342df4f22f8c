"""The board and figures that are driven by holders say what a plain count of every row says."""

import uuid
from collections import Counter
from dataclasses import replace
from statistics import median

import pytest

from bairn.access import gate
from bairn.access.models import Holder
from bairn.evidence import kit_reach, kit_rows
from bairn.evidence.models.kits import Kit
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.evidence.terms.kits import KitKind
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY

LATER = AT + 2 * DAY
WHO = ["ben", "cleo", "dana", "mo", "nia", "sue", "lee", "fay", "emil"]
FILTERS = [
    KitFilters(),
    KitFilters(late=True),
    KitFilters(kind=KitKind.UNREPORTED),
    KitFilters(kind=KitKind.REPORTED, late=True),
]


@gate.look("evidence.kit_board")
def plain(*, actor, at):
    """Every kit that the database lets one see, none looked up by its holder."""
    return [(row, kit_rows.card(row)) for row in Kit.objects.all()]


@pytest.fixture
def house(db):
    """Kits of a case and of a clinic, some late, some with no day, one tested, one kept shut."""
    scene = kit_scene.make()
    scene.tested()
    for n in range(5):
        scene.kit(number=f"K-1{n}", collected_at=AT - n * 30 * DAY)
        scene.own(number=f"K-2{n}")
    scene.kit(by=scene.ben, number="K-3")
    Kit.objects.filter(number__in=["K-11", "K-21"]).update(due_at=None)
    shut = scene.own(number="K-4").holder_id
    Holder.objects.filter(id=shut).update(restricted=True)
    yield scene
    kit_scene.sessions._kept.clear()


def late_first(card):
    return (card.due_at is None, card.due_at or AT, card.id)


@pytest.mark.parametrize("name", WHO)
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_board_is_what_a_plain_count_of_ones_reach_says(house, name, filters, monkeypatch):
    monkeypatch.setattr(looks, "IN_COLUMN", 2)
    monkeypatch.setattr(looks, "COUNTED", 4)
    who = getattr(house, name)
    seen = [
        card
        for row, card in plain(actor=who, at=LATER)
        if (filters.kind in (None, card.kind))
        and (not filters.late or (row.due_at is not None and row.due_at <= LATER))
    ]
    for column in looks.board(actor=who, at=LATER, filters=filters).columns:
        wanted = sorted((one for one in seen if one.stands is column.stands), key=late_first)
        assert column.count == min(len(wanted), 4)
        assert list(column.kits) == wanted[:2]
        only = replace(filters, stands=column.stands)
        (page,) = looks.board(actor=who, at=LATER, filters=only).columns
        assert list(page.kits) == wanted


def test_the_houses_board_is_mixed(house):
    counts = {name: len(plain(actor=getattr(house, name), at=LATER)) for name in WHO}
    assert counts["cleo"] == 7
    assert counts["mo"] == 12  # six of the case that her clinic has to do with, six of its own
    assert counts["sue"] == 5
    assert counts["nia"] == counts["emil"] == 0


@pytest.mark.parametrize("name", ["cleo", "sue", "mo", "lee", "emil"])
def test_figures_are_what_a_plain_count_of_ones_reach_says(house, name):
    who = getattr(house, name)
    rows = [row for row, _card in plain(actor=who, at=LATER)]
    found = looks.figures(actor=who, at=LATER)
    assert {one.agency_id for one in found} == {row.agency_id for row in rows}
    for one in found:
        own = [row for row in rows if row.agency_id == one.agency_id]
        assert {state.value: n for state, n in one.counts.items()} == Counter(
            row.stands for row in own
        )
        assert one.late == sum(row.due_at is not None and row.due_at <= LATER for row in own)
        days = [(row.submitted_at - row.collected_at) / DAY for row in own if row.submitted_at]
        assert one.days_to_lab == (round(median(days), 1) if days else None)


def test_no_holder_no_kit(house):
    assert not kit_reach.of_holders([]).exists()
    assert kit_reach.figures([], at=AT, newest=5) == []
    other = [uuid.uuid4()]
    assert kit_reach.columns(other, ["unreported"], KitFilters(), at=AT, shown=1, counted=2) == {}
