"""Invented offences as arrays and as terms, without a database."""

import uuid
from datetime import UTC, datetime, timedelta

import numpy as np

from bairn.series.book import book
from bairn.series.engine import weights
from bairn.series.engine.scoring import Tables, tables_of
from bairn.series.engine.table import Table, table_of
from bairn.series.terms import Offence, Place

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ITEMS = book().items
BLOCKS = {code: item.block for code, item in ITEMS.items()}


def offence(number=1, *, codes=None, days=0, width=1, place=(50.0, 8.0), grain=1) -> Offence:
    """One offence; `days` after a fixed moment, at a place or none."""
    begin = AT + timedelta(days=days) if days is not None else None
    return Offence(
        id=uuid.UUID(int=number), number=f"F-{number}", codes=codes or {}, unsettled=frozenset(),
        earliest=begin, latest=begin + timedelta(hours=width) if begin else None,
        place=Place(latitude=place[0], longitude=place[1], grain_km=grain) if place else None,
        coded_twice=False,
    )  # fmt: skip


def many(count, seed=1) -> list[Offence]:
    """So many, with some items unknown, some without a place or a time."""
    dice = np.random.default_rng(seed)
    made = []
    for number in range(count):
        codes = {
            code: list(item.values)[dice.integers(0, len(item.values))]
            for code, item in ITEMS.items()
            if dice.random() < 0.6
        }
        made.append(
            offence(
                number + 1, codes=codes, width=int(dice.integers(1, 40)),
                days=int(dice.integers(0, 900)) if dice.random() < 0.9 else None,
                place=tuple(dice.uniform((49, 7), (51, 9))) if dice.random() < 0.9 else None,
                grain=int(dice.choice([1, 1, 10])),
            )
        )  # fmt: skip
    return made


def arrays(offences, *, without=(), chosen=None) -> tuple[Table, Tables]:
    """The offences as the kernel reads them, under the weights that are shipped."""
    model, table = weights.load(), table_of(offences, ITEMS)
    tables = tables_of(
        model, chosen or model.weights, table, blocks=BLOCKS, reliability={}, without=without
    )
    return table, tables
