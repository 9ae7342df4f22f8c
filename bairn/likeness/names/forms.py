"""The forms of a name: parts, spellings and sounds under which the same name is found again."""

from dataclasses import dataclass, replace
from functools import lru_cache

from bairn.likeness.names import han, latin, romanised
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
    characters = _characters(family, given, full)
    letters = [one for one in _letters(family, given, full) if one.family or one.given]
    if not characters:
        return tuple(dict.fromkeys(letters))[:MOST]
    if not letters:
        return (characters,)
    return tuple(dict.fromkeys(_both(characters, one) for one in letters))[:MOST]


def _characters(family: str, given: str, full: str) -> NameForms | None:
    """A name in characters, read in Mandarin and in Cantonese."""
    last, first = han.simplified(family), han.simplified(given)
    if not last and not first:
        last, first = han.parted(han.simplified(full))
    elif last and not first and len(last) > 1 and last not in han.COMPOUND:
        last, first = han.parted(last)  # the whole name stands where the family name belongs
    if not last and not first:
        return None
    read_family, read_given = han.family_reading(last), han.given_reading(first)
    canton_family = romanised.from_jyutping(han.cantonese(last))
    canton_given = romanised.from_jyutping(han.cantonese(first))
    return NameForms(
        family=read_family,
        given=read_given,
        family_other=canton_family,
        given_other=canton_given,
        family_sound=_sound(read_family),
        given_sound=_sound(read_given),
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
    last = latin.words(latin.folded(_not_han(family)))
    first = latin.words(latin.folded(_not_han(given)))
    if last or first:
        return _split(last, first)
    words = latin.words(latin.folded(_not_han(full)))
    return _whole(words, comma="," in full)


def _split(last: tuple[str, ...], first: tuple[str, ...]) -> list[NameForms]:
    """Family and given name apart. Of several family names each is one by which they are called."""
    found = [_one(last, first)]
    bare = tuple(word for word in last if word not in latin.PARTICLES)
    if len(bare) > 1:
        found += [_one((word,), first) for word in bare]
    elif bare and bare != last:
        found.append(_one(bare, first))
    if len(first) > 1 and not _chinese(first):
        found.append(_one(last, first[:1]))
    return found


def _whole(words: tuple[str, ...], *, comma: bool) -> list[NameForms]:
    """A whole name: the last word is the family name, but for Chinese names and after a comma."""
    if len(words) < 2:
        return [_one(words, ())] if words else []
    if comma or (
        (words[0] in romanised.FAMILIES or words[0] in romanised.PINYIN) and _chinese(words[1:])
    ):
        return [_one(words[:1], words[1:])]
    if len(words) > 2 and words[1] in romanised.FAMILIES and _chinese(words[2:]):
        # A western given name before a Chinese name: David Chan Tai Man.
        return [_one(words[1:2], words[2:]), _one(words[1:2], words[:1])]
    split = -1
    while -split < len(words) - 1 and words[split - 1] in latin.PARTICLES:
        split -= 1
    return _split(words[split:], words[:split])


def _one(last: tuple[str, ...], first: tuple[str, ...]) -> NameForms:
    family, given = latin.joined(last), latin.joined(first)
    other_family = next(iter(romanised.FAMILIES.get(family, ())), "")
    canton = romanised.is_cantonese(family)
    long = latin.long_form(latin.joined(first[:1])) if first else ""
    other_given = romanised.cantonese_key(" ".join(first)) if canton else long
    if canton:
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


def _chinese(words: tuple[str, ...]) -> bool:
    """Whether words can be a Chinese given name: at most two syllables, all of them known."""
    parts = [romanised.syllables(word) for word in words]
    canton = all(len(word) <= 6 for word in words) and len(words) == 2
    return bool(words) and ((all(parts) and sum(map(len, parts)) <= 2) or canton)


def _not_han(text: str) -> str:
    return han.HAN.sub(" ", text).replace("·", " ")
