"""The words of likeness: sighting, name, partial date, address, identifier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written: in parts, whole, or both. Any script, any order."""

    family: str = field(default="", repr=False)
    given: str = field(default="", repr=False)
    full: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.family or self.given or self.full)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which each part may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return self.year is not None or self.month is not None or self.day is not None


@dataclass(frozen=True, slots=True)
class Address:
    """An address as far as its parts are told apart; `line` may hold all of it."""

    line: str = field(default="", repr=False)
    town: str = field(default="", repr=False)
    postcode: str = field(default="", repr=False)


class IdentifierKind(StrEnum):
    """What a value is that belongs to few people or one."""

    NATIONAL_ID = "national_id"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    DEVICE = "device"
    VEHICLE = "vehicle"
    ADDRESS = "address"
    URL = "url"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value in its one spelling, and the spellings under which another kind may hold it."""

    kind: IdentifierKind
    text: str = field(repr=False)
    also: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one record says of one person, as it was written. It lives only until it is printed."""

    names: tuple[Name, ...] = field(default=(), repr=False)
    birth: PartialDate | None = field(default=None, repr=False)
    national_ids: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # country, number
    phones: tuple[str, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    accounts: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # platform, handle
    devices: tuple[str, ...] = field(default=(), repr=False)
    vehicles: tuple[str, ...] = field(default=(), repr=False)
    addresses: tuple[Address, ...] = field(default=(), repr=False)
    urls: tuple[str, ...] = field(default=(), repr=False)
    digests: tuple[str, ...] = field(default=(), repr=False)
    sex: str = ""
    region: str = ""  # ISO 3166, two letters: where a number without its country's code belongs
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)  # what was not understood
