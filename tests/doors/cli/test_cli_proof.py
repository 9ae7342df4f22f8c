"""`bairn proof`: offences and their elements from the shell, without the house."""

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Answer, OwnHouse


@pytest.fixture
def ask(tmp_path: Path):
    """Runs `bairn proof` where no house stands."""
    home = OwnHouse(tmp_path)

    def asked(*arguments: str) -> Answer:
        return home.bairn("proof", *arguments, BAIRN_HOME=str(tmp_path / "none"))

    return asked


def test_the_elements_of_a_pack_are_shown_with_what_would_show_them_in_both_languages(ask) -> None:
    for language, title, asks in (
        ("en", "The child was under 14", "Document of age"),
        ("zh", "被害人不满十四周岁", "年龄证明"),
    ):
        rows = ask("show", "cn-2023", "--language", language, "--json").lines
        row = next(one for one in rows if one["element"] == "under_14")
        assert row["title"] == title
        assert asks in row["asks"]
        assert (row["mark"], row["check"]) == ("D", "check locally")


def test_offences_on_disk_have_no_fault_and_late_reviews_are_warnings(ask) -> None:
    answer = ask("lint")
    assert (answer.code, answer.out, answer.err.strip()) == (0, "", "No findings.")
    late = ask("lint", "cac-us", "--on", "2030-01-01", "--json")
    assert late.code == 0
    assert {(one["code"], one["warning"]) for one in late.lines} == {("proof.review", True)}


@pytest.mark.parametrize("command", ["show", "lint"])
def test_a_pack_without_offences_is_told_which_have_them(ask, command: str) -> None:
    answer = ask(command, "nowhere")
    assert answer.code == 2
    assert "cn-2023" in answer.err
