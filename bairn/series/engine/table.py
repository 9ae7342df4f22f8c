"""Offences as arrays: codes packed two items a byte, places on the globe, hours."""

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from bairn.series.terms import Item, Offence

STATES = 8  # unknown and at most seven values
_RADIUS_KM = 6371.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR_KNOWN, DAY_KNOWN = 6, 24  # hours that a window may be wide for its hour, its day to count


@dataclass(frozen=True, slots=True)
class Table:
    """One row an offence. 0 is unknown among codes, nan among places, -1 among widths."""

    ids: tuple[uuid.UUID, ...]
    items: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    codes: NDArray[np.uint8]  # offences by items
    globe: NDArray[np.float32]  # three coordinates in km
    grain: NDArray[np.float32]
    middle: NDArray[np.int32]  # hours since 1970
    width: NDArray[np.int32]  # hours; -1 when the time is not known

    def packed(self) -> NDArray[np.uint8]:
        """Two items a byte."""
        even = self.codes
        if even.shape[1] % 2:
            even = np.pad(even, ((0, 0), (0, 1)))
        return np.ascontiguousarray(even[:, ::2] * STATES + even[:, 1::2])

    def counts(self) -> dict[str, dict[str, int]]:
        """How often each value was coded."""
        return {
            item: dict(
                zip(
                    self.values[item],
                    np.bincount(self.codes[:, column], minlength=STATES)[1:].tolist(),
                    strict=False,
                )
            )
            for column, item in enumerate(self.items)
        }


def table_of(offences: Sequence[Offence], items: Mapping[str, Item]) -> Table:
    """The offences in their order; items that a form no longer has are left out."""
    values = {code: tuple(item.values) for code, item in items.items()}
    place = {code: {value: n + 1 for n, value in enumerate(values[code])} for code in items}
    codes = np.zeros((len(offences), len(items)), np.uint8)
    globe = np.full((len(offences), 3), np.nan, np.float32)
    grain = np.ones(len(offences), np.float32)
    middle, width = np.zeros(len(offences), np.int32), np.full(len(offences), -1, np.int32)
    for row, one in enumerate(offences):
        codes[row] = [place[item].get(one.codes.get(item, ""), 0) for item in items]
        if one.place is not None:
            globe[row] = on_globe(one.place.latitude, one.place.longitude)
            grain[row] = one.place.grain_km
        if one.earliest is not None and one.latest is not None:
            begin, end = _hours(one.earliest), _hours(one.latest)
            middle[row], width[row] = (begin + end) // 2, end - begin
    return Table(
        ids=tuple(one.id for one in offences), items=tuple(items), values=values, codes=codes,
        globe=globe, grain=grain, middle=middle, width=width,
    )  # fmt: skip


def on_globe(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Coordinates in km from the middle of the earth: chords need no map."""
    up, round_ = math.radians(latitude), math.radians(longitude)
    flat = _RADIUS_KM * math.cos(up)
    return flat * math.cos(round_), flat * math.sin(round_), _RADIUS_KM * math.sin(up)


def _hours(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() // 3600)
