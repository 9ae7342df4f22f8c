"""Overlays and the sweep, as an operator calls them in a house of their own."""

import yaml

from bairn.house.environment import CHECKOUT

ITSSO = CHECKOUT / "docs" / "examples" / "itsso-60-days.yaml"


def test_an_overlay_is_linted_without_a_fault(house):
    answer = house.bairn("overlays", "lint", ITSSO)
    assert (answer.code, answer.out) == (0, "")
    assert "No findings." in answer.err


def test_a_looser_overlay_is_a_fault_that_names_its_row(house, tmp_path):
    document = yaml.safe_load(ITSSO.read_text())
    document["deadlines"][0]["due"] = "P6M"
    looser = tmp_path / "looser.yaml"
    looser.write_text(yaml.safe_dump(document))
    answer = house.bairn("overlays", "lint", looser, "--json")
    assert answer.code == 1
    (row,) = answer.lines
    assert (row["row"], row["code"]) == ("investigation_limit", "overlays.looser")


def test_an_overlay_of_no_pack_is_said_to_be_one(house, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("overlay: {pack: atlantis}\n")
    answer = house.bairn("overlays", "lint", other, "--json")
    assert answer.code == 1
    assert answer.lines[0]["code"] == "overlays.pack"


def test_an_overlay_is_laid_listed_and_ended(house):
    assert house.bairn("unit", "add", "Children", "--agency", "Eastfield Police").code == 0
    unknown = house.bairn("overlays", "add", ITSSO, "--agency", "Nowhere")
    assert unknown.code == 2
    # The box that holds it wraps where the terminal ends.
    assert "Eastfield Police" in " ".join(unknown.err.replace("│", " ").split())
    added = house.bairn("overlays", "add", ITSSO, "--agency", "Eastfield Police", "--json")
    assert added.code == 0, added.err
    again = house.bairn("overlays", "add", ITSSO, "--agency", "Eastfield Police", "--json")
    assert (again.code, again.lines[0]["error"]) == (1, "protocols.overlay_runs")
    overlay_id = added.lines[0]["id"]
    (row,) = house.bairn("overlays", "list", "--json").lines
    assert (row["id"], row["fits"], row["until"]) == (overlay_id, True, None)
    assert house.bairn("overlays", "end", overlay_id).code == 0
    (row,) = house.bairn("overlays", "list", "--json").lines
    assert row["until"]


def test_a_sweep_of_a_house_without_cases_counts_none(house):
    (empty,) = house.bairn("sweep", "--json").lines
    assert {empty[name] for name in ("cases", "overdue", "due_soon", "red")} == {0}


def test_a_sweep_counts_the_same_whatever_the_number_of_processes(demo_house):
    later = "2036-01-01T00:00:00Z"
    first, second = (
        demo_house.bairn("sweep", "--json", "--workers", workers, "--at", later).lines[0]
        for workers in (1, 3)
    )
    names = ("cases", "overdue", "due_soon", "red")
    assert [first[name] for name in names] == [second[name] for name in names]
    assert 0 < first["cases"] <= 12 + 15  # the demo's own and one of each scenario
    assert first["overdue"] > first["red"] > 0
