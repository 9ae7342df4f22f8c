"""Coding: what may be coded, what of it stands in clear, and what two coders make of it."""

import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.kernel.refusal import Refusal
from bairn.series.book import UNKNOWN, book
from bairn.series.terms import NewCoding, Place

GRAINS = (1, 10)
SETTLED = "settled"
_KM_A_DEGREE = 111.32
_MOST_LATITUDE = 85.0
_EXACT_PLACES = 3  # decimals of a degree: about 100 m, which is as exact as anybody codes


@dataclass(frozen=True, slots=True)
class Effective:
    """What counts of an offence: agreed values, and items on which two coders differ."""

    codes: Mapping[str, str]
    unsettled: frozenset[str]


def checked(codes: Mapping[str, str]) -> dict[str, str]:
    """The codes in the order of the form, without what is unknown.

    Raises Refusal for an item or a value that the form does not have, and when nothing is coded.
    """
    items = book().items
    for item, value in codes.items():
        if item not in items:
            raise Refusal("series.item", "The form has no such item.", field="codes")
        if value not in items[item].values and value not in (UNKNOWN, ""):
            raise Refusal("series.value", "Choose one of the listed values.", field=item)
    kept = {item: codes[item] for item in items if codes.get(item, "") not in (UNKNOWN, "")}
    if not kept:
        raise Refusal("series.nothing_coded", "Code at least one item.", field="codes")
    return kept


def check(said: NewCoding, *, at: datetime) -> dict[str, str]:
    """The codes of a coding whose times and place can be. Raises Refusal otherwise."""
    earliest, latest = said.earliest, said.latest
    if (earliest is None) != (latest is None):
        raise Refusal("series.times", "Give both the earliest and the latest time.", field="latest")
    if earliest is not None and latest is not None:
        if latest < earliest:
            raise Refusal(
                "series.order", "The latest time lies before the earliest.", field="latest"
            )
        if earliest > at:
            raise Refusal("series.future", "This time lies ahead.", field="earliest")
    if said.place is not None:
        _check_place(said.place)
    return checked(said.codes)


def _check_place(place: Place) -> None:
    inside = abs(place.latitude) <= _MOST_LATITUDE and abs(place.longitude) <= 180
    if not inside:  # also what is not a number
        raise Refusal("series.place", "These are no coordinates.", field="place")
    if place.grain_km not in GRAINS:
        raise Refusal("series.grain", "Choose squares of 1 or of 10 km.", field="grain")


def square(place: Place) -> Place:
    """The middle of the square in which a place lies: what stands in clear.

    1 km among houses; 10 km where few people live, since one square kilometre may hold one house.
    """
    row = math.floor(place.latitude * _KM_A_DEGREE / place.grain_km)
    latitude = (row + 0.5) * place.grain_km / _KM_A_DEGREE
    across = _KM_A_DEGREE * math.cos(math.radians(latitude))
    column = math.floor(place.longitude * across / place.grain_km)
    longitude = (column + 0.5) * place.grain_km / across
    return Place(
        latitude=round(latitude, 5), longitude=round(longitude, 5), grain_km=place.grain_km
    )


def exact(place: Place) -> str:
    """The place as it is sealed, to about 100 m."""
    return f"{place.latitude:.{_EXACT_PLACES}f} {place.longitude:.{_EXACT_PLACES}f}"


def hours(
    earliest: datetime | None, latest: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """The whole hours around both times: what stands in clear."""
    if earliest is None or latest is None:
        return None, None
    begin = earliest.replace(minute=0, second=0, microsecond=0)
    end = latest.replace(minute=0, second=0, microsecond=0)
    return begin, end if end == latest else end + timedelta(hours=1)


def may_code_again(*, first_by: uuid.UUID, by: uuid.UUID, again: bool) -> None:
    """Raises Refusal unless somebody else codes a second time, once."""
    if first_by == by:
        raise Refusal("series.same_coder", "Somebody else has to code it a second time.")
    if again:
        raise Refusal("series.coded_twice", "It was coded a second time already.")


def may_amend(reason: str) -> None:
    """Raises Refusal for a reason that is not listed."""
    if reason not in book().amending:
        raise Refusal("series.reason", "Choose one of the listed reasons.", field="reason")


def both(first: Mapping[str, str], second: Mapping[str, str]) -> Effective:
    """What two coders agree on; what one alone coded stands, what they differ on does not."""
    differ = frozenset(item for item in first if item in second and first[item] != second[item])
    merged = {**second, **first}
    return Effective(
        {item: merged[item] for item in book().items if item in merged and item not in differ},
        differ,
    )


def amended(codes: Mapping[str, str], *, unsettled: frozenset[str], reason: str) -> Effective:
    """What counts after an amendment: only settling it makes an unsettled item count again."""
    if reason == SETTLED:
        return Effective(dict(codes), frozenset())
    return Effective(
        {item: value for item, value in codes.items() if item not in unsettled}, unsettled
    )


def twice(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, list[str]]:
    """By item the values of both coders where both gave one: what agreement is counted from."""
    return {
        item: [first[item], second[item]]
        for item in book().items
        if item in first and item in second
    }
