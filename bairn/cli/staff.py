"""`bairn staff`: who works here, in which roles."""

import uuid
from typing import Annotated

import typer

from bairn.access import actions as access_actions
from bairn.access import queries as access
from bairn.access.terms import Role, StaffCard
from bairn.cli import passwords, showing, starting
from bairn.kernel.refusal import Refusal

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Members of staff.")
Username = Annotated[str, typer.Argument(help="What they sign in with.")]


@app.command()
def add(
    username: Username,
    unit: Annotated[uuid.UUID, typer.Option(help="Id of their unit: see `bairn unit list`.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be given again.")],
    name: Annotated[str, typer.Option(help="What colleagues see; the username if left out.")] = "",
    language: Annotated[str, typer.Option(help="en or zh-hans.")] = "en",
    generate: passwords.Generate = False,
    as_json: showing.Json = False,
) -> None:
    """Add a member of staff. The password is typed, piped in, or drawn with --generate."""
    password = passwords.asked(generate=generate)
    call = starting.begin()
    staff_id = access_actions.add_staff(
        actor=call.actor,
        at=call.at,
        username=username,
        display_name=name or username,
        unit_id=unit,
        roles=[one.value for one in role],
        password=password,
        language=language,
    )
    row = {"id": staff_id, "username": username, "roles": [one.value for one in role]}
    if generate:
        row["password"] = password
    showing.rows([row], as_json=as_json, columns=tuple(row))


@app.command("list")
def list_staff(
    unit: Annotated[
        uuid.UUID | None, typer.Option(help="Of this unit; everybody if left out.")
    ] = None,
    as_json: showing.Json = False,
) -> None:
    """List the staff of a unit, or of every unit."""
    call = starting.begin()
    showing.rows(
        [
            {
                "id": card.id,
                "username": card.username,
                "name": card.display_name,
                "unit": name,
                "roles": sorted(card.roles),
                "active": card.active,
            }
            for card, name in _everybody(call, unit)
        ],
        as_json=as_json,
        columns=("username", "name", "unit", "roles", "active"),
        empty="Nobody yet: bairn staff add USERNAME --unit ID --role ROLE",
    )


@app.command("role")
def set_role(
    username: Username,
    role: Annotated[Role, typer.Argument(help="The role.")],
    end: Annotated[bool, typer.Option("--end", help="End it instead of giving it.")] = False,
    as_json: showing.Json = False,
) -> None:
    """Give somebody a role from now on, or end one now."""
    call = starting.begin()
    staff_id = _find(call, username).id
    change = access_actions.end_role if end else access_actions.give_role
    change(actor=call.actor, at=call.at, staff_id=staff_id, role=role.value)
    row = {"username": username, "role": role.value, "held": not end}
    showing.rows([row], as_json=as_json, columns=tuple(row))


@app.command("password")
def set_password(
    username: Username,
    generate: passwords.Generate = False,
    as_json: showing.Json = False,
) -> None:
    """Give somebody a new password, as when the old one is lost."""
    password = passwords.asked(generate=generate)
    call = starting.begin()
    staff_id = _find(call, username).id
    access_actions.set_password(actor=call.actor, at=call.at, staff_id=staff_id, password=password)
    row = {"username": username, "changed": True}
    if generate:
        row = {**row, "password": password}
    showing.rows([row], as_json=as_json, columns=tuple(row))


def _everybody(call: starting.Call, unit: uuid.UUID | None) -> list[tuple[StaffCard, str]]:
    return [
        (card, one.name)
        for one in access.units(actor=call.actor, at=call.at)
        if unit in (None, one.id)
        for card in access.staff_of_unit(actor=call.actor, at=call.at, unit_id=one.id)
    ]


def _find(call: starting.Call, username: str) -> StaffCard:
    for card, _ in _everybody(call, None):
        if card.username == username:
            return card
    raise Refusal("staff.unknown", "Nobody here signs in with this name.", field="username")
