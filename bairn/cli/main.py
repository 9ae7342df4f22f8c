"""The commands by name. The file of a group is loaded when it is called, and Django before it."""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import django
import psycopg
import typer
from django.db import OperationalError
from typer.core import TyperCommand, TyperGroup

from bairn import __version__
from bairn.cli import showing
from bairn.house.environment import EnvironmentFault
from bairn.house.postgres import PostgresError
from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.refusal import Refusal

SETTINGS = "bairn.house.settings"
DONE, NOT_ALL, MISUSED, NOT_STANDING = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Group:
    """A command or a group of commands: the file it stands in, and its line in the help."""

    file: str
    line: str
    django: bool = True  # False: works without the house


GROUPS: dict[str, Group] = {
    "serve": Group("serve", "Start everything and serve until stopped."),
    "welcome": Group("welcome", "Show one report on its way, and where the doors are."),
    "setup": Group("setup", "Set up database, tables and static files, and stop."),
    "migrate": Group("migrate", "Bring the database to the current tables."),
    "demo": Group("demo", "Fill an empty house with an invented district."),
    "receive": Group("receive", "Receive platform reports from CyberTipline XML files."),
    "queue": Group("queue", "Show the reports that wait, most urgent first."),
    "record": Group("record", "The oversight record: export it, see its state, get a receipt."),
    "bundle": Group("bundle", "Write a bundle for court, and stamp one later."),
    "verify": Group("verify", "Verify an exported record, without the house.", django=False),
    "staff": Group("staff", "Members of staff: add, list, roles, passwords."),
    "unit": Group("unit", "Agencies and their units: add, list."),
    "platform": Group("platform", "Platforms that report with their own client: add, list."),
    "partner": Group("partner", "Agencies' systems that report by token: add."),
    "route": Group("route", "Which unit takes in which reports: set."),
    "packs": Group("packs", "Protocol packs: list, lint, show.", django=False),
    "preservation": Group("preservation", "Requests to holders: how much runs out, by count."),
    "vigilance": Group("vigilance", "What is being neglected: sweep, rules, who oversees."),
    "overlays": Group("overlays", "What agencies lay over packs: add, end, list, lint."),
    "sweep": Group("sweep", "Read every open case for what is due, and count."),
    "proof": Group("proof", "Offences and what their elements ask for.", django=False),
    "digests": Group("digests", "Lists of known digests: import, list, match."),
    "import": Group("bring_in", "Bring older records in from CSV, Excel or JSON."),
    "link": Group("link", "Link many records at once: leads, or a file.", django=False),
    "evidence": Group("evidence", "Files that are evidence: take in, read again, digests."),
    "keys": Group("keys", "Keys of the vault: rotate, health."),
    "health": Group("health", "Say which part of the house is down, if any."),
    "match": Group("match", "Run the one process that compares people, with its index."),
    "work": Group("work", "Run the worker that does what was deferred."),
    "sequence": Group("sequence", "Run the sequencer that gives entries their place."),
    "witness": Group("witness", "Run the local witness that cosigns the record."),
}


class _Commands(TyperGroup):
    """Knows the names of all commands, and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every name, in the order of the help."""
        return list(GROUPS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the line of the help; None for an unknown name."""
        group = GROUPS.get(cmd_name)
        return group and TyperCommand(cmd_name, help=group.line)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, loaded, with the arguments left for it."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        return name, stand_in and load(str(name)), rest


def load(name: str) -> Any:
    """The command of this name, from its own file."""
    group = GROUPS[name]
    if group.django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        django.setup()
    module = importlib.import_module(f"bairn.cli.{group.file}")
    command = typer.main.get_command(module.app)
    command.name = name
    return command


_app = typer.Typer(
    cls=_Commands,
    name="bairn",
    help="Bairn: case management for sexual-offence investigations that puts the child first.",
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with locals could hold a name
    epilog="Exit codes: 0 done, 1 refused or unreadable, 2 misused, 3 the house cannot stand.",
    no_args_is_help=True,
)


@_app.callback(invoke_without_command=True)
def _version(
    *,
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    if version:
        showing.say(__version__)
        raise typer.Exit


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    try:
        typer.main.get_command(_app).main(args=given, prog_name="bairn")
    except Refusal as refusal:
        showing.refused(refusal, as_json=as_json)
        sys.exit(NOT_ALL)
    except (PostgresError, EnvironmentFault, CatalogueError) as fault:
        showing.fault(str(fault), as_json=as_json)
    except (OperationalError, psycopg.OperationalError):
        showing.fault("The database does not answer: see `bairn health`.", as_json=as_json)
    sys.exit(NOT_STANDING)
