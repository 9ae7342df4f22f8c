"""Prints of many sightings at once: each different value is hashed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout, prints
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Prints, Tokens, Words


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of few different values: the values, and which of them each sighting has."""

    values: Sequence[str]
    codes: NDArray[np.int64]


Column = Sequence[str] | Coded


@dataclass(frozen=True, slots=True)
class Marked:
    """A column of tokens' forms: its kind, and whether it is the free form; '' is nothing."""

    kind: str
    forms: Column
    free: bool = False
    named: Sequence[bool] | None = None


def many(columns: Mapping[str, Column], keys: Keys, *, tokens: Sequence[Marked] = ()) -> Prints:
    """One facet a sighting: component -> its texts (of `prints.COMPONENTS`); '' is nothing."""
    coded = {name: _coded(column) for name, column in columns.items()}
    size = max((len(one.codes) for one in coded.values()), default=0)
    rows = np.zeros((size, layout.WIDTH), np.uint32)
    for name, column in coded.items():
        for word, purpose, cut in prints.marks_of(name):
            hashed = [keys.word(purpose, cut(text)) if text else 0 for text in column.values]
            rows[:, word] = np.array(hashed, np.uint32)[column.codes]
    _put_names(rows, coded, keys)
    found, starts = _tokens(tokens, size, keys)
    return Prints(rows, np.arange(size + 1, dtype=np.int64), found, starts)


def _coded(column: Column) -> Coded:
    if isinstance(column, Coded):
        return column
    seen: dict[str, int] = {}
    codes = np.fromiter((seen.setdefault(text, len(seen)) for text in column), np.int64)
    return Coded(list(seen), codes)


def _put_names(rows: Words, coded: Mapping[str, Coded], keys: Keys) -> None:
    least = np.full((len(rows), 6), 0xFFFF, np.uint16)
    for name, start in (("family", layout.FAMILY_BITS), ("given", layout.GIVEN_BITS)):
        if name not in coded:
            continue
        column = coded[name]
        filters = np.stack([prints.filter_of(text, keys) for text in column.values])
        rows[:, start : start + 8] = filters[column.codes]
        hashes = np.stack([prints.least_of(text, keys) for text in column.values])
        np.minimum(least, hashes[column.codes], out=least)
    rows[:, layout.MINS : layout.FAMILY_BITS] = prints.joined(least)


def _tokens(columns: Sequence[Marked], size: int, keys: Keys) -> tuple[Tokens, NDArray[np.int64]]:
    where, what = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for one in columns:
        column = _coded(one.forms)
        hashed = np.array(
            [prints.token_of(one.kind, form, keys, free=one.free) if form else 0
             for form in column.values], np.uint64,
        )[column.codes]  # fmt: skip
        if one.named is not None:
            hashed[np.asarray(one.named) & (hashed != 0)] |= np.uint64(layout.NAMED)
        there = np.flatnonzero(hashed)
        where.append(there)
        what.append(hashed[there])
    at, tokens = np.concatenate(where), np.concatenate(what)
    order = np.lexsort((tokens, at))
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(at, minlength=size), out=starts[1:])
    return tokens[order], starts
