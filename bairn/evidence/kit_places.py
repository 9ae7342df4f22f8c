"""The places whose rules a kit can be under, and the calendar and clock of each."""

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from bairn.kernel import catalogue
from bairn.kernel.periods import LocalClock, WorkCalendar
from bairn.protocols import packs, tables
from bairn.protocols.terms import KitRule

_CALENDARS = {"US": "us", "CN": "cn"}
_OTHERS = "eu"  # weekends, and the days that most of Europe keeps
# Kinds of agencies that may know of a kit without a report; the database says the same.
CARE = frozenset({"clinic", "hospital", "centre", "support", "laboratory"})
_WITHOUT_A_TABLE = ("CN", "EU")


def rules() -> tuple[KitRule, ...]:
    """Every rule about kits, as the tables stand now."""
    return tables.current().kits


def places() -> tuple[str, ...]:
    """Places with a table, and those of our packs that have none."""
    return tuple(sorted({rule.jurisdiction for rule in rules()} | set(_WITHOUT_A_TABLE)))


def clock(place: str, zone: str) -> LocalClock:
    """The clock on the wall there, with its working days."""
    return LocalClock(ZoneInfo(zone), _calendar(_CALENDARS.get(place.partition("-")[0], _OTHERS)))


@cache
def _calendar(name: str) -> WorkCalendar:
    document = catalogue.load(packs.FOLDER / "holidays" / f"{name}.yaml")
    return WorkCalendar(
        weekend=frozenset(document["weekend"]),
        holidays=frozenset(map(_day, document["holidays"])),
        worked=frozenset(map(_day, document["worked"])),
    )


def _day(said: object) -> date:
    return date.fromisoformat(str(said))
