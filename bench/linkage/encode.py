"""Prints of a table of records: the product's own reading, each different value read once.

A house prints one sighting after another (`texts.print_of`); ten million would take hours. A name's
parts do not depend on each other but for Cantonese family names, so each part is read once.
`tests/rules/likeness/test_likeness_model.py` holds both ways against each other.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bairn.likeness import bulk, identifiers, prints, texts
from bairn.likeness.bulk import Coded, Marked
from bairn.likeness.facets import facets_of_name
from bairn.likeness.keys import Keys
from bairn.likeness.names import han, romanised
from bairn.likeness.names.forms import NameForms, _both
from bairn.likeness.terms import Address, Name, PartialDate, Sighting

KEYS = Keys(b"a secret of the measurements, not of any house.")
_PLAIN = re.compile(r"\+(44|86|852|886) ([1-9]\d{6,10})")
_PARTS = ("family", "given", "family_other", "given_other", "family_sound", "given_sound",
          "han_family", "han_given")  # fmt: skip
Facet = Mapping[str, str]


def coded(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.int64]]:
    """The different values of a column, and which each record has."""
    one = pa.chunked_array([column.combine_chunks()]).dictionary_encode().chunk(0)
    return one.dictionary.to_pylist(), one.indices.to_numpy().astype(np.int64)


def encoded(table: pa.Table, keys: Keys = KEYS) -> prints.Prints:
    """A print a record, as it is kept: the likeliest reading of each name."""
    facets = _facets(table)
    columns: dict[str, bulk.Column] = {part: _column(facets, part) for part in _PARTS}
    columns |= _births(table)
    places: dict[str, tuple[str, Callable[[str], str]]] = {
        "address": ("line", texts.plain),
        "town": ("town", texts.plain),
        "postcode": ("postcode", lambda text: texts.plain(text).replace(" ", "")),
    }
    for component, (name, read) in places.items():
        columns[component] = _each(table[name], read)
    columns["national_id"] = _each(table["nid"], identifiers._bare)
    phones = [_each(table[name], lambda text: phone(text)[0]) for name in ("phone", "phone2")]
    columns["phone"] = _first(*phones)
    columns["handle"] = _each(table["handle"], lambda text: _account("", text)[1])
    return bulk.many(columns, keys, tokens=list(_tokens(table, facets, columns)))


def asking(table: pa.Table, keys: Keys = KEYS) -> prints.Prints:
    """A print a question, as a house makes it: asked under every reading of the name."""
    found = [texts.print_of(sighting(one), keys) for one in table.to_pylist()]
    rows, tokens = [one.rows for one in found], [one.tokens for one in found]
    return prints.Prints(
        np.concatenate(rows), _starts(rows), np.concatenate(tokens), _starts(tokens)
    )


def _starts(parts: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(one) for one in parts)], dtype=np.int64)


def sighting(one: Mapping[str, Any]) -> Sighting:
    """A record as the house has it."""
    name = Name(one["family"], one["given"], one["han"])
    places = Address(one["line"], one["town"], one["postcode"])
    return Sighting(
        names=(name,) if name else (),
        birth=PartialDate(*(one[part] or None for part in ("year", "month", "day"))),
        national_ids=(("", one["nid"]),) if one["nid"] else (),
        phones=tuple(one[part] for part in ("phone", "phone2") if one[part]),
        emails=(one["email"],) if one["email"] else (),
        accounts=((one["platform"], one["handle"]),) if one["handle"] else (),
        addresses=(places,) if one["line"] or one["town"] or one["postcode"] else (),
    )


def _each(column: pa.ChunkedArray, read: Callable[[str], str]) -> Coded:
    values, codes = coded(column)
    return Coded([read(value) if value else "" for value in values], codes)


def _first(one: Coded, other: Coded) -> Coded:
    """Of two columns the first that says anything."""
    values = [*one.values, *other.values]
    empty = np.array([not text for text in one.values])[one.codes]
    return Coded(values, np.where(empty, other.codes + len(one.values), one.codes))


@functools.cache
def _part(text: str, family: bool) -> Facet:
    found = facets_of_name(Name(family=text) if family else Name(given=text)) if text else ()
    return found[0] if found else {}


@functools.cache
def _canton(given: str, family: str) -> Facet:
    """A given name beside a family name as Hong Kong and Taiwan spell it, any of them."""
    found = facets_of_name(Name(family, given))[0]
    return {part: text for part, text in found.items() if part.startswith("given")}


def facet_of(family: str, given: str, characters: str) -> Facet:
    """The likeliest reading of a name, put together from parts that were read before."""
    last = _part(family, True)
    if given and last.get("family", "") in romanised.FAMILIES:
        known = _canton_of(given)
        letters = last | (known if known is not None else _learn(given, family))
    else:
        letters = dict(last) | dict(_part(given, False))
    if not characters:
        return letters
    begins, ends = han.parted(han.simplified(characters))
    told = dict(_part(begins, True)) | dict(_part(ends, False))
    return asdict(_both(NameForms(**told), NameForms(**letters))) if letters else told


_CANTON: dict[str, Facet] = {}


def _canton_of(given: str) -> Facet | None:
    return _CANTON.get(given)


def _learn(given: str, family: str) -> Facet:
    _CANTON[given] = _canton(given, family)
    return _CANTON[given]


def _facets(table: pa.Table) -> tuple[list[Facet], NDArray[np.int64]]:
    (families, family), (givens, given), (hans, written) = (
        coded(table[name]) for name in ("family", "given", "han")
    )
    joint = (family * len(givens) + given) * len(hans) + written
    distinct, codes = np.unique(joint, return_inverse=True)
    rest, one = np.divmod(distinct, len(hans))
    return [
        facet_of(families[f], givens[g], hans[h])
        for f, g, h in zip(*np.divmod(rest, len(givens)), one, strict=True)
    ], codes


def _column(facets: tuple[list[Facet], NDArray[np.int64]], part: str) -> Coded:
    seen: dict[str, int] = {}
    mine = np.array([seen.setdefault(one.get(part, ""), len(seen)) for one in facets[0]])
    return Coded(list(seen), mine[facets[1]])


def _births(table: pa.Table) -> dict[str, Coded]:
    columns = {}
    for name, form in (("year", "{:04d}"), ("month", "{:02d}"), ("day", "{:02d}")):
        numbers = table[name].to_numpy().astype(np.int64)
        values = [form.format(n) if n else "" for n in range(int(numbers.max(initial=0)) + 1)]
        columns[name] = Coded(values, numbers)
    return columns


def phone(text: str) -> tuple[str, str, str]:
    """E.164 and the two forms under which another kind finds it; '' where there are fewer."""
    usual = _PLAIN.fullmatch(text)
    if usual:
        return f"+{usual[1]}{usual[2]}", usual[2], f"{usual[1]}{usual[2]}"
    found = identifiers.phone(text, "")
    if found is None:
        return "", "", ""
    return (found.text, *(*found.also, "")[:2])


def _account(platform: str, handle: str) -> tuple[str, str, tuple[str, ...]]:
    found = identifiers.account(platform, handle, "") if handle else None
    return (found.text, texts.handle_of(found.text), found.also) if found else ("", "", ())


def _tokens(
    table: pa.Table, facets: tuple[list[Facet], NDArray[np.int64]], columns: Mapping[str, Any]
) -> Iterator[Marked]:
    other = pc.if_else(pc.equal(table["phone"], table["phone2"]), "", table["phone2"])
    for numbers in (table["phone"], other):
        for n in range(3):
            read = _each(numbers, lambda text, n=n: phone(text)[n])
            yield Marked("phone", read, free=n > 0)
    yield Marked("national_id", columns["national_id"])
    lines, towns, codes = (table[name].to_pylist() for name in ("line", "town", "postcode"))
    yield Marked("address", [
        identifiers._bare(f"{line}{code or town}") for line, town, code in zip(
            lines, towns, codes, strict=True)])  # fmt: skip
    emails = [identifiers.email(text) if text else None for text in table["email"].to_pylist()]
    yield Marked("email", [one.text if one else "" for one in emails])
    yield from _free("email", [one.also if one else () for one in emails], facets)
    told = zip(table["platform"].to_pylist(), table["handle"].to_pylist(), strict=True)
    accounts = [_account(platform, handle) for platform, handle in told]
    yield Marked("account", [one[0] for one in accounts])
    yield from _free("account", [one[2] for one in accounts], facets)


def _free(
    kind: str, also: list[tuple[str, ...]], facets: tuple[list[Facet], NDArray[np.int64]]
) -> Iterator[Marked]:
    """The further forms of identifiers, and which merely repeat the name."""
    for n in range(max(map(len, also), default=0)):
        found = [one[n] if len(one) > n else "" for one in also]
        named = [
            bool(text) and texts.repeats_name(text, (facets[0][code],))
            for text, code in zip(found, facets[1], strict=True)
        ]
        yield Marked(kind, found, free=True, named=named)
