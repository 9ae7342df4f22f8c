"""`bairn demo`: an invented district in an empty house, and nowhere else."""

import json
import stat

from bairn.access.terms import Role
from bairn.demo import presence


def test_a_demo_that_is_here_already_says_so_and_leaves_with_0(demo_house):
    answer = demo_house.bairn("demo", "--json")
    assert answer.code == 0
    assert answer.lines[0]["made"] is False


def test_a_house_with_units_of_its_own_is_left_alone(house):
    house.bairn("unit", "add", "Own", "--agency", "Own", "--json")
    before = house.bairn("unit", "list", "--json").out
    answer = house.bairn("demo", "--json")
    assert (answer.code, answer.lines[0]["error"]) == (1, "demo.not_empty")
    assert house.bairn("unit", "list", "--json").out == before


def test_a_house_that_only_received_a_file_so_far_is_empty_to_the_demo(new_house):
    assert new_house.bairn("receive", "--json", presence.SAMPLE).code == 0
    answer = new_house.bairn("demo", "--cases", "3", "--json")
    assert (answer.code, answer.lines[0]["made"]) == (0, True)


def test_the_sign_in_page_gets_one_person_of_each_role_and_nobody_else_can_read_it(demo_house):
    home = demo_house.path / "house"
    for name in ("demo-hints.json", "demo-password"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    hints = json.loads((home / "demo-hints.json").read_text())
    assert len(hints) == len(Role)
    assert all(set(one) == {"username", "title", "unit", "password"} for one in hints)
    assert all(one["title"]["en"] and one["title"]["zh"] for one in hints)
    listed = {
        one["username"]: one["roles"] for one in demo_house.bairn("staff", "list", "--json").lines
    }
    assert {role for one in hints for role in listed[one["username"]]} == {r.value for r in Role}


def test_the_password_is_drawn_anew_in_each_home(demo_house, house):
    drawn = (demo_house.path / "house" / "demo-password").read_text()
    assert len(drawn.strip()) >= 16
    assert not (house.path / "house" / "demo-password").exists()


def test_forty_people_in_seven_units_of_five_agencies_live_here(demo_house):
    units = demo_house.bairn("unit", "list", "--json").lines
    assert len(units) == 7
    assert len({one["agency"] for one in units}) == 5
    assert len(demo_house.bairn("staff", "list", "--json").lines) == 41


def test_reports_wait_in_the_queue_with_windows_open_and_lowerings_asked_for(demo_house):
    waiting = demo_house.bairn("queue", "--json").lines
    assert any(one["lowering_open"] for one in waiting)
    assert any(one["windows"] for one in waiting)
    assert any(one["may_be_same"] for one in waiting)
    assert any(one["band"] is None for one in waiting)
