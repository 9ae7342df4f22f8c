"""The compiled kernel: every pair scored, the best of each offence kept."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import prange
from numpy.typing import NDArray

from bairn.series.engine.compiled import compiled, on_every_core
from bairn.series.engine.scoring import Reals, Tables
from bairn.series.engine.table import DAY_KNOWN, HOUR_KNOWN, STATES, Table
from bairn.series.engine.weights import DISTANCE, GAP, HOUR, WEEKDAY

LOWEST = np.float32(-1e30)

Bytes = NDArray[np.uint8]
Rows = NDArray[np.int32]


class Columns(NamedTuple):
    """What the kernel reads: the table, and the tables of weights."""

    packed: Bytes
    items: Reals
    globe: Reals
    grain: Reals  # half of it, in km; -1 where the place is not known
    middle: Rows
    width: Rows
    distance: Reals
    gap: Reals
    hour: Reals
    weekday: Reals


@dataclass(frozen=True, slots=True)
class Best:
    """By row asked for the rows of the best others, strongest first; -1 where there are none."""

    others: NDArray[np.int32]
    scores: Reals


def best(table: Table, tables: Tables, rows: NDArray[np.int32], *, most: int) -> Best:
    """The `most` others with the greatest log Bayes factor, for each of `rows`."""
    most = max(1, min(most, len(table.ids) - 1))
    found = np.full((len(rows), most), -1, np.int32)
    scores = np.full((len(rows), most), LOWEST, np.float32)
    if len(table.ids) > 1:
        _best(_columns(table, tables), rows, found, scores)
    order = np.argsort(-scores, axis=1, kind="stable")
    return Best(np.take_along_axis(found, order, axis=1), np.take_along_axis(scores, order, axis=1))


def square(table: Table, tables: Tables) -> Reals:
    """The log Bayes factor of every pair, in memory: for some thousand offences."""
    whole = np.zeros((len(table.ids), len(table.ids)), np.float32)
    _square(_columns(table, tables), whole)
    return whole


def _columns(table: Table, tables: Tables) -> Columns:
    items = tables.items
    if len(items) % 2:
        items = np.concatenate([items, np.zeros((1, STATES, STATES), np.float32)])
    grain = np.where(np.isnan(table.globe[:, 0]), np.float32(-1), table.grain / 2)
    return Columns(
        packed=table.packed(),
        items=np.ascontiguousarray(items),
        globe=np.ascontiguousarray(np.nan_to_num(table.globe)),
        grain=grain.astype(np.float32),
        middle=table.middle,
        width=table.width,
        distance=tables.curves[DISTANCE],
        gap=tables.curves[GAP],
        hour=tables.curves[HOUR],
        weekday=tables.curves[WEEKDAY],
    )


@compiled
def _row_table(own: Bytes, items: Reals) -> Reals:
    """For one offence, what each byte of another is worth: both items of the byte at once."""
    row = np.empty((own.shape[0], STATES * STATES), np.float32)
    for group in range(own.shape[0]):
        first, second = own[group] // STATES, own[group] % STATES
        for a in range(STATES):
            for b in range(STATES):
                row[group, a * STATES + b] = (
                    items[2 * group, first, a] + items[2 * group + 1, second, b]
                )
    return row


@compiled
def _pair(c: Columns, row: Reals, i: int, j: int) -> np.float32:
    total = np.float32(0)
    if c.grain[i] >= 0 and c.grain[j] >= 0:
        x, y = c.globe[i, 0] - c.globe[j, 0], c.globe[i, 1] - c.globe[j, 1]
        z = c.globe[i, 2] - c.globe[j, 2]
        km = max(np.sqrt(x * x + y * y + z * z), max(c.grain[i], c.grain[j]))
        total += c.distance[min(int(km), c.distance.shape[0] - 1)]
    if c.width[i] >= 0 and c.width[j] >= 0:
        hours = abs(c.middle[i] - c.middle[j])
        days = hours // 24
        wide = max(c.width[i], c.width[j])
        total += c.gap[min(days, c.gap.shape[0] - 1)]
        if wide <= HOUR_KNOWN:
            total += c.hour[min(hours % 24, 24 - hours % 24)]
        if wide <= DAY_KNOWN:
            total += c.weekday[min(days % 7, 7 - days % 7)]
    for group in range(row.shape[0]):
        total += row[group, c.packed[j, group]]
    return total


@on_every_core
def _best(c: Columns, rows: Rows, found: Rows, scores: Reals) -> None:
    for at in prange(rows.shape[0]):
        i = rows[at]
        row = _row_table(c.packed[i], c.items)
        own, own_scores = found[at], scores[at]
        least = 0
        for j in range(c.packed.shape[0]):
            if j != i:
                total = _pair(c, row, i, j)
                if total > own_scores[least]:
                    own_scores[least], own[least] = total, j
                    least = own_scores.argmin()


@on_every_core
def _square(c: Columns, whole: Reals) -> None:
    for i in prange(c.packed.shape[0]):
        row = _row_table(c.packed[i], c.items)
        for j in range(c.packed.shape[0]):
            if j != i:
                whole[i, j] = _pair(c, row, i, j)
