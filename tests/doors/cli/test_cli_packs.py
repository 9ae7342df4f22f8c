"""`bairn packs`: what is shown, compared, drawn and found wrong, read without a house."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bairn.cli.packs import app
from bairn.protocols import packs

PACK = (packs.FOLDER / "packs" / "cn-2023.yaml").read_text(encoding="utf-8")
OVERLAY = """
overlay: {id: north, pack: cn-2023, whose: North, title: {en: North, zh: 北区}}
deadlines:
  - {step: interview, due: DUE, calendar: clock,
     source: {ref: order 7, mark: V, edition: "2026", review_due: 2027-06-01}}
"""


def run(*arguments: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, list(arguments))
    return answer.exit_code, answer.output


def rows(*arguments: str) -> list[dict[str, object]]:
    code, text = run(*arguments, "--json")
    assert code == 0
    return [json.loads(line) for line in text.splitlines()]


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("pack", packs.ids())
def test_show_has_branches_gates_interview_and_check_locally(pack: str) -> None:
    found = rows("show", pack)
    kinds = {row["kind"] for row in found}
    assert {"branch", "gate", "step", "window", "interview", "privacy", "review"} <= kinds
    for row in found:
        assert (row["check"] == "check locally") is (row["mark"] in ("K", "D"))
        assert row["review_due"]


def test_show_speaks_chinese() -> None:
    (gate,) = (
        row
        for row in rows("show", "cn-2023", "--language", "zh")
        if row["kind"] == "gate" and row["id"] == "interview"
    )
    assert str(gate["title"]).startswith("询问前")
    assert gate["check"] == "请在当地核实"


def test_tables_show_kits_reporting_times_and_guidance() -> None:
    found = {row["id"]: row for row in rows("tables")}
    assert found["us_tx.submit"]["due"] == "within 30 calendar days of: collected"
    assert found["us_tx.submit"]["check"] == "check locally"
    assert found["us_vt"]["due"] == "24 hours"
    assert found["who_baseline"]["kind"] == "guidance"


def test_a_whole_pack_kept_in_a_file_differs_from_a_changed_one_in_that_row(tmp_path: Path) -> None:
    code, whole = run("show", "cn-2023", "--whole")
    assert code == 0
    old = written(tmp_path, "old.json", whole)
    new = written(tmp_path, "cn-2023.yaml", PACK.replace("due: PT168H", "due: PT120H"))
    assert run("diff", old, "cn-2023") == (0, "Nothing differs.\n")
    assert rows("diff", old, new) == [
        {
            "change": "changed",
            "kind": "step",
            "row": "file_case",
            "field": "due",
            "before": "PT168H",
            "after": "PT120H",
        }
    ]


def test_an_overlay_is_compared_with_its_pack_and_linted(tmp_path: Path) -> None:
    shorter = written(tmp_path, "north.yaml", OVERLAY.replace("DUE", "PT48H"))
    found = {(row["row"], row["field"]): row["after"] for row in rows("diff", "cn-2023", shorter)}
    assert found["interview", "due"] == "PT48H"
    assert run("lint", shorter)[0] == 0
    longer = written(tmp_path, "south.yaml", OVERLAY.replace("DUE", "PT96H"))
    code, text = run("lint", longer, "--json")
    assert code == 1
    assert json.loads(text)["code"] == "overlays.looser"
    assert run("diff", "cn-2023", longer)[0] == 2


def test_lint_leaves_with_1_for_a_fault_in_a_file_and_names_the_row(tmp_path: Path) -> None:
    asked = "needs: [guardian_block,"
    assert asked in PACK
    wrong = written(tmp_path, "wrong.yaml", PACK.replace(asked, "needs: [nobody_wrote_this,"))
    code, text = run("lint", wrong, "--json", "--on", "2026-06-01")
    assert code == 1
    assert [json.loads(line)["code"] for line in text.splitlines()] == ["packs.gate"]


def test_lint_without_names_reads_the_tables_too() -> None:
    found = [
        json.loads(line) for line in run("lint", "--json", "--on", "2031-01-01")[1].splitlines()
    ]
    assert {row["pack"] for row in found} == {*packs.ids(), "tables"}
    assert all(row["warning"] for row in found)


@pytest.mark.parametrize(("form", "starts"), [("svg", "<svg"), ("mermaid", "flowchart LR")])
def test_draw_writes_to_stdout_or_to_a_file(form: str, starts: str, tmp_path: Path) -> None:
    code, text = run("draw", "barnahus-eu", "--as", form)
    assert code == 0
    assert text.startswith(starts)
    out = tmp_path / "drawn"
    assert run("draw", "barnahus-eu", "--as", form, "--out", str(out))[0] == 0
    assert out.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nope"),
        ("show", "cn-2023", "--language", "fr"),
        ("diff", "cn-2023", "nope"),
        ("draw", "cn-2023", "--as", "png"),
        ("lint", "nope"),
        ("lint", "--on", "someday"),
    ],
)
def test_a_wrong_argument_leaves_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2
