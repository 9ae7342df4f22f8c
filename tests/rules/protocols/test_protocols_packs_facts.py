"""The packs against the facts, row by row: nothing is missing, nothing recalled shows as a fact."""

from collections import Counter
from datetime import date

import pytest

from bairn.kernel.periods import Counting, Span
from bairn.protocols import lint, packs, tables
from bairn.protocols.terms import Mark, Source
from tests.rules.protocols.fact_rows import CN, COUNTS, EU, ROWS, SCENARIOS, US, Place

ON = date(2026, 11, 27)
PACKS = {pack_id: packs.current(pack_id) for pack_id in packs.ids()}
DOCUMENTS = {pack_id: packs.document_of(pack_id) for pack_id in packs.ids()}
TABLES = tables.current()
# How cautious a mark is; recalled and our own both say "check locally".
CAUTION = {Mark.V: 0, Mark.V2: 1, Mark.K: 2, Mark.D: 2}
PLACES = [
    pytest.param(place, id=f"{row.section} {row.id}: {place.path}")
    for row in ROWS
    for place in row.places
]


def found(place: Place) -> tuple[Source, str | None]:
    """The source that shows at a place, and the number there; KeyError when nothing is there."""
    match place.path.split("/"):
        case ["window", name]:
            return in_windows(name)
        case ["table", "kits", name]:
            return in_kits(name, place.says)
        case ["table", "reporting", name]:
            (rule,) = (one for one in TABLES.reporting if one.id == name)
            return rule.source, None if rule.within is None else written(rule.within)
        case ["table", "guidance", name]:
            (said,) = (one for one in TABLES.guidance if one.id == name)
            return said.source, None
        case [pack, part, name]:
            return in_pack(pack, part, name)
    raise KeyError(place.path)


def written(span: Span) -> str:
    hours = span.elapsed.total_seconds() / 3600
    return f"PT{hours:g}H" if span.elapsed else f"P{span.days}D"


def in_windows(name):
    rows = [window for pack in PACKS.values() for window in pack.windows if window.id == name]
    assert len(rows) == len(PACKS), "every pack takes the shared tables"
    one = rows[0]
    hours = ["-" if h is None else str(h) for h in (one.urgent_until_h, one.collect_until_h)]
    return one.source, "..".join(hours)


def in_kits(name, says):
    (rule,) = (one for one in TABLES.kits if one.id == name)
    asked = {part.partition("=")[0] for part in says.split() if "=" in part}
    clocks = [
        f"{one.id}={written(one.span)}" + (" business" if one.counting is Counting.BUSINESS else "")
        for one in rule.clocks
        if one.id in asked
    ]
    return rule.source, " ".join(clocks)


def in_pack(pack_id, part, name):
    pack = PACKS[pack_id]
    match part:
        case "step":
            (row,) = (one for one in DOCUMENTS[pack_id]["steps"] if one["id"] == name)
            return pack.step(name).source, row["due"]
        case "interview":
            points = {one.id: one.source for one in pack.interview.points}
            if name in points:
                return points[name], None
            value = getattr(pack.interview, name)
            return pack.interview.source, " ".join(value) if isinstance(value, tuple) else str(
                value
            )
        case "privacy":
            (rule,) = (one for one in pack.privacy if one.data == name)
            return rule.source, None
        case "situation":
            (row,) = (one for one in DOCUMENTS[pack_id]["situations"] if one["id"] == name)
            mark = Mark(row["source"]["mark"])
            return Source("", "", mark, "", pack.review_due), None
        case "thresholds":
            return pack.thresholds.source, str(getattr(pack.thresholds, name))
    raise KeyError(part)


def test_every_row_of_every_section_of_the_facts_is_in_the_list():
    assert Counter(row.section for row in ROWS) == COUNTS
    names = Counter((row.section, row.id) for row in ROWS)
    assert max(names.values()) == 1
    assert all(row.places for row in ROWS)


@pytest.mark.parametrize("place", PLACES)
def test_a_row_of_the_facts_stands_in_the_catalogue_with_its_number(place):
    _, number = found(place)
    if place.says:
        assert number == place.says


@pytest.mark.parametrize("place", PLACES)
def test_what_is_recalled_or_our_own_is_never_shown_as_a_fact(place):
    """The mark rule: a row carries the mark of its weakest half."""
    source, _ = found(place)
    assert CAUTION[source.mark] >= CAUTION[Mark(place.mark)]
    assert source.check_locally or place.mark not in "KD"


@pytest.mark.parametrize("pack_id", [EU, US, CN])
def test_a_step_that_no_fact_names_is_marked_as_our_own_or_recalled(pack_id):
    named = {place.path for row in ROWS for place in row.places}
    for step in PACKS[pack_id].steps:
        everywhere = {f"{one}/step/{step.id}" for one in PACKS}
        if not everywhere & named and step.source.mark in (Mark.V, Mark.V2):
            assert step.id in READ_ELSEWHERE, step.id


# Read at a row of the facts outside the sections of the list, or split off from one inside them.
READ_ELSEWHERE = {
    "risk_band_kept": "1.8 KIRAT",
    "kit_opt_in": "3.1 federal_rights and hawaii",
}


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_a_scenario_finds_its_steps_with_their_times(scenario):
    pack_id, *steps = SCENARIOS[scenario]
    due = {row["id"]: row["due"] for row in DOCUMENTS[pack_id]["steps"]}
    for asked in steps:
        name, _, time = asked.partition("=")
        assert name in due
        if time:
            assert due[name] == time, name


@pytest.mark.parametrize("pack_id", [EU, US, CN])
def test_every_pack_has_the_branches_with_the_steps_that_make_them(pack_id):
    pack = PACKS[pack_id]
    wanted = {
        "trafficking",
        "implicated_guardian",
        "child_suspect",
        "officer_suspect",
        "non_recent",
    }
    wanted |= {"unreported_kit"} if pack_id == US else set()
    assert {branch.id for branch in pack.branches} == wanted
    for branch in wanted:
        assert sum(step.branch == branch for step in pack.steps) >= 2


@pytest.mark.parametrize("pack_id", [EU, US, CN])
def test_every_source_of_a_pack_names_its_edition_and_a_day_to_look_again(pack_id):
    for row, source in lint.sources(PACKS[pack_id]):
        assert source.ref, row
        assert source.edition, row
        assert source.review_due >= ON, row


@pytest.mark.parametrize("pack_id", [EU, US, CN])
def test_every_word_of_a_pack_stands_in_both_languages(pack_id):
    pairs = list(both(DOCUMENTS[pack_id]))
    assert len(pairs) > 200
    for english, chinese in pairs:
        assert english.strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), english


def both(value):
    if isinstance(value, dict):
        if {"en", "zh"} <= set(value):
            yield value["en"], value["zh"]
        for one in value.values():
            yield from both(one)
    elif isinstance(value, list):
        for one in value:
            yield from both(one)
