"""Readings of what concerns no single case."""

from datetime import UTC, datetime, timedelta

from bairn.vigilance.readings.found import Found
from bairn.vigilance.readings.people import lately
from bairn.vigilance.terms.reading import HouseReading


def pack_row_past_review(house: HouseReading, at: datetime) -> tuple[Found, ...]:
    """A row of a pack is past the day on which somebody had to look at its source again."""
    found = []
    for pack in house.packs:
        past = [day for day in pack.review_due if day < at.astimezone(UTC).date()]
        if past:
            found.append(Found(datetime.combine(min(past), datetime.min.time(), UTC), pack.id))
    return tuple(found)


def unit_waives_many(
    house: HouseReading, at: datetime, *, times: int, within: timedelta
) -> tuple[Found, ...]:
    """One unit left out many steps within a short time, over all its cases."""
    found = []
    for unit in house.waivers:
        left_out = lately(unit.at, at, within)
        if len(left_out) >= times:
            found.append(Found(left_out[times - 1], str(unit.unit_id), unit.unit_id))
    return tuple(found)
