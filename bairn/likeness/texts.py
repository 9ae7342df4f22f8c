"""From what a record says to the normal forms that are printed. They live for one call alone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bairn.likeness import identifiers, prints
from bairn.likeness.facets import facets_of_name
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Print
from bairn.likeness.terms import Identifier, IdentifierKind, PartialDate, Sighting

_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_APART: Final = re.compile(r"[\W_]+")
_FEW_DIGITS: Final = 2  # more of them are no part of a name and tell one handle from another


def print_of(sighting: Sighting, keys: Keys) -> Print:
    """The print of one sighting: a row for each name, a token for each identifier.

    The likeliest reading of each name is kept; the others are asked with.
    """
    found = identifiers.of(sighting)
    readings = [list(facets_of_name(name)) for name in sighting.names]
    first = [one[0] for one in readings if one] or [{}]
    names = [*first, *(facet for one in readings for facet in one[1:])]
    facets = [{**name, **_rest(sighting, found, number)} for number, name in enumerate(names)]
    tokens = _tokens(found, names, keys)
    return prints.print_from(facets, tokens, keys, kept=len(first))


def _rest(sighting: Sighting, found: Sequence[Identifier], number: int) -> dict[str, str]:
    """What stands beside a name: the birth date, and of what there are several, another each."""
    told = dict(_birth(sighting.birth))
    for kind in (IdentifierKind.NATIONAL_ID, IdentifierKind.PHONE):
        told[kind.value] = _nth([one.text for one in found if one.kind == kind], number)
    accounts = [one for one in found if one.kind == IdentifierKind.ACCOUNT]
    told["handle"] = _nth([handle_of(one.text) for one in accounts], number)
    if sighting.addresses:
        address = sighting.addresses[min(number, len(sighting.addresses) - 1)]
        told["address"] = plain(address.line)
        told["postcode"] = plain(address.postcode).replace(" ", "")
        told["town"] = plain(address.town)
    return told


def _nth(texts: Sequence[str], number: int) -> str:
    return texts[min(number, len(texts) - 1)] if texts else ""


def _birth(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    if date is None:
        return
    if date.year is not None:
        yield "year", f"{date.year:04d}"
    if date.month is not None:
        yield "month", f"{date.month:02d}"
    if date.day is not None:
        yield "day", f"{date.day:02d}"


def handle_of(account: str) -> str:
    """The handle of an account in its one spelling, platform before handle."""
    return re.split("[:|]", account, maxsplit=1)[-1]


def plain(text: str) -> str:
    """Words of a place without case, accents and punctuation."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(one for one in folded if not unicodedata.combining(one))
    return _APART.sub(" ", kept).strip()


def _tokens(
    found: Iterable[Identifier], names: Sequence[Mapping[str, str]], keys: Keys
) -> Iterator[int]:
    for one in found:
        kind = one.kind.value
        yield prints.token_of(kind, one.text, keys)
        for form in one.also:
            told = repeats_name(form, names)
            yield prints.token_of(kind, form, keys, free=True, named=told)


def repeats_name(form: str, names: Iterable[Mapping[str, str]]) -> bool:
    """Whether a handle or local part says no more than a name: then it is no further evidence."""
    letters = _NOT_LETTERS.sub("", form.casefold())
    if sum(one.isdigit() for one in form) > _FEW_DIGITS or not letters:
        return False
    return any(_explains(name, letters) for name in names)


def _explains(name: Mapping[str, str], letters: str) -> bool:
    """Whether the letters are one part of a name and the other one, or its beginning."""
    families = [name.get("family", ""), name.get("family_other", "")]
    givens = [name.get("given", ""), name.get("given_other", "")]
    pairs = [(one, other) for one in families for other in givens]
    return any(
        one and one in letters and other.startswith(letters.replace(one, "", 1))
        for one, other in (*pairs, *((given, family) for family, given in pairs))
    )
