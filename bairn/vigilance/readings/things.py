"""Readings of evidence: what waits for somebody, and kits that are late on their way."""

from datetime import datetime, timedelta

from bairn.vigilance.readings.found import Found
from bairn.vigilance.terms.reading import CaseReading, HouseReading


def thing_waits(
    case: CaseReading, at: datetime, *, how: tuple[str, ...], within: timedelta
) -> tuple[Found, ...]:
    """A thing has waited in one of these ways for longer than `within`."""
    return tuple(
        Found(one.since + within, one.code)
        for one in case.evidence.things
        if one.how.value in how and at > one.since + within
    )


def kit_late(
    case: CaseReading, at: datetime, *, at_lab: bool, grace: timedelta
) -> tuple[Found, ...]:
    """A kit has passed the day that the table of its place sets: in the laboratory, or before."""
    return tuple(
        Found(one.due_at, one.code)
        for one in case.evidence.kits
        if one.at_lab is at_lab and one.due_at is not None and at >= one.due_at + grace
    )


def place_not_counted(house: HouseReading, at: datetime, *, grace: timedelta) -> tuple[Found, ...]:
    """Nobody has counted what lies in a place since its count was due."""
    return tuple(
        Found(one.due_at, str(one.place_id), one.unit_id)
        for one in house.uncounted
        if at >= one.due_at + grace
    )
