"""Whom to call when minutes matter, from the catalogue beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bairn.kernel import catalogue

_FILE = Path(__file__).parent / "catalogue" / "emergency.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One number and what it is for, in `{en, zh}`."""

    number: str
    what: Mapping[str, str]

    @property
    def dial(self) -> str:
        """The number as a `tel:` address takes it."""
        return "".join(c for c in self.number if c.isdigit() or c == "+")


@dataclass(frozen=True, slots=True)
class Place:
    """The numbers of one jurisdiction with the source of the row."""

    code: str
    pack: str  # the protocol pack that holds there
    name: Mapping[str, str]
    lines: tuple[Line, ...]
    source: Mapping[str, Any]


def places(*, jurisdiction: str) -> tuple[Place, ...]:
    """The place with this code alone, or all of them where the code is not known."""
    known = _all()
    return tuple(p for p in known if p.code == jurisdiction) or known


def pack_of(*, jurisdiction: str) -> str:
    """The pack that holds in this jurisdiction, "" where it is not known."""
    return next((place.pack for place in _all() if place.code == jurisdiction), "")


@lru_cache(maxsize=1)
def _all() -> tuple[Place, ...]:
    return tuple(
        Place(
            code=code,
            pack=row["pack"],
            name=row["place"],
            lines=tuple(Line(line["number"], line["what"]) for line in row["lines"]),
            source=row["source"],
        )
        for code, row in catalogue.load(_FILE).items()
    )
