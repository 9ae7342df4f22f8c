"""Squares on a map and bars in time, as numbers that a page draws; no tile of anybody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import cos, radians

from bairn.series.terms import Moment, Part, Waterfall


@dataclass(frozen=True, slots=True)
class Square:
    """An offence's square, in hundredths of the drawing."""

    number: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Bar:
    """When an offence was, in hundredths of the line."""

    number: str
    earliest: datetime
    latest: datetime | None
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Step:
    """One reason as a bar from one sum to the next, in hundredths of the width."""

    part: Part
    start: float
    width: float
    speaks_for: bool


def steps(reasons: Waterfall) -> tuple[Step, ...]:
    """The reasons as a waterfall: the starting point, then what speaks most for it first."""
    first = [part for part in reasons.parts if part.how == "prior"]
    rest = sorted(
        (part for part in reasons.parts if part.how != "prior"), key=lambda part: -part.weight
    )
    sums = [0.0]
    for part in (*first, *rest):
        sums.append(sums[-1] + part.weight)
    low, scale = min(sums), 100 / (max(sums) - min(sums) or 1)
    return tuple(
        Step(
            part=part,
            start=min(99.2, round((min(before, after) - low) * scale, 2)),
            width=max(0.8, round(abs(after - before) * scale, 2)),
            speaks_for=part.weight >= 0,
        )
        for part, (before, after) in zip((*first, *rest), pairwise(sums), strict=True)
    )


def on_map(moments: Sequence[Moment]) -> tuple[Square, ...]:
    """The squares in their places to each other; north is up, a kilometre is the same both ways."""
    known = [one for one in moments if one.place is not None]
    if not known:
        return ()
    places = [one.place for one in known if one.place is not None]
    middle = sum(place.latitude for place in places) / len(places)
    xs = [place.longitude * 111.3 * cos(radians(middle)) for place in places]
    ys = [-place.latitude * 110.6 for place in places]
    span = max(max(xs) - min(xs), max(ys) - min(ys), 5.0)
    left, top = (min(xs) + max(xs) - span) / 2, (min(ys) + max(ys) - span) / 2
    return tuple(
        Square(
            number=one.number,
            x=round(8 + 84 * (x - left) / span, 2),
            y=round(8 + 84 * (y - top) / span, 2),
            size=round(max(1.6, 84 * place.grain_km / span), 2),
        )
        for one, place, x, y in zip(known, places, xs, ys, strict=True)
    )


def in_time(moments: Sequence[Moment]) -> tuple[Bar, ...]:
    """Each offence from its earliest to its latest moment, on one line of time."""
    known = [one for one in moments if one.earliest is not None]
    starts = [one.earliest for one in known if one.earliest is not None]
    if not starts:
        return ()
    ends = [one.latest or start for one, start in zip(known, starts, strict=True)]
    first, last = min(starts), max(ends)
    whole = max((last - first).total_seconds(), 3600.0)
    return tuple(
        Bar(
            number=one.number,
            earliest=start,
            latest=one.latest,
            start=round(98 * (start - first).total_seconds() / whole, 2),
            width=round(max(1.2, 98 * (end - start).total_seconds() / whole), 2),
        )
        for one, start, end in zip(known, starts, ends, strict=True)
    )
