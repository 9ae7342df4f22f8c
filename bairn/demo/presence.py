"""Whether the demo lives in this house, and what its sign-in page may show. Two small files."""

import json
import os
import secrets
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from bairn.access import queries as access
from bairn.demo.cast import district, hints
from bairn.kernel.actor import Actor

SAMPLE = Path(__file__).parent / "sample-report.xml"


class Presence(StrEnum):
    """What lives in the house."""

    NOBODY = "nobody"
    DEMO = "demo"
    OTHERS = "others"  # real units: the demo stays out


def presence(*, actor: Actor, at: datetime, stand_ins: frozenset[str] = frozenset()) -> Presence:
    """Who lives here: no report comes in without a unit, so units tell.

    `stand_ins` are units that a command made so that nothing is turned away from an empty house;
    while nobody works in them, nobody lives here.
    """
    cards = access.units(actor=actor, at=at)
    ours = {unit.name for unit in district().units}
    if ours <= {card.name for card in cards}:
        return Presence.DEMO
    for card in cards:
        taken = card.name not in stand_ins
        if taken or access.staff_of_unit(actor=actor, at=at, unit_id=card.id):
            return Presence.OTHERS
    return Presence.NOBODY


def password_file() -> Path:
    """Where the one password of everybody in the demo is kept, for its owner's eyes alone."""
    return Path(settings.BAIRN_HOME) / "demo-password"


def hints_file() -> Path:
    """Where the sign-in page finds whom to sign in as."""
    return Path(settings.BAIRN_HOME) / "demo-hints.json"


def draw_password() -> str:
    """The demo's password: drawn once for each home."""
    path = password_file()
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    words = secrets.token_hex(2), secrets.token_hex(2), secrets.token_hex(2), secrets.token_hex(2)
    password = "-".join(words)
    _keep(path, password + "\n")
    return password


def keep_hints() -> None:
    """One person of each role for the sign-in page: `[{username, title {en, zh}, unit, password}]`.

    Its place is the home, since the doors know nothing of the demo; its owner alone can read it.
    """
    password = draw_password()
    rows = [{**asdict(hint), "password": password} for hint in hints()]
    _keep(hints_file(), json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _keep(path: Path, text: str) -> None:
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    aside.replace(path)
