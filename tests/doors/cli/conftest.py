"""A house of its own for commands: its own home, its own database, started by the commands."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bairn.house import environment, postgres

# What a test run sets for itself must not reach the commands: they start from nothing.
_OURS = ("BAIRN_", "DJANGO_", "DATABASE_URL", "PYTEST_", "HOME")


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        """Every line of stdout as JSON: fails where anything else stands there."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class OwnHouse:
    """A home without anything in it at first; `bairn` runs commands in it from another folder."""

    path: Path

    @property
    def surroundings(self):
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(_OURS) or key == "BAIRN_PG_BIN"
        }
        where = {"BAIRN_HOME": str(self.path / "house"), "HOME": str(self.path)}
        return {**kept, **where, "PYTHONPATH": str(environment.CHECKOUT)}

    def bairn(self, *arguments, stdin="", **more):
        done = subprocess.run(
            [sys.executable, "-m", "bairn.cli", *map(str, arguments)],
            cwd=self.path,
            env=self.surroundings | more,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def end(self):
        """Drop its database; a home that never got so far has none."""
        name = self.path / "house" / "database-name"
        if name.exists():
            socket = str(postgres.place(environment.CHECKOUT).socket)
            with psycopg.connect(
                dbname="postgres", user="postgres", host=socket, autocommit=True
            ) as server:
                server.execute(f'drop database if exists "{name.read_text()}" with (force)')


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """A house for all command tests of a run, without the demo."""
    own = OwnHouse(tmp_path_factory.mktemp("own"))
    yield own
    own.end()


@pytest.fixture
def new_house(tmp_path):
    """A house that no test was in before."""
    own = OwnHouse(tmp_path)
    yield own
    own.end()


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory):
    """A house with a small demo."""
    own = OwnHouse(tmp_path_factory.mktemp("demo"))
    made = own.bairn("demo", "--cases", 12, "--json")
    assert made.code == 0, made.err
    assert made.lines[0]["made"] is True
    yield own
    own.end()
