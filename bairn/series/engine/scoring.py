"""Weights as look-up tables, and a pair taken apart: every part is one entry of a table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairn.series.engine import weights
from bairn.series.engine.table import DAY_KNOWN, HOUR_KNOWN, STATES, Table
from bairn.series.engine.weights import DISTANCE, GAP, HOUR, WEEKDAY, Model, Weights
from bairn.series.terms import Block

# Kilometres and days beyond the last entry count as the last.
SIZES = {DISTANCE: 2048, GAP: 8192, HOUR: 13, WEEKDAY: 4}
BLOCK_OF = {DISTANCE: Block.PLACE, GAP: Block.TIME, HOUR: Block.TIME, WEEKDAY: Block.TIME}

Reals = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tables:
    """By item a square of log Bayes factors, by curve a row of them."""

    items: Reals  # items by states by states
    curves: Mapping[str, Reals]


def tables_of(
    model: Model,
    chosen: Weights,
    table: Table,
    *,
    blocks: Mapping[str, Block],
    reliability: Mapping[str, float],
    without: Collection[str] = (),
) -> Tables:
    """The tables for these offences. `without` names items, blocks and curves that do not count."""
    common = weights.frequencies(table.counts(), model.frequencies)
    square = np.zeros((len(table.items), STATES, STATES), np.float32)
    for row, item in enumerate(table.items):
        if item in without or blocks[item] in without or item not in chosen.consistency:
            continue
        scale = chosen.scale[blocks[item].value]
        shares = [common[item].get(value, 0.0) for value in table.values[item]]
        square[row] = scale * _square(_consistency(model, chosen, item, reliability), shares)
    return Tables(items=square, curves=_curves(chosen, without))


def _consistency(
    model: Model, chosen: Weights, item: str, reliability: Mapping[str, float]
) -> float:
    """What was learnt, weighed by how well coders agree here beside where it was learnt."""
    trained = model.reliability[item]
    ratio = reliability.get(item, trained) / trained if trained > 0 else 1.0
    return min(weights.MOST_CONSISTENT, max(0.0, chosen.consistency[item] * ratio))


def _square(consistency: float, shares: list[float]) -> NDArray[np.float64]:
    """Unknown on either side says nothing; the same value never less, another never more than 0."""
    square = np.zeros((STATES, STATES))
    size = len(shares) + 1
    square[1:size, 1:size] = weights.differ(np.array(consistency))
    for state, share in enumerate(shares, start=1):
        square[state, state] = weights.agree(np.array(consistency), np.array(max(share, 1e-4)))
    return square


def _curves(chosen: Weights, without: Collection[str]) -> dict[str, Reals]:
    rows = {}
    for name, size in SIZES.items():
        out = name in without or BLOCK_OF[name] in without or name not in chosen.curves
        values = np.zeros(size) if out else chosen.curves[name].at(np.arange(size, dtype=float))
        rows[name] = (chosen.scale.get(name, 1.0) * values).astype(np.float32)
    return rows


def places_of(table: Table, row: int, others: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """By curve the entry for `row` and each other; -1 where either side is not known."""
    apart = table.globe[others] - table.globe[row]
    km = np.maximum(
        np.sqrt(np.sum(apart * apart, axis=1)),
        np.maximum(table.grain[others], table.grain[row]) / 2,
    )
    hours = np.abs(table.middle[others].astype(np.int64) - int(table.middle[row]))
    wide = np.where(
        (table.width[others] < 0) | (table.width[row] < 0),
        np.iinfo(np.int32).max,
        np.maximum(table.width[others], table.width[row]),
    )
    days = hours // 24
    return {
        DISTANCE: np.where(np.isnan(km), -1, np.minimum(np.nan_to_num(km), 2047)).astype(np.int64),
        GAP: np.where(wide == np.iinfo(np.int32).max, -1, np.minimum(days, 8191)),
        HOUR: np.where(wide > HOUR_KNOWN, -1, np.minimum(hours % 24, 24 - hours % 24)),
        WEEKDAY: np.where(wide > DAY_KNOWN, -1, np.minimum(days % 7, 7 - days % 7)),
    }


@dataclass(frozen=True, slots=True)
class Apart:
    """The parts of `row` with each other, in their order: items, then curves."""

    items: Reals  # others by items
    curves: Mapping[str, Reals]
    entries: Mapping[str, NDArray[np.int64]]

    def total(self) -> Reals:
        """The log Bayes factor of each, all parts together."""
        return np.asarray(self.items.sum(axis=1) + sum(self.curves.values()), np.float32)


def apart(table: Table, tables: Tables, row: int, others: NDArray[np.int64]) -> Apart:
    """What each part says of `row` and each of the others."""
    columns = np.arange(table.codes.shape[1])
    items = tables.items[columns, table.codes[row], table.codes[others]]
    entries = places_of(table, row, others)
    return Apart(
        items=items,
        curves={
            name: np.where(at < 0, np.float32(0), tables.curves[name][np.maximum(at, 0)])
            for name, at in entries.items()
        },
        entries=entries,
    )
