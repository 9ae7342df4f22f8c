"""What is known of names that no rule gives, from `catalogue/spellings.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

CATALOGUE: Final = Path(__file__).parent / "catalogue"
_ROWS: Final[Mapping[str, str]] = yaml.safe_load((CATALOGUE / "spellings.yaml").read_text("utf-8"))


def listed(name: str) -> list[str]:
    """A list in its order."""
    return list(dict.fromkeys(_ROWS[name].split()))


def words(name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(_ROWS[name].split())


def pairs(name: str) -> dict[str, str]:
    """A list of `one=other` as a mapping."""
    return dict(one.split("=") for one in _ROWS[name].split())
