"""Passwords at the command line: typed, piped or drawn; never an argument that `ps` would show."""

import secrets
import sys
from typing import Annotated

import typer

Generate = Annotated[
    bool, typer.Option("--generate", help="Draw a password and show it once on stdout.")
]
_BYTES = 18


def asked(*, generate: bool) -> str:
    """A password: drawn, typed twice unseen at a terminal, or one line from a pipe."""
    if generate:
        return secrets.token_urlsafe(_BYTES)
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
