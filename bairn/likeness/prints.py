"""Prints: keyed words, filters and tokens in place of what a record says. No text survives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.keys import Keys

Words = NDArray[np.uint32]
Tokens = NDArray[np.uint64]
Cut = Callable[[str], str]

_BITS_PER_PAIR: Final = 4
MOST_FACETS, MOST_TOKENS = 8, 64  # of one subject; what comes later is left out
_NOTHING: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Print:
    """One sighting: a row for each facet, and the tokens of all its identifiers.

    An index keeps the first `kept` rows; further ones are spellings to ask with alone.
    """

    rows: Words
    tokens: Tokens
    kept: int = MOST_FACETS


@dataclass(frozen=True, slots=True)
class Prints:
    """Many sightings: rows and tokens end to end, and where each sighting's begin."""

    rows: Words
    row_starts: NDArray[np.int64]
    tokens: Tokens
    token_starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row_starts) - 1

    def __getitem__(self, at: int) -> Print:
        rows = self.rows[self.row_starts[at] : self.row_starts[at + 1]]
        return Print(rows, self.tokens[self.token_starts[at] : self.token_starts[at + 1]])


def joined_up(parts: Sequence[Prints]) -> Prints:
    """Several lots of prints as one."""
    row_starts = [np.zeros(1, np.int64)]
    token_starts = [np.zeros(1, np.int64)]
    for one in parts:
        row_starts.append(one.row_starts[1:] + row_starts[-1][-1])
        token_starts.append(one.token_starts[1:] + token_starts[-1][-1])
    return Prints(
        np.concatenate([one.rows for one in parts]), np.concatenate(row_starts),
        np.concatenate([one.tokens for one in parts]), np.concatenate(token_starts),
    )  # fmt: skip


def _whole(text: str) -> str:
    return text


# What each component of a facet leaves in the row: (word, purpose of its key, which part).
_MARKS: Final[Mapping[str, tuple[tuple[int, str, Cut], ...]]] = {
    "family": ((layout.FAMILY, "name", _whole), (layout.FAMILY_FIRST, "name", lambda t: t[:1])),
    "family_other": ((layout.FAMILY_OTHER, "name", _whole),),
    "family_sound": ((layout.FAMILY_SOUND, "sound", _whole),),
    "given": ((layout.GIVEN, "name", _whole), (layout.GIVEN_FIRST, "name", lambda t: t[:1])),
    "given_other": ((layout.GIVEN_OTHER, "name", _whole),),
    "given_sound": ((layout.GIVEN_SOUND, "sound", _whole),),
    "han_family": ((layout.HAN_FAMILY, "han", _whole),),
    "han_given": ((layout.HAN_GIVEN, "han", _whole),),
    "year": (
        (layout.YEAR, "year", _whole),
        (layout.YEAR_TENS, "tens", lambda t: t[:3]),
        (layout.YEAR_ENDS, "ends", lambda t: t[:2] + t[3:]),
    ),
    "month": ((layout.MONTH, "day", _whole),),
    "day": ((layout.DAY, "day", _whole),),
    "national_id": (
        (layout.ID_START, "id_start", lambda t: t[:6]),
        (layout.ID_END, "id_end", lambda t: t[-6:]),
    ),
    "phone": (
        (layout.PHONE_START, "phone_start", lambda t: t[:-5]),
        (layout.PHONE_END, "phone_end", lambda t: t[-5:]),
    ),
    "handle": ((layout.HANDLE_START, "handle_start", lambda t: t[:6] if len(t) > 6 else ""),),
    "address": ((layout.ADDRESS, "address", _whole),),
    "postcode": ((layout.POSTCODE, "postcode", _whole),),
    "town": ((layout.TOWN, "town", _whole),),
}
COMPONENTS: Final = tuple(_MARKS)


def marks_of(component: str) -> tuple[tuple[int, str, Cut], ...]:
    """Which words of a row a component fills: (word, purpose of its key, which part of it)."""
    return _MARKS[component]


def row_of(facet: Mapping[str, str], keys: Keys) -> Words:
    """The row of one facet: component -> text in its normal form."""
    row = np.zeros(layout.WIDTH, np.uint32)
    for component, text in facet.items():
        if text:
            for word, purpose, cut in _MARKS[component]:
                row[word] = keys.word(purpose, cut(text))
    family, given = facet.get("family", ""), facet.get("given", "")
    row[layout.FAMILY_BITS : layout.GIVEN_BITS] = filter_of(family, keys)
    row[layout.GIVEN_BITS : layout.WIDTH] = filter_of(given, keys)
    row[layout.MINS : layout.FAMILY_BITS] = joined(
        np.minimum(least_of(family, keys), least_of(given, keys))
    )
    return row


def token_of(kind: str, form: str, keys: Keys, *, free: bool = False, named: bool = False) -> int:
    """The token of one identifier, or of the form under which another kind finds it."""
    marks = (layout.FREE if free else 0) | (layout.NAMED if named else 0)
    return keys.token("free" if free else f"is.{kind}", form) | layout.KINDS[kind] | marks


def print_from(
    facets: Sequence[Mapping[str, str]],
    tokens: Iterable[int],
    keys: Keys,
    *,
    kept: int = MOST_FACETS,
) -> Print:
    """The print of one sighting from the texts of its facets and its tokens."""
    rows = np.stack([row_of(one, keys) for one in facets[:MOST_FACETS]] or [_empty()])
    first = list(dict.fromkeys(tokens))[:MOST_TOKENS]
    found = np.sort(np.array(first, np.uint64))
    return Print(rows, found, max(kept, 1))


def _empty() -> Words:
    return np.zeros(layout.WIDTH, np.uint32)


def filter_of(text: str, keys: Keys) -> Words:
    """Keyed filter of 256 bits over the letter pairs of `text`; all 0 for nothing."""
    bits = 0
    for pair in _pairs(text):
        for position in keys.of_pair("bits", pair, _BITS_PER_PAIR):
            bits |= 1 << position
    return np.frombuffer(bits.to_bytes(32, "little"), "<u4").astype(np.uint32)


def least_of(text: str, keys: Keys) -> NDArray[np.uint16]:
    """Six least hashes over the letter pairs of `text`: near texts share most of them."""
    least = np.full(6, _NOTHING, np.uint16)
    for pair in _pairs(text):
        least = np.minimum(least, np.frombuffer(keys.of_pair("least", pair, 12), "<u2"))
    return least


def joined(least: NDArray[np.uint16]) -> Words:
    """Six hashes as three words; what has no name has none."""
    joined = least[..., ::2].astype(np.uint32) << 16 | least[..., 1::2]
    return np.where(joined == 0xFFFFFFFF, np.uint32(0), joined)


def _pairs(text: str) -> list[str]:
    return [f"_{text}_"[at : at + 2] for at in range(len(text) + 1)] if text else []
