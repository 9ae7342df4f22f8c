"""Prints of a table of records: the product's own reading, each different value read once."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bairn.likeness import bulk, prints
from bairn.likeness.bulk import Coded, Marked
from bairn.likeness.keys import Keys
from bench.linkage import forms as product

Texts = NDArray[np.object_]
KEYS = Keys(b"a secret of the measurements, not of any house.")
_NAME_PARTS = ("family", "family_other", "family_sound", "given", "given_other", "given_sound",
               "han_family", "han_given")  # fmt: skip


def coded(column: pa.ChunkedArray) -> tuple[Texts, NDArray[np.int64]]:
    """The different values of a column, and which each record has."""
    one = column.combine_chunks().dictionary_encode()
    if isinstance(one, pa.ChunkedArray):
        one = one.combine_chunks()
    values = np.array(one.dictionary.to_pylist(), object)
    return values, one.indices.to_numpy().astype(np.int64)


def encoded(table: pa.Table, keys: Keys = KEYS) -> prints.Prints:
    """A print a record."""
    columns: dict[str, bulk.Column] = dict(_names(table))
    columns |= _births(table)
    columns |= _alike(table, "nid", {"national_id": product.national_id})
    columns |= _alike(table, "phone", {"phone": lambda text: product.phone(text)[0]})
    columns |= _alike(table, "handle", {"handle": product.handle})
    columns |= _alike(table, "line", {"address": product.address})
    columns |= _alike(table, "postcode", {"postcode": product.postcode})
    columns |= _alike(table, "town", {"town": product.town})
    return bulk.many(columns, keys, tokens=_tokens(table))


def _alike(table: pa.Table, name: str, made: dict[str, Callable[[str], str]]) -> dict[str, Coded]:
    values, codes = coded(table[name])
    return {
        part: Coded([make(v) if v else "" for v in values], codes) for part, make in made.items()
    }


def _names(table: pa.Table) -> dict[str, Coded]:
    families, family = coded(table["family"])
    givens, given = coded(table["given"])
    hans, han = coded(table["han"])
    joint = (family * len(givens) + given) * len(hans) + han
    distinct, codes = np.unique(joint, return_inverse=True)
    rest, one = np.divmod(distinct, len(hans))
    read = [
        product.name(families[f], givens[g], hans[h])
        for f, g, h in zip(*np.divmod(rest, len(givens)), one, strict=True)
    ]
    columns = {}
    for part in _NAME_PARTS:
        seen: dict[str, int] = {}
        mine = np.array([seen.setdefault(facet.get(part, ""), len(seen)) for facet in read])
        columns[part] = Coded(list(seen), mine[codes])
    return columns


def _births(table: pa.Table) -> dict[str, Coded]:
    columns = {}
    for name, form in (("year", "{:04d}"), ("month", "{:02d}"), ("day", "{:02d}")):
        numbers = table[name].to_numpy().astype(np.int64)
        values = [form.format(n) if n else "" for n in range(int(numbers.max(initial=0)) + 1)]
        columns[name] = Coded(values, numbers)
    return columns


def _tokens(table: pa.Table) -> list[Marked]:
    marked = []
    for column in ("phone", "phone2"):
        values, codes = coded(table[column])
        read = [product.phone(value) if value else ("", "") for value in values]
        marked.append(Marked("phone", Coded([one for one, _ in read], codes)))
        marked.append(Marked("phone", Coded([free for _, free in read], codes), free=True))
    values, codes = coded(table["nid"])
    marked.append(Marked("national_id", Coded([product.national_id(v) for v in values], codes)))
    emails = table["email"].to_pylist()
    handles = table["handle"].to_pylist()
    people = list(zip(table["family"].to_pylist(), table["given"].to_pylist(),
                      table["han"].to_pylist(), strict=True))  # fmt: skip
    locals_ = [product.local(email) for email in emails]
    marked.append(Marked("email", [product.email(email) for email in emails]))
    marked.append(Marked("email", locals_, free=True, named=_named(locals_, people)))
    called = [product.handle(handle) for handle in handles]
    platforms = table["platform"].to_pylist()
    on = [f"{p}:{h}" if h else "" for p, h in zip(platforms, called, strict=True)]
    marked.append(Marked("account", on))
    marked.append(Marked("account", called, free=True, named=_named(called, people)))
    return marked


def _named(texts: Sequence[str], people: Sequence[tuple[str, str, str]]) -> list[bool]:
    return [bool(text) and product.named(text, *person)
            for text, person in zip(texts, people, strict=True)]  # fmt: skip
