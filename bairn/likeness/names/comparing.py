"""How alike two names are, and by what: for explaining, for reviewing and for the batch engine."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from bairn.likeness.names import romanised
from bairn.likeness.names.forms import NameForms, forms
from bairn.likeness.terms import Name

_NEAR, _PART = 0.9, 0.8
_SPELLING = 2  # letters by which another spelling, or an initial, is shorter


class NameLevel(IntEnum):
    """How far two names agree, the more the higher."""

    UNKNOWN = 0  # one of them has no letters
    OTHER = 1
    PART = 2  # one part agrees, or both are somewhat alike
    NEAR = 3  # a slip of the pen apart
    SAME_SOUND = 4
    SAME = 5


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """How alike two names are. `how`: `order`, `characters`, `spelling`, `nickname`, `initial`."""

    level: NameLevel
    how: frozenset[str] = frozenset()


def compare(one: Name, other: Name) -> NameLikeness:
    """The best that any reading of the one and of the other says; the same either way round.

    What one name leaves out the other may have; where both have more, all of it is compared.
    """
    readings, others = _told(one), _told(other)
    if not readings or not others:
        return NameLikeness(NameLevel.UNKNOWN)
    return max(
        (
            _readings(*sorted((a, b), key=repr))
            for a, shorter in readings
            for b, short in others
            if not (shorter and short)
        ),
        key=lambda found: (found.level, -len(found.how), sorted(found.how)),
    )


def _told(name: Name) -> list[tuple[NameForms, bool]]:
    """Every reading of a name, and whether it is a shortened one."""
    readings = forms(name)
    return [(one, _shortened(one, readings)) for one in readings]


def _shortened(one: NameForms, readings: tuple[NameForms, ...]) -> bool:
    """Whether another reading of the same name has all of this one and more."""
    return any(
        (one.family == other.family and _less(one.given, other.given))
        or (one.given == other.given and _less(one.family, other.family))
        for other in readings
    )


def _less(part: str, whole: str) -> bool:
    return bool(part) and part != whole and part in whole


@lru_cache(maxsize=100_000)
def _readings(a: NameForms, b: NameForms) -> NameLikeness:
    if a == b and a.family and a.given:
        return NameLikeness(NameLevel.SAME, frozenset({"characters"} if a.han_given else ()))
    if a.han_given and b.han_given:
        return _characters(a, b)
    straight = _parts(_family(a), _family(b), _given(a), _given(b))
    swapped = _parts(_family(a), _given(b), _given(a), _family(b))
    if swapped.level > straight.level:
        return NameLikeness(swapped.level, swapped.how | {"order"})
    return straight


def _characters(a: NameForms, b: NameForms) -> NameLikeness:
    """Characters decide between homophones; where they differ, letters say no more."""
    family, given = a.han_family == b.han_family, a.han_given == b.han_given
    how = frozenset({"characters"})
    if _given_alone(a, b) or _given_alone(b, a):
        return NameLikeness(NameLevel.PART, how)
    if not (a.han_family and b.han_family):
        return NameLikeness(NameLevel.PART if given else NameLevel.OTHER, how)
    if family and given:
        return NameLikeness(NameLevel.SAME, how)
    if a.han_family + a.han_given == b.han_given + b.han_family:
        return NameLikeness(NameLevel.SAME, how | {"order"})
    if family and _same_sound(a.given_sound, b.given_sound):
        # The same reading in other characters: as often a slip as another person.
        return NameLikeness(NameLevel.PART, how | {"sound"})
    if family and (set(a.han_given) & set(b.han_given)):
        return NameLikeness(NameLevel.PART, how)
    return NameLikeness(NameLevel.OTHER, how)


def _given_alone(a: NameForms, b: NameForms) -> bool:
    """Whether the whole of one name is the given name of the other, however it was parted."""
    whole = (a.han_family + a.han_given, a.han_given + a.han_family)
    return bool(a.han_family) and b.han_given in whole and a.han_given != b.han_given


Part = tuple[str, str, str]


def _family(one: NameForms) -> Part:
    return one.family, one.family_other, one.family_sound


def _given(one: NameForms) -> Part:
    """The first of several given names is a key to find by, not another spelling of them all."""
    other = one.given_other
    if _less(other, one.given) and len(one.given) - len(other) > _SPELLING:
        other = ""
    return one.given, other, one.given_sound


def _parts(family: Part, other_family: Part, given: Part, other_given: Part) -> NameLikeness:
    (last, how_last), (first, how_first) = _part(family, other_family), _part(given, other_given)
    how = how_last | how_first
    if NameLevel.UNKNOWN in (last, first):
        known = max(last, first)
        return NameLikeness(min(known, NameLevel.PART) if known else NameLevel.UNKNOWN, how)
    if NameLevel.OTHER in (last, first):
        level = NameLevel.PART if max(last, first) is NameLevel.SAME else NameLevel.OTHER
        return NameLikeness(level if max(last, first) > NameLevel.PART else NameLevel.OTHER, how)
    return NameLikeness(min(last, first), how)


def _part(a: Part, b: Part) -> tuple[NameLevel, frozenset[str]]:
    (one, one_other, one_sound), (other, other_other, other_sound) = a, b
    if not one or not other:
        return NameLevel.UNKNOWN, frozenset()
    if one == other:
        return NameLevel.SAME, frozenset()
    if {one, one_other} & {other, other_other} - {""}:
        return NameLevel.SAME, frozenset({"spelling"})
    if min(len(one), len(other)) == 1:
        level = NameLevel.PART if one[0] == other[0] else NameLevel.OTHER
        return level, frozenset({"initial"})
    if _same_sound(one_sound, other_sound):
        apart = romanised.told_apart(one, other)
        return NameLevel.NEAR if apart else NameLevel.SAME_SOUND, frozenset({"sound"})
    alike = JaroWinkler.similarity(one, other)
    if alike >= _NEAR:
        return NameLevel.NEAR, frozenset()
    if alike >= _PART or one in other or other in one:
        return NameLevel.PART, frozenset()
    return NameLevel.OTHER, frozenset()


def _same_sound(one: str, other: str) -> bool:
    return len(one) > 1 and one == other
