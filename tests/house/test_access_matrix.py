"""Every page, route and command says who may, and keeps to it: for each role, at home and abroad.

The matrix is made from the URL maps and the policy: a new route without a row fails by itself.
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bairn.access import gate
from bairn.access.terms import Scope
from bairn.cases import queries as cases
from bairn.cli.who_may import WHO_MAY as COMMANDS
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.web.desk.who_may import WHO_MAY as DESK
from tests.doors.desk.casework import signed_in
from tests.house.full_addresses import ids_of
from tests.house.full_house import ROLES, FullHouse, fill
from tests.house.routes import ALL_DOORS, DOORS, FOR_ANYBODY, MARKERS, Route, commands, routes
from tests.rooms.intake.desk import CANARIES

ROUTES = [route for route in routes() if route.name not in FOR_ANYBODY]
PAGES = [route for route in ROUTES if route.name.startswith("desk:")]
# What is refused before anything is looked at, or shown as if it were not there.
SHUT = {403, 404, 405}


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: r.name)
def test_a_route_says_who_may(route: Route) -> None:
    gates = DOORS[route.name]
    assert gates
    assert set(gates) - MARKERS <= set(gate.policy())


@pytest.mark.parametrize("name", sorted(DOORS))
def test_what_says_who_may_is_a_route(name: str) -> None:
    assert name in {route.name for route in ROUTES}


def test_every_command_says_who_may_and_the_house_itself_may_do_it() -> None:
    assert commands() == set(COMMANDS)
    for gates in COMMANDS.values():
        for name in set(gates) - MARKERS:
            assert "system" in gate.policy()[name].who, name


def test_only_the_addresses_of_machines_are_open_to_machines() -> None:
    for name, gates in DOORS.items():
        kinds = {"platform"} if ":ispws" in name else {"partner"} if ":partner:" in name else set()
        for one in set(gates) - MARKERS if kinds else ():
            assert kinds & gate.policy()[one].who, f"{name} {one}"


@pytest.fixture
def house(transactional_db: None) -> FullHouse:
    return fill()


@pytest.fixture
def ids(house: FullHouse) -> dict[str, str]:
    return ids_of(house)


def strangers(house: FullHouse) -> Iterator[tuple[str, Actor]]:
    """Everybody out of reach of the case and the report."""
    yield from ((f"far {role}", actor) for role, actor in house.elsewhere.items())


def done_by(actor: Actor, holders: list[uuid.UUID]) -> list[str]:
    """What this actor has done or seen of these holders, as the record says."""
    with connection.cursor() as cursor:
        cursor.execute("set role bairn_auditor")
        cursor.execute(
            "select act from oversight_entry where actor_id = %s and outcome = 'done' "
            "and (case_id = any (%s) or report_id = any (%s))",
            [actor.id, holders, holders],
        )
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("reset role")
        return found


# Without them an address of the upload protocol refuses before it asks who may.
_TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "1"}

_BY_PROGRAMS = {"desk:uploads", "desk:upload_part"}  # who follow to no page, and are told plainly


def ask(client: Client, route: Route, filled: dict[str, str], method: str = "get"):
    """The answer of a page, asked by `get` or by an empty form."""
    given = {part: filled.get(f"{route.name}.{part}", filled[part]) for part in route.parts}
    return getattr(client, method)(reverse(route.name, kwargs=given), headers=_TUS)


@pytest.fixture(autouse=True)
def _doors(settings) -> None:
    settings.ROOT_URLCONF = ALL_DOORS


def test_nobody_who_has_not_signed_in_gets_past_a_page_of_the_desk(ids: dict[str, str]) -> None:
    for route in PAGES:
        for method in ("get", "post"):
            answer = ask(Client(), route, ids, method)
            if route.name in _BY_PROGRAMS:
                assert answer.status_code == 401, route.name
                continue
            assert answer.status_code == 302, route.name
            assert answer.headers["Location"].startswith(reverse("account_login"))


def test_each_role_gets_the_pages_that_the_policy_gives_it_and_no_other(
    house: FullHouse, ids: dict[str, str]
) -> None:
    wrong = []
    for role in ROLES:
        client = signed_in(house.own[role])
        for route in PAGES:
            answer = ask(client, route, ids)
            if answer.status_code == 405:  # changes something: asked for below, by its form
                continue
            allowed = _may(role, route)
            if (answer.status_code == 200) != allowed:
                wrong.append((role, route.name, answer.status_code, allowed))
    assert not wrong, "\n".join(map(str, wrong))


# Where an inspector sees of any case that something is neglected or to be judged in it, by its
# reference or its number on the record.
_INSPECTED = {"desk:vigilance_signals", "desk:conflicts"}
_OF_HANDS = {"desk.exhibit", "desk.sending", "desk.kit"}
_CIRCLE = {"investigator", "interviewer", "medic"}  # of the case
_REACH = {
    "case_id": {"supervisor", *_CIRCLE},
    "report_id": {"supervisor", "intake_officer"},
}


def _may(role: str, route: Route) -> bool:
    """What the policy and the circle say, worked out here once more from the plain words."""
    name = DESK[route.name][0]
    if name == "signed_in":
        return True
    row = gate.policy()[name]
    if role not in row.who:
        return False
    if "entry_id" in route.parts:  # an entry is seen by the circle and by inspectors
        return False
    of_hands = name in {"desk.exhibit", "desk.sending", "desk.kit"} or not {
        "offer_id",
        "file_id",
    }.isdisjoint(route.parts)
    if role == "medic" and of_hands:
        return False  # a clinician sees what was in their hands alone
    if "upload_id" in route.parts:  # an upload is of whoever sends it
        return role == "supervisor"
    if "viewing_id" in route.parts:  # a viewing is of whoever began it
        return role == "investigator"
    if "signal_id" in route.parts:  # a signal is seen by its case's circle and by inspectors
        return role in _REACH["case_id"] or role == "inspector"
    if {"collection_id", "lead_id"} & set(route.parts):
        # A collection is of whoever brought it; a lead of whoever reaches both of its sides.
        return role == "supervisor"
    if row.scope is not Scope.REACH:
        return True
    return all(role in _REACH[part] for part in route.parts if part in _REACH)


def test_nobody_out_of_reach_does_or_sees_anything_by_any_address(
    house: FullHouse, ids: dict[str, str]
) -> None:
    held = [route for route in PAGES if set(route.parts) & {"case_id", "report_id"}]
    seen = []
    for name, actor in strangers(house):
        client = signed_in(actor)
        for route in held:
            for method in ("get", "post"):
                status = ask(client, route, ids, method).status_code
                if status not in SHUT:
                    seen.append((name, route.name, method, status))
        assert done_by(actor, [house.case, house.waiting, house.joined]) == [], name
    assert not seen, "\n".join(map(str, seen))


def test_whoever_is_kept_out_of_a_case_does_and_sees_nothing_of_it(
    house: FullHouse, ids: dict[str, str]
) -> None:
    client = signed_in(house.excluded)
    held = [route for route in PAGES if "case_id" in route.parts]
    for route in held:
        for method in ("get", "post"):
            assert ask(client, route, ids, method).status_code in SHUT, route.name
    assert done_by(house.excluded, [house.case]) == []
    listed = client.get(reverse("desk:cases")).content.decode()
    assert str(house.case) not in listed


# Names that are the same for everybody: of a step, a pack, a list of digests, a page in a file.
_PUBLIC = {"step", "pack_id", "list_id", "record"}


def test_what_is_not_yours_looks_like_what_is_not_there(
    house: FullHouse, ids: dict[str, str]
) -> None:
    nothing = {part: str(uuid.uuid4()) for part in ids}
    nothing |= {public: ids[public] for public in _PUBLIC}
    client = signed_in(house.elsewhere["supervisor"])
    for route in PAGES:
        if set(route.parts) <= _PUBLIC:
            continue
        for method in ("get", "post"):
            foreign, absent = (ask(client, route, one, method) for one in (ids, nothing))
            assert foreign.status_code == absent.status_code, route.name
            assert _without_ids(foreign.content) == _without_ids(absent.content), route.name


def _without_ids(content: bytes) -> str:
    """The page without the ids that were asked for and the token against foreign forms."""
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_a_list_holds_nothing_from_beyond_ones_reach(house: FullHouse) -> None:
    reference = cases.case(
        actor=house.own["supervisor"], at=clock.now(), case_id=house.case
    ).reference
    for role, actor in house.elsewhere.items():
        client = signed_in(actor)
        for route in (route for route in PAGES if not route.parts):
            if role == "inspector" and route.name in _INSPECTED:
                continue
            page = client.get(reverse(route.name)).content.decode()
            for own in (str(house.case), str(house.waiting), reference):
                assert own not in page, (role, route.name)


def test_a_search_by_a_role_that_may_not_search_finds_nothing_and_is_refused(
    house: FullHouse,
) -> None:
    may = gate.policy()["vault.look_up"].who
    asked = {"q": CANARIES["phone"]}
    found = signed_in(house.own["supervisor"]).post(reverse("desk:search"), asked)
    assert str(house.waiting) in found.content.decode()
    for role in set(ROLES) - may:
        answer = signed_in(house.own[role]).post(reverse("desk:search"), asked)
        assert str(house.waiting) not in answer.content.decode(), role


def test_machines_addresses_are_shut_without_a_password_or_token() -> None:
    open_to_anybody = {name for name, gates in DOORS.items() if gates == ("public",)}
    for route in ROUTES:
        if not route.name.startswith("api:") or route.name in open_to_anybody:
            continue
        given = dict.fromkeys(route.parts, "R-26-0000000-0")
        for method in ("get", "post"):
            status = getattr(Client(), method)(reverse(route.name, kwargs=given)).status_code
            assert status in {401, 405}, (route.name, method)
