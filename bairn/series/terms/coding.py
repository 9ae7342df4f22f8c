"""The words of coding: item, form, coding, offence, agreement."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text


class Block(StrEnum):
    """What a Bayes factor is made of; together with the prior they sum to a lead's log odds."""

    BEHAVIOUR = "behaviour"
    VICTIM = "victim"
    PLACE = "place"
    TIME = "time"
    FORENSIC = "forensic"
    PRIOR = "prior"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that is coded of an offence, with the values it may take besides `unknown`."""

    code: str
    theme: str
    block: Block
    title: Text
    means: Text
    values: Mapping[str, Text]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Items that stand together on the form."""

    code: str
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is published about the limits of such leads."""

    code: str
    text: Text
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in degrees; in clear it is the middle of a square of `grain_km`, 1 or 10."""

    latitude: float
    longitude: float
    grain_km: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCoding:
    """What somebody codes of one offence. Items that are left out are unknown.

    `place` may be exact: it is sealed, and only the middle of its square stands in clear.
    """

    codes: Mapping[str, str]
    earliest: datetime | None = None
    latest: datetime | None = None
    place: Place | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """An offence as an analyst sees it: a number and codes; no reference, unit or name.

    `unsettled` are items on which two coders differ: they count as unknown until settled.
    """

    id: uuid.UUID
    number: str
    codes: Mapping[str, str]
    unsettled: frozenset[str]
    earliest: datetime | None  # to the hour
    latest: datetime | None
    place: Place | None
    coded_twice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Who coded an offence, when; what was superseded stays."""

    id: uuid.UUID
    version: int
    second: bool
    by_id: uuid.UUID
    at: datetime
    codes: Mapping[str, str]
    reason: str
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceFile:
    """An offence with what only its own circle sees; for others the last three are empty."""

    offence: Offence
    case_id: uuid.UUID | None
    codings: tuple[Coding, ...]
    place_id: uuid.UUID | None  # the exact place, sealed: subject in the vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What a second coder is given: nothing of what the first one coded."""

    offence_id: uuid.UUID
    number: str
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAgreement:
    """How often two coders gave the same value, and what is left after chance, 95 %."""

    item: str
    pairs: int
    percent: float
    alpha: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Item by item, and over all."""

    items: tuple[ItemAgreement, ...]
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    offences: int
