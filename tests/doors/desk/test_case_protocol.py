"""The Protocol tab: columns under their gates, branches with their reasons, what is asked for."""

import re
from datetime import timedelta

import pytest
import yaml

from bairn.access.terms import Role
from bairn.cases import queries as cases
from bairn.cases.actions import open_case
from bairn.kernel import clock
from bairn.protocols import actions as protocols
from bairn.protocols import packs, queries
from bairn.protocols.terms import Board, CaseFacts, StepState
from bairn.web.desk import case_board
from bairn.web.desk.case_board import Show
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene, scene, signed_in
from tests.house.rooms import CHECKOUT

pytestmark = pytest.mark.django_db
# Roles of the packs that nobody here works: they belong to people outside the house.
OUTSIDE = {"judge", "court", "lawyer", "legal_aid", "school", "schools"}


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def board(here: Scene) -> Board:
    return queries.board_of_case(actor=here.second, at=clock.now(), case_id=here.case)


def tab(here: Scene, query: str = "", language: str = "en") -> str:
    answer = signed_in(here.first, language).get(f"/desk/cases/{here.case}/protocol/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def learn(here: Scene, **values: bool) -> None:
    protocols.record_facts(
        actor=here.second, at=clock.now(), case_id=here.case, facts=CaseFacts(values)
    )


def step_path(here: Scene, step: str) -> str:
    return f"/desk/cases/{here.case}/protocol/step/{step}/"


def shown_steps(text: str) -> set[str]:
    return set(re.findall(r'<h3><a href="/desk/cases/[^/]+/protocol/step/([a-z_0-9]+)/"', text))


def test_every_step_of_the_case_stands_in_one_column_whatever_its_state(here: Scene) -> None:
    assert shown_steps(tab(here)) == {row.step for row in board(here).steps}


def test_a_shut_gate_names_the_missing_steps_with_links_and_opens_when_they_are_done(
    here: Scene,
) -> None:
    text = tab(here)
    gate = next(one for one in board(here).gates if one.stage == "interview")
    column = text.split('id="stage-interview"')[1].split("</section>")[0]
    assert "gate shut" in column
    assert all(f'href="{step_path(here, row.step)}"' in column for row in gate.missing)
    for row in gate.missing:
        protocols.ask_waiver(
            actor=here.first,
            at=clock.now(),
            case_id=here.case,
            step=row.step,
            reason="does_not_fit",
        )
        prosecutor = cast.staff(f"pia-{row.step}", "prosecutor", unit=here.place.other_unit)
        casework.place_in_circle(here, prosecutor, "prosecutor")
        protocols.approve_waiver(actor=prosecutor, at=clock.now(), case_id=here.case, step=row.step)
    column = tab(here).split('id="stage-interview"')[1].split("</section>")[0]
    assert "gate open" in column


def test_what_must_stand_before_closing_is_said_below_the_columns(here: Scene) -> None:
    assert "gate shut" in tab(here).split('id="closing-gate"')[1]


def test_a_branch_in_force_says_why_and_tags_its_steps(here: Scene) -> None:
    assert "Branches in force" not in tab(here)
    learn(here, guardian_implicated=True)
    text = tab(here)
    chip = text.split('id="branches"')[1].split("</section>")[0]
    assert "because: a parent or guardian is, or may be, implicated" in chip
    own = {row.step for row in board(here).steps if row.branch == "implicated_guardian"}
    assert own
    assert shown_steps(tab(here, "?branch=implicated_guardian")) == own
    assert shown_steps(tab(here, "?branch=nothing")) == shown_steps(text)


@pytest.mark.parametrize("show", list(Show))
def test_the_address_asks_for_some_steps_and_the_count_beside_it_is_right(
    here: Scene, show: Show
) -> None:
    text = tab(here, f"?show={show}")
    kept = case_board.shown(board(here).steps, show=show, branch="", roles=here.first.roles)
    assert shown_steps(text) == {row.step for row in kept}
    chosen = text.split("Which steps")[1].split("</nav>")[0]
    assert chosen.count('aria-current="true"') == 1


def test_late_and_safety_are_counted_as_the_rows_say(here: Scene) -> None:
    rows = board(here).steps
    counts = case_board.counts(rows, roles=here.first.roles)
    assert counts.late == sum(row.state is StepState.OVERDUE for row in rows) > 0
    assert counts.finished + sum(row.state not in case_board.FINISHED for row in rows) == len(rows)
    mine = case_board.shown(rows, show=Show.MINE, branch="", roles=["medic"])
    assert {name for row in mine for name in row.who} >= {"doctor"}
    assert case_board.shown(rows, show=Show.MINE, branch="", roles=["publisher"]) == ()


@pytest.mark.parametrize("pack_id", packs.ids())
def test_every_role_that_a_pack_names_is_worked_by_somebody_or_is_known_to_stand_outside(
    pack_id: str,
) -> None:
    table = case_board.pack_roles()
    assert set(table) <= {role.value for role in Role}
    worked = {name for names in table.values() for name in names}
    named = {name for step in packs.current(pack_id).steps for name in step.roles}
    assert named - worked <= OUTSIDE


def test_a_filter_that_finds_nothing_says_so(here: Scene) -> None:
    reader = cast.staff("lea", "lab", unit=here.place.other_unit)
    casework.place_in_circle(here, reader, "lab")
    text = signed_in(reader).get(f"/desk/cases/{here.case}/protocol/?show=mine&branch=")
    assert text.status_code == 200


def test_a_decision_that_has_to_wait_is_refused_with_links_to_what_is_missing(here: Scene) -> None:
    client = signed_in(here.first)
    text = client.get(step_path(here, "interview")).content.decode()
    assert "This cannot be recorded yet. First, or left out by two people:" in text
    assert f'href="{step_path(here, "specialist")}"' in text
    wall = here.opened.strftime("%Y-%m-%dT%H:%M")
    asked = {"do": "mark", "happened_at": wall, "kind": "no_filing"}
    refused = client.post(step_path(here, "file_case"), asked)
    assert refused.status_code == 400
    assert "Do it, or ask to leave it out." in refused.content.decode()
    assert "no_filing" not in kinds(here)


def test_an_interview_is_not_marked_past_its_ledger(here: Scene) -> None:
    text = signed_in(here.first).get(step_path(here, "interview")).content.decode()
    assert f'href="/desk/cases/{here.case}/interviews/"' in text
    assert 'value="mark"' not in text
    wall = here.opened.strftime("%Y-%m-%dT%H:%M")
    asked = {"do": "mark", "happened_at": wall}
    assert signed_in(here.first).post(step_path(here, "interview"), asked).status_code == 400
    assert "interview_held" not in kinds(here)


def test_of_several_milestones_only_the_one_that_has_to_wait_is_marked_so(here: Scene) -> None:
    text = signed_in(here.first).get(step_path(here, "file_case")).content.decode()
    assert "Some of these cannot be recorded yet." in text
    wall = here.opened.strftime("%Y-%m-%dT%H:%M")
    for kind, status in (("no_filing", 400), ("case_filed", 302)):
        asked = {"do": "mark", "happened_at": wall, "kind": kind}
        assert signed_in(here.first).post(step_path(here, "file_case"), asked).status_code == status
    assert "no_filing" not in kinds(here)


def kinds(here: Scene) -> set[str]:
    marks = cases.milestones(actor=here.first, at=clock.now(), case_id=here.case)
    return {one.kind for one in marks}


def test_a_waiver_that_was_turned_down_stays_listed_and_may_be_asked_for_again(
    here: Scene,
) -> None:
    first, second, path = signed_in(here.first), signed_in(here.second), step_path(here, "accept")
    path = step_path(here, "specialist")
    assert first.post(path, {"do": "ask", "reason": "does_not_fit"}).status_code == 302
    assert "A second person has to agree" not in second.get(path).content.decode()
    assert first.post(path, {"do": "decline"}).status_code in (400, 403)
    assert second.post(path, {"do": "decline"}).status_code == 302
    text = first.get(path).content.decode()
    assert "Asked before" in text
    assert re.search(r"asked by Ada.*turned down by Ben", text, re.S)
    assert "Ask to leave it out" in text
    assert first.post(path, {"do": "ask", "reason": "not_lawful_here"}).status_code == 302
    again = second.get(path).content.decode()
    assert "Turn it down" in again
    assert "Asked before" in again


def test_a_step_that_is_repeated_shows_when_it_was_done(here: Scene) -> None:
    client, path = signed_in(here.first), step_path(here, "tell_progress")
    for minutes in (60, 20):
        moment = (clock.now() - timedelta(minutes=minutes)).astimezone(board(here).binding.zone)
        asked = {"do": "mark", "happened_at": moment.strftime("%Y-%m-%dT%H:%M")}
        assert client.post(path, asked).status_code == 302, "a repeated step is marked again"
    text = client.get(path).content.decode()
    history = text.split('id="history"')[1].split("</section>")[0]
    assert history.count("<time") == 2


def test_an_agencys_rules_are_said_with_whom_to_reach_and_what_they_change(here: Scene) -> None:
    example = yaml.safe_load((CHECKOUT / "docs" / "examples" / "itsso-60-days.yaml").read_text())
    operator = cast.staff("otto", "operator", unit=here.place.unit)
    role = next(iter(packs.current("barnahus-eu").steps[0].roles))
    content = {**example, "contacts": [{"role": role, "en": "Room 4", "zh": "四号室"}]}
    protocols.add_overlay(
        actor=operator, at=here.opened, agency_id=here.place.agency.id, content=content
    )
    case = open_case(
        actor=here.second,
        at=here.opened,
        unit_id=here.place.unit.id,
        circle={here.first.id: "investigator"},
    )
    protocols.start(
        actor=here.second,
        at=here.opened,
        case_id=case,
        pack_id="barnahus-eu",
        time_zone="Europe/Oslo",
        facts=CaseFacts({"age": 8}),
    )
    client = signed_in(here.first)
    tab = client.get(f"/desk/cases/{case}/protocol/").content.decode()
    assert "own rules laid over it." in tab
    assert "Room 4" in tab.split('id="contacts"')[1]
    link = re.search(r'href="(/desk/packs/barnahus-eu/versions/[^"]+)"', tab)
    assert link is not None
    changed = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "itsso_investigation" in changed
    assert "Room 4" in changed
