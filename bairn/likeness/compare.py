"""How two prints agree, level by level: compiled, integer compares alone, no text anywhere.

The Latin and the Han form of a name are one piece of evidence: the better of both counts. What
an e-mail's local part or a handle merely repeats of the name has levels of its own.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout as at
from bairn.likeness.compiled import compiled, ones

Numbers = NDArray[Any]

# Numbers of the levels of a name's parts, in the order of `layout.PART_LEVELS`.
_OTHER, _WEAK, _PART, _NEAR, _INITIAL, _SOUND, _FORM, _SAME, _HAN = range(1, 10)
_DICE_NEAR, _DICE_PART, _DICE_WEAK = 0.80, 0.60, 0.42

# Columns of a row of levels, in the order of `layout.EVIDENCE`.
FAMILY, GIVEN, ORDER, WHOLE, BIRTH, NATIONAL_ID, PHONE, EMAIL = range(8)
ACCOUNT, DEVICE, VEHICLE, ADDRESS, DIGEST, OTHER_KIND = range(8, 14)
WIDE = len(at.EVIDENCE)

_KIND, _FREE, _NAMED = np.uint64(at.KIND_MASK), np.uint64(at.FREE), np.uint64(at.NAMED)
_AHEAD = 32  # picks
_EIGHT = np.uint64(8)
_PHONE, _EMAIL, _ACCOUNT, _URL = 2, 3, 4, 9
# Kind of token -> column, and the level of a value that many share, and of one that few do.
_COLUMN = np.array(
    [0, NATIONAL_ID, PHONE, EMAIL, ACCOUNT, DEVICE, VEHICLE, ADDRESS, DIGEST, ACCOUNT]
)
_COMMON = np.array([0, 3, 4, 4, 5, 2, 2, 5, 2, 5])
_EXACT = np.array([0, 3, 5, 5, 6, 3, 3, 5, 3, 6])


@compiled
def _dice(one: Numbers, start: int, other: Numbers, other_start: int) -> float:
    both = 0
    all_ = 0
    for word in range(8):
        mine = one[start + word]
        theirs = other[other_start + word]
        both += ones(mine & theirs)
        all_ += ones(mine) + ones(theirs)
    return 2.0 * both / all_ if all_ else 0.0


@compiled
def _part(one: Numbers, part: int, other: Numbers, other_part: int) -> int:
    """The level of one part of a name (0 family, 1 given) against a part of the other's."""
    han = one[at.HAN_FAMILY + part]
    other_han = other[at.HAN_FAMILY + other_part]
    if han and han == other_han:
        return _HAN
    mine = one[part]
    theirs = other[other_part]
    if not mine or not theirs:
        return _OTHER if han and other_han else 0
    if mine == theirs:  # one spelling of two different characters is a matter of sound
        return _SOUND if han and other_han else _SAME
    return _other_spelling(one, part, other, other_part, mine, theirs)


@compiled
def _other_spelling(
    one: Numbers, part: int, other: Numbers, other_part: int, mine: Any, theirs: Any
) -> int:
    spelt = one[at.FAMILY_OTHER + part]
    other_spelt = other[at.FAMILY_OTHER + other_part]
    if (spelt and spelt in (theirs, other_spelt)) or (other_spelt and other_spelt == mine):
        return _FORM
    sound = one[at.FAMILY_SOUND + part]
    if sound and sound == other[at.FAMILY_SOUND + other_part]:
        return _SOUND
    if part and other_part and (mine == other[at.GIVEN_FIRST] or theirs == one[at.GIVEN_FIRST]):
        return _INITIAL
    alike = _dice(one, at.FAMILY_BITS + 8 * part, other, at.FAMILY_BITS + 8 * other_part)
    if alike >= _DICE_NEAR:
        return _NEAR
    return _PART if alike >= _DICE_PART else _WEAK if alike >= _DICE_WEAK else _OTHER


@compiled
def _name(one: Numbers, other: Numbers, out: Numbers) -> None:
    """The four columns of the name, in the order of writing that fits better."""
    family = _part(one, 0, other, 0)
    given = _part(one, 1, other, 1)
    order = 1 if family or given else 0
    if order and min(family, given) < _NEAR and _doubted(one, other):
        crossed = _part(one, 0, other, 1)
        back = _part(one, 1, other, 0)
        if crossed >= _NEAR and back >= _NEAR and crossed + back > family + given:
            family, given, order = crossed, back, 2
    out[FAMILY] = family
    out[GIVEN] = given
    out[ORDER] = order
    out[WHOLE] = _whole(family, given)


@compiled
def _doubted(one: Numbers, other: Numbers) -> Any:
    return _crosses(one, other, 0, 1) or _crosses(one, other, 1, 0)


@compiled
def _crosses(one: Numbers, other: Numbers, part: int, other_part: int) -> Any:
    """Whether a part is just what the other's other part is: else the order is not doubted."""
    sound = one[at.FAMILY_SOUND + part]
    han = one[at.HAN_FAMILY + part]
    return (sound and sound == other[at.FAMILY_SOUND + other_part]) or (
        one[part] and one[part] == other[other_part]
    ) or (han and han == other[at.HAN_FAMILY + other_part])  # fmt: skip


@compiled
def _whole(family: int, given: int) -> int:
    least = min(family, given)
    if least >= _FORM:
        return 4
    if least >= _NEAR:
        return 3
    if max(family, given) >= _NEAR:
        return 2
    return 1 if family or given else 0


@compiled
def _birth(one: Numbers, other: Numbers) -> int:
    known = 0
    equal = 0
    for word in range(at.YEAR, at.DAY + 1):
        if one[word] and other[word]:
            known += 1
            equal += one[word] == other[word]
    if not known:
        return 0
    year = one[at.YEAR] and one[at.YEAR] == other[at.YEAR]
    if known < 3 or equal == 3:
        return 7 if known == 3 else (4 if equal == 2 else 3 if year else 2 if equal else 1)
    return _birth_nearly(one, other, equal, year)


@compiled
def _birth_nearly(one: Numbers, other: Numbers, equal: int, year: int) -> int:
    if year and one[at.MONTH] == other[at.DAY] and one[at.DAY] == other[at.MONTH]:
        return 5
    if equal == 2:
        near = one[at.YEAR_TENS] == other[at.YEAR_TENS] or one[at.YEAR_ENDS] == other[at.YEAR_ENDS]
        return 6 if not year and near else 4
    return 3 if year else 2 if equal else 1


@compiled
def _either(one: Numbers, other: Numbers, first: int, second: int) -> Any:
    return (one[first] and one[first] == other[first]) or (
        one[second] and one[second] == other[second]
    )


@compiled
def _place(one: Numbers, other: Numbers) -> int:
    line = one[at.ADDRESS] and one[at.ADDRESS] == other[at.ADDRESS]
    code = one[at.POSTCODE] and one[at.POSTCODE] == other[at.POSTCODE]
    if line:
        return 5 if code else 4
    if code:
        return 3
    if one[at.TOWN] and one[at.TOWN] == other[at.TOWN]:
        return 2
    there = one[at.ADDRESS] and other[at.ADDRESS]
    return 1 if there or (one[at.POSTCODE] and other[at.POSTCODE]) else 0


@compiled
def _facet(one: Numbers, other: Numbers, out: Numbers) -> None:
    """What two rows say: all columns that hang on a facet; identifiers only in part."""
    _name(one, other, out)
    out[BIRTH] = _birth(one, other)
    out[ADDRESS] = max(out[ADDRESS], _place(one, other))
    if one[at.ID_START] and other[at.ID_START] and out[NATIONAL_ID] < 2:
        out[NATIONAL_ID] = 2 if _either(one, other, at.ID_START, at.ID_END) else 1
    if out[PHONE] == 1 and _either(one, other, at.PHONE_START, at.PHONE_END):
        out[PHONE] = 2
    if out[ACCOUNT] == 1 and _either(one, other, at.HANDLE_START, at.HANDLE_START):
        out[ACCOUNT] = 2


@compiled
def _meet(mine: Any, theirs: Any, common: Any, out: Numbers) -> None:
    """Two tokens whose upper bytes are equal: raises the level of the evidence they are."""
    kind = np.int64(mine & _KIND)
    other = np.int64(theirs & _KIND)
    named = (mine | theirs) & _NAMED
    if kind != other:
        out[OTHER_KIND] = max(out[OTHER_KIND], 1 if named else 2 if common else 3)
        return
    column = _COLUMN[kind]
    level = _COMMON[kind] if common else _EXACT[kind]
    if mine & _FREE:
        level = 3 if kind == _PHONE else 0
        if kind == _EMAIL:
            level = 2 if named or common else 3
        if kind == _ACCOUNT:
            level = 3 if named or common else 4
    out[column] = max(out[column], level)


@compiled
def identifiers(mine: Numbers, common: Numbers, theirs: Numbers, out: Numbers) -> None:
    """The columns of the identifiers of two sightings: kinds both have, and values that meet."""
    have: Any = 0
    for token in mine:
        have |= 1 << np.int64(token & _KIND)
    both: Any = 0
    for token in theirs:
        both |= have & (1 << np.int64(token & _KIND))
    for kind in range(1, _URL + 1):
        if both >> kind & 1:
            out[_COLUMN[kind]] = max(out[_COLUMN[kind]], 1)
    for a in range(mine.shape[0]):
        for b in range(theirs.shape[0]):
            if (mine[a] ^ theirs[b]) >> _EIGHT == 0:
                _meet(mine[a], theirs[b], common[a], out)


@compiled
def _rarities(levels: Numbers, rare: Numbers, out: Numbers) -> None:
    """How rare what agrees is, in natural logs: of the spelling or of the character, not both."""
    for part in range(2):
        level = levels[part]
        out[part] = rare[part] if level in (_FORM, _SAME) else 0.0
        out[2 + part] = rare[2 + part] if level == _HAN else 0.0


@compiled
def _sum(levels: Numbers, rarities: Numbers, weights: Numbers, slopes: Numbers) -> float:
    total = 0.0
    for column in range(WIDE):
        total += weights[column, levels[column]]
    for part in range(4):
        total += slopes[part] * rarities[part]
    return total


@compiled
def _fetch(
    rows: Numbers, row_starts: Numbers, tokens: Numbers, token_starts: Numbers, picks: Numbers
) -> Any:
    """Reads a word of each cache line soon needed: waits for memory overlap instead of queueing."""
    seen = np.uint64(0)
    for pick in picks:
        row = row_starts[pick]
        seen ^= np.uint64(row_starts[pick + 1] + token_starts[pick + 1])
        if token_starts[pick] < tokens.shape[0]:
            seen ^= tokens[token_starts[pick]]
        for word in range(0, at.WIDTH, 14):
            seen ^= np.uint64(rows[row, word])
    return np.int64(seen & np.uint64(1))


@compiled
def judge(
    rows: Numbers, tokens: Numbers, common: Numbers, rare: Numbers,
    all_rows: Numbers, row_starts: Numbers, all_tokens: Numbers, token_starts: Numbers,
    picks: Numbers, weights: Numbers, slopes: Numbers,
    levels: Numbers, rarities: Numbers, sums: Numbers,
) -> Any:  # fmt: skip
    """Levels, rarities and the sum of weights of each pick: the best of its facets counts.

    What it returns means nothing: it keeps the compiler from leaving out what is fetched ahead.
    """
    ground = np.empty(WIDE, np.int8)
    found = np.empty(WIDE, np.int8)
    rarity = np.empty(4, np.float32)
    fetched = 0
    for n in range(picks.shape[0]):
        if n % _AHEAD == 0:
            ahead = picks[n : n + _AHEAD]
            fetched ^= _fetch(all_rows, row_starts, all_tokens, token_starts, ahead)
        pick = picks[n]
        ground[:] = 0
        theirs = all_tokens[token_starts[pick] : token_starts[pick + 1]]
        identifiers(tokens, common, theirs, ground)
        sums[n] = -1e9
        for facet in range(rows.shape[0]):
            for row in range(row_starts[pick], row_starts[pick + 1]):
                found[:] = ground
                _facet(rows[facet], all_rows[row], found)
                _rarities(found, rare[facet], rarity)
                total = _sum(found, rarity, weights, slopes)
                if total > sums[n]:
                    sums[n] = total
                    levels[n] = found
                    rarities[n] = rarity
    return fetched
