"""Under which keys a sighting is found: about 25, each mixed from few words of its print."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout as at
from bairn.likeness.compiled import compiled

Numbers = NDArray[Any]

# Below zero: a value made of several words, in which the order of a pair does not count.
_PAIR, _SOUNDS, _DATE, _HAN, _OTHER_FAMILY, _OTHER_GIVEN, _OTHERS = -1, -2, -3, -4, -5, -6, -7
_LEAST: Final = -10  # -10 … -15: the six least hashes
_NO: Final = 99

# Tag and up to three values. Family and given name share a tag, so that an exchange is found.
_SPEC: Final = np.array(
    [
        (1, _PAIR, _NO, _NO),
        (1, _OTHER_FAMILY, _NO, _NO),
        (1, _OTHER_GIVEN, _NO, _NO),
        (1, _OTHERS, _NO, _NO),
        (2, _PAIR, at.YEAR, _NO),
        (3, _SOUNDS, _NO, _NO),
        (4, _SOUNDS, at.YEAR, _NO),
        (5, at.YEAR, _DATE, _NO),
        (6, at.FAMILY_SOUND, at.YEAR, _DATE),
        (6, at.GIVEN_SOUND, at.YEAR, _DATE),
        (7, at.FAMILY_SOUND, at.YEAR, at.MONTH),
        (7, at.GIVEN_SOUND, at.YEAR, at.MONTH),
        (8, at.FAMILY_SOUND, _DATE, _NO),
        (8, at.GIVEN_SOUND, _DATE, _NO),
        (26, at.FAMILY_SOUND, at.GIVEN_FIRST, _NO),
        (26, at.GIVEN_SOUND, at.FAMILY_FIRST, _NO),
        (9, _HAN, _NO, _NO),
        (10, at.HAN_GIVEN, at.YEAR, _NO),
        (11, at.ADDRESS, at.POSTCODE, _NO),
        (12, at.ADDRESS, at.FAMILY_SOUND, _NO),
        (12, at.ADDRESS, at.GIVEN_SOUND, _NO),
        (13, at.POSTCODE, at.FAMILY_SOUND, _NO),
        (13, at.POSTCODE, at.GIVEN_SOUND, _NO),
        (14, at.ID_START, _NO, _NO),
        (15, at.ID_END, _NO, _NO),
        (16, at.PHONE_START, _NO, _NO),
        (17, at.PHONE_END, _NO, _NO),
        (18, at.HANDLE_START, _NO, _NO),
        (19, at.MINS, at.YEAR, _NO),
        (20, at.MINS + 1, at.YEAR, _NO),
        (21, at.MINS + 2, at.YEAR, _NO),
        (22, at.MINS, _LEAST - 2, _NO),
        (23, at.MINS + 2, _LEAST - 3, _NO),
        (24, _LEAST, _LEAST - 2, _LEAST - 4),
        (25, _LEAST - 1, _LEAST - 3, _LEAST - 5),
    ],
    np.int16,
)
_TOKEN: Final = 31  # the tag of tokens
MOST_KEYS: Final = 400  # of one sighting: eight facets and 64 tokens stay below

_ODD, _ODDER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(32)


@compiled
def _mix(state: Any, value: Any) -> Any:
    state = (state ^ value) * _ODD
    state ^= state >> _SHIFT
    state *= _ODDER
    return state ^ (state >> _SHIFT)


@compiled
def _both(row: Numbers, first: int, second: int) -> Any:
    """The sum of two words: the same whichever comes first; 0 unless both are known."""
    one = np.uint64(row[first])
    two = np.uint64(row[second])
    return _mix(one + two, one * two) if one and two else np.uint64(0)


@compiled
def _name(row: Numbers, code: int) -> Any:
    if code == _PAIR:
        return _both(row, at.FAMILY, at.GIVEN)
    if code == _SOUNDS:
        return _both(row, at.FAMILY_SOUND, at.GIVEN_SOUND)
    if code == _DATE:
        return _both(row, at.MONTH, at.DAY)
    if code == _HAN:
        return _both(row, at.HAN_FAMILY, at.HAN_GIVEN)
    if code == _OTHER_FAMILY:
        return _both(row, at.FAMILY_OTHER, at.GIVEN)
    if code == _OTHER_GIVEN:
        return _both(row, at.FAMILY, at.GIVEN_OTHER)
    return _both(row, at.FAMILY_OTHER, at.GIVEN_OTHER)


@compiled
def _value(row: Numbers, code: int) -> Any:
    if code >= 0:
        return np.uint64(row[code])
    if code > _LEAST:
        return _name(row, code)
    which = _LEAST - code
    word = row[at.MINS + which // 2]
    half = word & np.uint32(0xFFFF) if which % 2 else word >> np.uint32(16)
    return np.uint64(half) + np.uint64(1) if word else np.uint64(0)


@compiled
def _key(row: Numbers, spec: Numbers) -> Any:
    state = np.uint64(spec[0])
    for n in range(1, 4):
        if spec[n] == _NO:
            break
        value = _value(row, spec[n])
        if not value:
            return np.uint64(0)
        state = _mix(state, value)
    return state


@compiled
def _put(out: Numbers, count: int, key: Any) -> int:
    for n in range(count):
        if out[n] == key:
            return count
    out[count] = key
    return count + 1


@compiled
def keys_of(rows: Numbers, tokens: Numbers, out: Numbers) -> int:
    """Writes the different keys of one sighting into `out`, tokens first; says how many."""
    count = 0
    for token in tokens:
        count = _put(out, count, _mix(np.uint64(_TOKEN), token >> np.uint64(8)))
    for row in rows:
        for spec in _SPEC:
            key = _key(row, spec)
            if key:
                count = _put(out, count, key)
    return count
