"""The forms of a name: parts, spellings and sounds under which the same name is found again."""

from dataclasses import dataclass, replace
from functools import lru_cache

from bairn.likeness.names import han, latin, parting, romanised, scripts
from bairn.likeness.terms import Name

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForms:
    """One way to read a name. Letters a to z alone, characters simplified; empty where unknown."""

    family: str = ""
    given: str = ""
    family_other: str = ""  # another spelling: Cantonese, the pinyin of a surname
    given_other: str = ""  # the same, or the long form of a nickname
    family_sound: str = ""
    given_sound: str = ""
    han_family: str = ""
    han_given: str = ""


def forms(name: Name) -> tuple[NameForms, ...]:
    """Every way to read a name, the likeliest first, at most four; none for a name without letters.

    Characters and letters of one name are one reading: they say the same thing twice.
    """
    return _forms(name.family.strip(), name.given.strip(), name.full.strip())


@lru_cache(maxsize=100_000)
def _forms(family: str, given: str, full: str) -> tuple[NameForms, ...]:
    readings = _characters(family, given, full)
    letters = [one for one in _letters(family, given, full) if one.family or one.given]
    if not readings:
        return tuple(dict.fromkeys(letters))[:MOST]
    if not letters:
        return readings
    return tuple(dict.fromkeys(_both(readings[0], one) for one in letters))[:MOST]


def _characters(family: str, given: str, full: str) -> tuple[NameForms, ...]:
    """A name in characters; a second time where its surname is often read as elsewhere."""
    last, first = han.simplified(family), han.simplified(given)
    if not last and not first:
        last, first = han.parted(han.simplified(full))
    elif last and not first and len(last) > 1 and last not in han.COMPOUND:
        last, first = han.parted(last)  # the whole name stands where the family name belongs
    if not last and not first:
        return ()
    readings = dict.fromkeys((han.family_reading(last), han.given_reading(last)))
    return tuple(_read(last, first, reading) for reading in readings)


def _read(last: str, first: str, read_family: str) -> NameForms:
    """Characters as they are read in Mandarin, and in Cantonese as Hong Kong writes it."""
    read_given = han.given_reading(first)
    return NameForms(
        family=read_family,
        given=read_given,
        family_other=romanised.from_jyutping(han.cantonese(last)),
        given_other=romanised.from_jyutping(han.cantonese(first)),
        family_sound=_sound(read_family),
        given_sound=_sound(" ".join(map(han.given_reading, first))),
        han_family=last,
        han_given=first,
    )


def _both(characters: NameForms, letters: NameForms) -> NameForms:
    """Characters with the letters that stood beside them: those are how the person spells it."""
    same = characters.family_sound == letters.family_sound
    return replace(
        letters,
        family_other=letters.family_other or (characters.family if not same else ""),
        given_other=letters.given_other
        or (characters.given if characters.given_sound != letters.given_sound else ""),
        han_family=characters.han_family,
        han_given=characters.han_given,
    )


def _letters(family: str, given: str, full: str) -> list[NameForms]:
    last, first = _words(scripts.korean_family(family)), _words(given)
    if last and first:
        return _split(last, first)
    if last or first:
        whole = last or first  # a whole name may stand where one part belongs
        further = _whole(whole) if len(whole) > 1 else []
        return [*_split(last, first), *further]
    before, _, after = scripts.korean_parted(full).partition(",")
    return _whole(_words(before), _words(after)) if before.strip() else _whole(_words(after))


def _words(text: str) -> tuple[str, ...]:
    return latin.words(latin.folded(_not_han(text)))


def _split(last: tuple[str, ...], first: tuple[str, ...]) -> list[NameForms]:
    """Family and given name apart. Of several family names each is one by which they are called."""
    found = [_one(last, first)]
    bare = tuple(word for word in last if word not in latin.PARTICLES)
    if len(bare) > 1 and not parting.is_family(latin.joined(bare)):
        found += [_one((word,), first) for word in bare]
    elif bare and bare != last:
        found.append(_one(bare, first))
    if len(first) > 1 and not parting.is_chinese_given(first):
        # A western given name beside a Chinese one: each alone.
        apart = (first[1:], first[:1]) if parting.is_chinese_given(first[1:]) else (first[:-1],)
        chinese = len(first) > 2 and parting.is_family(latin.joined(last))
        found += [_one(last, one) for one in (apart if chinese else (first[:1],))]
    return found


def _whole(words: tuple[str, ...], after: tuple[str, ...] = ()) -> list[NameForms]:
    found: list[NameForms] = []
    for last, first in parting.parts_of(words, after):
        found += _split(last, first)
    return found


def _one(last: tuple[str, ...], first: tuple[str, ...]) -> NameForms:
    family, given = latin.joined(last), latin.joined(first)
    other_family = next(iter(romanised.FAMILIES.get(family, ())), "")
    long = latin.long_form(latin.joined(first[:1])) if first else ""
    # A surname as Hong Kong and Taiwan spell it: the given name may be Cantonese.
    heard = family in romanised.FAMILIES and parting.is_chinese_given(first)
    other_given = romanised.cantonese_key(" ".join(first)) if heard else long
    if romanised.is_cantonese(family):
        other_family = other_family or romanised.cantonese_key(family)
    return NameForms(
        family=family,
        given=given,
        family_other=other_family if other_family != family else "",
        given_other=other_given if other_given != given else "",
        family_sound=_sound(other_family or " ".join(last)),
        given_sound=_sound(" ".join(first)),
    )


def _sound(token: str) -> str:
    """By syllables where it can be Chinese in Latin letters, else by its consonants."""
    parts = romanised.syllables(token)
    if parts:
        return "".join(map(romanised.sound, parts))
    return latin.sound(token)


def _not_han(text: str) -> str:
    return han.HAN.sub(" ", text).replace("·", " ")
