"""`bairn link FILE`: runs without a house, says what it understood, measures with a label."""

import json
import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from bairn.cli.link import app
from bairn.kernel.refusal import Refusal

ROWS = [
    "rec_id,vorname,surname,date_of_birth,phone,profession",
    "rec-1-org,anna,marley,1990-02-03,0712345678,baker",
    "rec-1-dup-0,anna,marley,03.02.1990,0712345678,",
    "rec-2-org,ben,gardon,1971-05-09,0787654321,teacher",
    "rec-3-org,clara,winden,1982-11-30,0755555555,baker",
]


def _file(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_json_holds_every_figure_and_no_word_of_a_record(tmp_path: Path) -> None:
    answer = run(
        "--json", "--label", "rec_id", "--label-pattern", r"rec-(\d+)-", str(_file(tmp_path))
    )
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    assert {
        "pair", "cluster", "calibration_error", "seconds", "peak_memory_mib", "records",
        "pairs_compared", "engine", "model", "columns_understood", "columns_not_used",
    } <= set(found)  # fmt: skip
    assert found["records"] == 4
    assert found["cluster"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["columns_understood"]["surname"] == "family"
    assert "marley" not in answer.stdout


def test_a_column_is_named_by_map_or_by_file(tmp_path: Path) -> None:
    said = tmp_path / "columns.yaml"
    said.write_text("given: vorname\nignored: [profession]\n", encoding="utf-8")
    by_file = run("--json", "--columns", str(said), str(_file(tmp_path)))
    by_map = run("--json", "--map", "given=vorname", str(_file(tmp_path)))
    found = json.loads(by_file.stdout)
    assert found["columns_understood"]["vorname"] == "given"
    assert "profession" in found["columns_not_used"]
    assert json.loads(by_map.stdout)["columns_understood"]["vorname"] == "given"


def test_a_table_is_shown_to_people(tmp_path: Path) -> None:
    answer = run("--label", "rec_id", "--label-pattern", r"rec-(\d+)-", str(_file(tmp_path)))
    assert answer.exit_code == 0
    assert "cluster" in answer.stdout
    assert "compared as it stands" in answer.stdout


def test_what_cannot_be_used_is_refused(tmp_path: Path) -> None:
    for arguments, code in (
        ([str(tmp_path / "none.csv")], "link.no_file"),
        (["--map", "nonsense=x", str(_file(tmp_path))], "link.map"),
        (["--engine", "abacus", str(_file(tmp_path))], "link.unknown_engine"),
        (
            ["--columns", str(tmp_path / "none.yaml"), str(_file(tmp_path))],
            "link.mapping_unreadable",
        ),
    ):
        answer = run(*arguments)
        assert isinstance(answer.exception, Refusal)
        assert answer.exception.code == code


def test_the_command_needs_no_house(tmp_path: Path) -> None:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BAIRN", "DJANGO"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "bairn.cli", "link", "--json", str(_file(tmp_path))],
        capture_output=True,
        text=True,
        env={**clean, "BAIRN_HOME": str(tmp_path / "none")},
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["records"] == 4
    assert not (tmp_path / "none").exists()
