"""Who lives in the invented district: read from `catalogue/district.yaml`, nobody exists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bairn.access.terms import Purpose, Role
from bairn.kernel import catalogue
from bairn.kernel.text import Text

FOLDER = Path(__file__).parent / "catalogue"
_PURPOSES = {
    Role.INTAKE_OFFICER: Purpose.INTAKE,
    Role.INVESTIGATOR: Purpose.INVESTIGATION,
    Role.SUPERVISOR: Purpose.SUPERVISION,
    Role.INTERVIEWER: Purpose.INVESTIGATION,
    Role.MEDIC: Purpose.MEDICAL_CARE,
    Role.LAB: Purpose.INVESTIGATION,
    Role.PROSECUTOR: Purpose.PROSECUTION,
    Role.SUPPORT_WORKER: Purpose.SUPPORT,
    Role.CUSTODIAN: Purpose.INVESTIGATION,
    Role.ANALYST: Purpose.INVESTIGATION,
    Role.LIAISON: Purpose.INVESTIGATION,
    Role.INSPECTOR: Purpose.OVERSIGHT,
    Role.PUBLISHER: Purpose.OPERATIONS,
    Role.OPERATOR: Purpose.OPERATIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One person to sign in as; shown on the demo's sign-in page alone."""

    username: str
    title: Text  # of their role
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the invented staff."""

    username: str
    name: str
    roles: tuple[Role, ...]
    unit: str  # key of the unit
    language: str

    @property
    def purpose(self) -> Purpose:
        """What their work is for."""
        return _PURPOSES[self.roles[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An invented unit: what it takes in, under which pack and clock it works."""

    key: str
    agency: str
    name: str
    jurisdiction: str
    routes: tuple[str, ...]
    pack: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """All of it."""

    agencies: tuple[tuple[str, str, str], ...]  # key, name, kind
    units: tuple[Unit, ...]
    staff: tuple[Person, ...]
    platforms: tuple[tuple[str, str, str], ...]  # key, username, name
    partner: dict[str, str]
    titles: Mapping[Role, Text]

    def unit(self, key: str) -> Unit:
        """The unit of this key."""
        return next(one for one in self.units if one.key == key)

    def of(self, unit: str, role: Role) -> tuple[Person, ...]:
        """Who holds this role in the unit, in the order of the list."""
        return tuple(one for one in self.staff if one.unit == unit and role in one.roles)


@cache
def district() -> District:
    """The district as the catalogue tells it."""
    rows: Any = catalogue.load(FOLDER / "district.yaml")
    return District(
        agencies=tuple((row["key"], row["name"], row["kind"]) for row in rows["agencies"]),
        units=tuple(Unit(**{**row, "routes": tuple(row["routes"])}) for row in rows["units"]),
        staff=tuple(
            _person(unit, *row) for unit, people in rows["staff"].items() for row in people
        ),
        platforms=tuple((row["key"], row["username"], row["name"]) for row in rows["platforms"]),
        partner=rows["partner"],
        titles={Role(role): Text(**title) for role, title in rows["roles"].items()},
    )


def _person(unit: str, username: str, name: str, roles: list[str], language: str = "en") -> Person:
    return Person(
        username=username,
        name=name,
        roles=tuple(map(Role, roles)),
        unit=unit,
        language=language,
    )


def hints() -> tuple[Hint, ...]:
    """One person of each role, in the order of the roles."""
    return tuple(_hints())


def _hints() -> Iterator[Hint]:
    whole = district()
    for role in Role:
        person = next(one for one in whole.staff if role in one.roles)
        yield Hint(
            username=person.username,
            title=whole.titles[role],
            unit=whole.unit(person.unit).name,
        )
