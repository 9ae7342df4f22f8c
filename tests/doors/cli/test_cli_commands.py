"""Every command has its help, its row in the access matrix, and the exit codes that are written."""

import pytest

from bairn.access import gate
from bairn.cli import main
from bairn.cli.who_may import WHO_MAY


def tree():
    """Every command by its path, as the command line has them."""
    for name in main.GROUPS:
        command = main.load(name)
        below = getattr(command, "commands", None)
        yield from ((f"{name} {one}" for one in below) if below else (name,))


def leave(*arguments):
    with pytest.raises(SystemExit) as left:
        main.run(arguments)
    return left.value.code


def test_every_command_has_a_row_in_the_access_matrix_and_no_row_is_without_a_command():
    assert set(tree()) == set(WHO_MAY)


@pytest.mark.parametrize("path", WHO_MAY)
def test_every_act_of_a_command_is_open_to_the_house(path):
    names = [name for name in WHO_MAY[path] if name != "public"]
    assert WHO_MAY[path]
    for name in names:
        assert name in gate.REGISTERED, name
        assert "system" in gate.policy()[name].who, name


@pytest.mark.parametrize("path", WHO_MAY)
def test_every_command_has_its_help(path, capsys):
    assert leave(*path.split(), "--help") == 0
    said = capsys.readouterr().out
    assert f"bairn {path}" in said
    assert "--help" in said


@pytest.mark.parametrize("name", main.GROUPS)
def test_the_first_help_says_of_each_command_what_its_own_help_says(name):
    own = main.load(name).help or ""
    assert own.strip(), name
    assert main.GROUPS[name].line.endswith(".")


def test_the_help_names_every_command(house):
    answer = house.bairn("--help")
    assert answer.code == 0
    assert all(name in answer.out for name in main.GROUPS)
    assert "Exit codes" in answer.out


def test_help_touches_nothing_in_an_empty_home(tmp_path, house):
    answer = house.bairn("--help", BAIRN_HOME=str(tmp_path / "none"))
    assert answer.code == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("receive",), ("queue", "--limit", "0"), ("packs", "show", "nope")]
)
def test_a_misused_command_line_leaves_with_2(arguments, house):
    assert house.bairn(*arguments).code == 2


def test_a_refusal_leaves_with_1_and_names_its_code(house):
    answer = house.bairn("record", "receipt", "R-26-0000000-0", "--json")
    assert answer.code == 1
    assert answer.lines == [
        {"error": "record.no_report", "reason": "There is no report with this reference."}
    ]


@pytest.mark.parametrize(
    "wrong", [{"BAIRN_RESTRICTED_FILES": "everywhere"}, {"DATABASE_URL": "sqlite:///here"}]
)
def test_a_house_that_cannot_stand_leaves_with_3_and_says_why(wrong, house):
    answer = house.bairn("unit", "list", "--json", **wrong)
    assert answer.code == 3
    (line,) = answer.lines
    assert line["error"] == "house.cannot_stand"
    assert next(iter(wrong)) in line["reason"]


def test_a_database_that_is_away_leaves_with_3(house):
    address = "postgresql://nobody@127.0.0.1:9/none"
    answer = house.bairn("unit", "list", "--json", DATABASE_URL=address)
    assert answer.code == 3
    assert answer.lines[0]["error"] == "house.cannot_stand"


def test_packs_are_read_without_a_house(house, tmp_path):
    answer = house.bairn("packs", "list", "--json", BAIRN_HOME=str(tmp_path / "none"))
    assert {row["id"] for row in answer.lines} == {"barnahus-eu", "cac-us", "cn-2023"}
    assert not (tmp_path / "none").exists()
    assert house.bairn("packs", "lint", "--json").code == 0


def test_a_pack_shows_each_row_with_its_source_and_mark(house):
    rows = house.bairn("packs", "show", "cn-2023", "--language", "zh", "--json").lines
    assert {row["mark"] for row in rows} <= {"V", "V2", "K", "D"}
    assert all(row["source"] for row in rows)


def test_staff_are_added_changed_and_listed(house):
    unit = house.bairn("unit", "add", "Children", "--agency", "Eastfield", "--json").lines[0]["id"]
    arguments = ("staff", "add", "birch", "--unit", unit, "--role", "investigator", "--json")
    added = house.bairn(*arguments, stdin="a long quiet river\n")
    assert added.code == 0
    assert "a long quiet river" not in added.out + added.err
    again = house.bairn(*arguments, stdin="a long quiet river\n")
    assert (again.code, again.lines[0]["error"]) == (1, "access.username")
    assert house.bairn("staff", "role", "birch", "supervisor", "--json").lines[0]["held"] is True
    assert house.bairn("staff", "role", "birch", "investigator", "--end").code == 0
    drawn = house.bairn("staff", "password", "birch", "--generate", "--json").lines[0]
    assert len(drawn["password"]) >= 20
    listed = house.bairn("staff", "list", "--unit", unit, "--json").lines
    assert [(one["username"], one["roles"]) for one in listed] == [("birch", ["supervisor"])]


def test_a_weak_password_is_refused_and_not_repeated(house):
    unit = house.bairn("unit", "add", "Quay", "--agency", "Eastfield", "--json").lines[0]["id"]
    answer = house.bairn(
        "staff", "add", "oak", "--unit", unit, "--role", "medic", "--json", stdin="tiny word\n"
    )
    assert (answer.code, answer.lines[0]["error"]) == (1, "access.password")
    assert "tiny word" not in answer.out + answer.err


def test_senders_and_routes_are_registered(house):
    unit = house.bairn("unit", "add", "Online", "--agency", "Eastfield", "--json").lines[0]
    password = house.bairn(
        "platform", "add", "lantern", "--name", "Lantern", "--generate", "--json"
    ).lines[0]["password"]
    listed = house.bairn("platform", "list", "--json")
    assert [one["username"] for one in listed.lines] == ["lantern"]
    assert password not in listed.out
    token = house.bairn(
        "partner", "add", "Clinic", "--agency", unit["agency_id"], "--unit", unit["id"],
        "--purpose", "intake", "--json",
    ).lines[0]["token"]  # fmt: skip
    assert len(token) >= 32
    route = house.bairn("route", "set", unit["id"], "--pack", "cac-us", "--json")
    assert route.lines == [{"pack": "cac-us", "unit_id": unit["id"]}]


def test_keys_are_well_and_renewed_without_opening_anything(house):
    health = house.bairn("keys", "health", "--json")
    assert (health.code, health.lines) == (0, [{"ok": True, "wrong": ""}])
    assert house.bairn("keys", "rotate", "--json").code == 2
    assert house.bairn("keys", "rotate", "--all", "--json").code == 0
    unknown = house.bairn("keys", "rotate", "R-26-0000000-0", "--json")
    assert (unknown.code, unknown.lines[0]["error"]) == (1, "keys.unknown")


def test_health_names_the_parts_that_are_down_where_nothing_serves(house):
    house.bairn("setup")
    answer = house.bairn("health", "--json")
    up = {row["part"]: row["up"] for row in answer.lines}
    assert answer.code == 1
    assert {"database", "keys", "disk"} <= {name for name, well in up.items() if well}
    assert up["worker"] is False
