"""Bundles changed by somebody who can seal and stamp once more: what they tell gives them away."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bairn.access import gate
from bairn.disclosure.bundling.verifying.case import node_id
from bairn.disclosure.bundling.verifying.custody import INTO_CASE, WRITTEN_BY
from bairn.evidence.terms import EventKind
from bairn.oversight.terms import Outcome
from tests.rules.disclosure.small_bundle import COAT, IMAGE, Story, checked, make, some_id
from tests.rules.disclosure.spoiling import (
    EXHIBITS,
    drop_row,
    edit,
    graph,
    of,
    swap,
    swap_rows,
    twice,
)

pytestmark = pytest.mark.slow


def end_before_start(nodes: list[dict]) -> None:
    of(nodes, "InvestigativeAction")[0]["uco-action:endTime"]["@value"] = (
        "2020-01-01T00:00:00.000000Z"
    )


def another_case(nodes: list[dict]) -> None:
    of(nodes, "Investigation")[0]["@id"] = f"kb:investigation-{node_id(some_id(2, 'case'))}"


def foreign_exhibit(folder: Path) -> None:
    (folder / f"data/exhibits/{COAT}").mkdir()
    (folder / f"data/exhibits/{COAT}/001.txt").write_text("of another case\n")


def foreign_entry(folder: Path) -> None:
    """An entry made to look as if it were of the other case."""
    path = folder / "data/record/entries.jsonl"
    lines = path.read_text().splitlines()
    row = json.loads(lines[0])
    row["entry"] = row["entry"].replace(str(some_id(1, "case")), str(some_id(2, "case")))
    path.write_text("\n".join([json.dumps(row), *lines[1:]]) + "\n")


def by_another(folder: Path) -> None:
    """Every table and the graph say that somebody else collected it; the record does not."""
    before, after = f"staff:{some_id(1, 'officer')}", f"staff:{some_id(1, 'other')}"
    edit(folder / "data/custody.csv", before, after)
    graph(lambda n: of(n, "Identity")[0].update({"@id": f"kb:identity-{node_id(after)}"}))


def nobody(nodes: list[dict]) -> dict:
    other = next(
        one for one in of(nodes, "Identity") if str(some_id(1, "lab")) in one["uco-core:name"]
    )
    return {"uco-action:performer": {"@id": other["@id"]}}


INSIDE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "two exhibits swapped": (
        lambda f: swap(f, f"{EXHIBITS}/002.txt", f"{EXHIBITS}/003-redacted-copy.txt"),
        "disagree",
        "schedule.csv",
    ),
    "an exhibit of another case": (foreign_exhibit, "unscheduled", f"{COAT}/001.txt"),
    "an entry rewritten": (foreign_entry, "proof", "entries.jsonl 1"),
    "an entry taken out that custody names": (
        drop_row("data/record/entries.jsonl", 0),
        "no_entry",
        "custody.csv 1",
    ),
    "entries in another order": (swap_rows("data/record/entries.jsonl", 0, 1), "order", "entries"),
    "custody in another order": (swap_rows("data/custody.csv", 1, 2), "order", "custody.csv 1"),
    "an event of custody left out": (drop_row("data/custody.csv", 5), "disagree", "custody.csv"),
    "custody that ends before it starts": (graph(end_before_start), "ends_first", "action"),
    "provenance without an object": (
        graph(lambda n: of(n, "ProvenanceRecord")[0].update({"uco-core:object": []})),
        "no_object",
        COAT,
    ),
    "a root that is not there": (
        graph(
            lambda n: of(n, "ProvenanceRecord")[0].update(
                {"case-investigation:rootExhibitNumber": "BYYYYYYYYY8"}
            )
        ),
        "dangling",
        "BYYYYYYYYY8",
    ),
    "a link to nothing": (
        graph(
            lambda n: of(n, "InvestigativeAction")[-1].update(
                {"case-investigation:wasInformedBy": [{"@id": "kb:action-nothing"}]}
            )
        ),
        "dangling",
        "kb:action-nothing",
    ),
    "the same node twice": (graph(lambda n: n.append(n[-1])), "twice", "case.jsonld"),
    "the case of somebody else": (graph(another_case), "other_case", "case.jsonld"),
    "an exhibit that is not on the schedule": (
        drop_row("data/schedule.csv", 1),
        "unscheduled",
        COAT,
    ),
    "a withheld line without its reason": (
        lambda f: edit(f / "data/schedule.csv", "third_party", ""),
        "withheld",
        "schedule.csv",
    ),
    "a copy of an original that is on no schedule": (
        drop_row("data/schedule.csv", 5),
        "dangling",
        "schedule.csv",
    ),
    "another salt": (
        lambda f: edit(
            f / "data/record/salts.csv",
            (f / "data/record/salts.csv").read_text().splitlines()[1][-8:],
            "00000000",
        ),
        "commitment",
        "001.mp4",
    ),
    "no salt": (drop_row("data/record/salts.csv", 1), "commitment", "001.mp4"),
    "a look by somebody else": (
        lambda f: edit(f / "data/access.csv", str(some_id(1, "officer")), str(some_id(1, "x"))),
        "entry",
        "access.csv",
    ),
    "a look by the house in place of a person": (
        lambda f: edit(f / "data/access.csv", "staff:", "system:"),
        "entry",
        "access.csv 2",
    ),
    "a look in another role": (
        lambda f: edit(f / "data/access.csv", "investigator", "prosecutor"),
        "entry",
        "access.csv 2",
    ),
    "a look that was refused": (
        lambda f: edit(f / "data/access.csv", "done", "refused"),
        "entry",
        "access.csv 2",
    ),
    "a look left out": (drop_row("data/access.csv", 1), "missing", "access.csv"),
    "a look told twice": (twice("data/access.csv", 1), "twice", "access.csv 3"),
    "an event of custody by somebody else": (by_another, "entry", "custody.csv 1"),
    "an event of custody in another role": (
        lambda f: edit(f / "data/custody.csv", "investigator", "prosecutor"),
        "entry",
        "custody.csv 1",
    ),
    "a hand in the graph that custody does not name": (
        graph(lambda n: of(n, "InvestigativeAction")[0].update(nobody(n))),
        "disagree",
        "custody.csv",
    ),
    "a receiver in the table alone": (
        lambda f: edit(f / "data/custody.csv", str(some_id(1, "lab")), str(some_id(1, "x"))),
        "disagree",
        "custody.csv",
    ),
    "a time of custody that the record does not tell": (
        lambda f: edit(f / "data/custody.csv", "09:30:00.000000Z", "09:30:01.000000Z"),
        "entry",
        "custody.csv 1",
    ),
    "a token number larger than any": (
        lambda f: edit(f / "data/record/entries.jsonl", '"index": 0', f'"index": {"9" * 5000}'),
        "format",
        "too large",
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_bundle_that_contradicts_itself_or_the_record_is_refused_though_sealed(
    tmp_path, name
) -> None:
    spoil, code, where = INSIDE[name]
    left, said = checked(make(tmp_path, tamper=spoil))
    assert left == 1, said
    assert f"[{code}]" in said, said
    assert where in said, said
    assert "Traceback" not in said, said


def test_an_opened_seal_that_the_record_knows_and_custody_leaves_out_is_missed(tmp_path) -> None:
    story = Story(1)
    story._hand(IMAGE, "seal_broken", 600, seal_before="S-77")
    del story.hands[-1]
    left, said = checked(make(tmp_path, story=story))
    assert left == 1
    assert "custody.csv" in said
    assert "[missing]" in said


def test_a_file_swapped_in_every_table_still_fails_by_its_commitment(tmp_path) -> None:
    """The insider who swaps an exhibit, its digest in every table, and seals the bag anew."""

    def swapped(folder: Path) -> None:
        path = folder / EXHIBITS / "002.txt"
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes()[::-1])
        after = hashlib.sha256(path.read_bytes()).hexdigest()
        for name in ("data/schedule.csv", "data/case.jsonld"):
            edit(folder / name, before, after)

    said = checked(make(tmp_path, tamper=swapped))[1]
    assert "[commitment]" in said
    assert "002.txt" in said


def test_an_acceptance_without_an_offer_is_refused(tmp_path) -> None:
    story = Story(1)
    story._hand(IMAGE, "accepted", 600, handover=some_id(1, "no such"))
    assert "[not_offered]" in checked(make(tmp_path, story=story))[1]


def test_an_event_recorded_before_it_happened_is_refused(tmp_path) -> None:
    story = Story(1)
    story.hands[-1] = replace(story.hands[-1], at=story.hands[-1].recorded_at + timedelta(hours=1))
    assert "[before]" in checked(make(tmp_path, story=story))[1]


def test_an_entry_of_another_case_is_refused_though_its_proof_is_good(tmp_path) -> None:
    story, other = Story(1), Story(2)
    story.entries.append(other.entries[0])
    assert "[other_case]" in checked(make(tmp_path, story=story))[1]


def test_a_refused_act_seals_nothing(tmp_path) -> None:
    assert "[not_sealed]" in checked(make(tmp_path, outcome=Outcome.REFUSED))[1]


def test_an_event_that_names_the_entry_of_another_event_is_refused(tmp_path) -> None:
    """Both of the same act, moment and person, each of its own exhibit: the subject tells."""
    story = Story(1)
    story._hand(COAT, "sealed", 600, seal_after="S-80")
    story._hand(IMAGE, "sealed", 600, seal_after="S-81")
    one, two = story.hands[-2:]
    story.hands[-2:] = [replace(one, entry=two.entry), replace(two, entry=one.entry)]
    said = checked(make(tmp_path, story=story))[1]
    assert "[entry]" in said
    assert "custody.csv" in said


def test_an_event_that_names_the_entry_of_another_act_is_refused(tmp_path) -> None:
    """An opened seal told as a new one: same exhibit, same moment, same person."""
    story = Story(1)
    story._hand(COAT, "seal_broken", 600, seal_before="S-77")
    story.hands[-1] = replace(story.hands[-1], kind="sealed", seal_after="S-80")
    assert "[entry]" in checked(make(tmp_path, story=story))[1]


def test_an_event_that_names_the_entry_of_another_hand_over_is_refused(tmp_path) -> None:
    story = Story(1)
    other = some_id(1, "another hand-over")
    entry = story._entry("evidence.accept", 209, subject_id=other)
    story.hands[-1] = replace(story.hands[-1], entry=entry)
    assert "[entry]" in checked(make(tmp_path, story=story))[1]


def test_one_entry_tells_of_one_event_of_a_kind_and_exhibit(tmp_path) -> None:
    story = Story(1)
    story.hands.append(replace(story.hands[-1], id=some_id(1, "once more")))
    assert "[twice]" in checked(make(tmp_path, story=story))[1]


def test_what_a_kit_came_with_stands_under_the_entry_that_brought_it(tmp_path) -> None:
    story = Story(1)
    kit = next(one for one in story.exhibits if one.code == COAT)
    brought = story._entry("evidence.kit_into_case", 700, subject_id=kit.id)
    hand = replace(story.hands[-1], id=some_id(1, "before"), kind="stored", entry=brought)
    story.hands.append(replace(hand, by=f"staff:{some_id(1, 'nurse')}", by_role="", to=""))
    left, said = checked(make(tmp_path / "good", story=story))
    assert left == 0, said
    late = story.hands[-1].recorded_at + timedelta(days=2)
    story.hands[-1] = replace(story.hands[-1], recorded_at=late)
    assert "[entry]" in checked(make(tmp_path / "late", story=story))[1]
    story.hands[-1] = replace(hand, exhibit=IMAGE)
    assert "[entry]" in checked(make(tmp_path / "other", story=story))[1]


def test_every_kind_of_event_has_its_act_and_every_such_act_is_of_the_house() -> None:
    assert set(WRITTEN_BY) == {one.value for one in EventKind}
    acts = gate.policy()
    assert {INTO_CASE, *(f"evidence.{act}" for act, _ in WRITTEN_BY.values())} <= set(acts)
