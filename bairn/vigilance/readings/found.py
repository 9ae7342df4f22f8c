"""What a reading gives, and what a rule may tell it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bairn.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A condition that stands: since when, and a code that tells it from others of its kind."""

    since: datetime
    code: str = ""
    unit_id: uuid.UUID | None = None  # for what concerns no single case


class Kind(StrEnum):
    """What a parameter of a reading is."""

    SPAN = "span"  # an ISO 8601 duration of days and hours
    COUNT = "count"
    YES_NO = "yes_no"
    MILESTONES = "milestones"  # kinds of cases/catalogue/stages.yaml
    FACTS = "facts"  # names of protocols/catalogue/facts.yaml
    ACTS = "acts"  # names of the policy
    WAYS = "ways"  # in which a thing waits: evidence/terms/neglect.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way of reading neglect: a pure function and the parameters it takes."""

    read: Callable[..., tuple[Found, ...]]
    given: Mapping[str, Kind]
    text: Text
    house: bool = False

    def __call__(self, what: Any, at: datetime, given: Mapping[str, Any]) -> tuple[Found, ...]:
        """What stands at `at`, earliest first."""
        found = self.read(what, at, **given)
        return tuple(sorted(found, key=lambda one: (one.since, one.code)))
