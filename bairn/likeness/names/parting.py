"""A whole name in Latin letters: which of its words are the family name, the likeliest first."""

from collections.abc import Iterator
from typing import Final

from bairn.likeness.names import han, latin, romanised

Words = tuple[str, ...]
Parts = tuple[Words, Words]  # family, given

_COMPOUND: Final = frozenset(map(han.family_reading, han.COMPOUND)) | {
    spelt for spelt, read in romanised.FAMILIES.items() if read[0] in romanised.COMPOUND
}
_RARER: Final = 30  # so many places further down the list, the other end is likelier


def parts_of(words: Words, after_comma: Words = ()) -> list[Parts]:
    """Family and given name of a whole name; a comma stands after the family name."""
    if after_comma:
        return _after_comma(words, after_comma)
    if len(words) < 2:
        return [(words, ()), *_run_together(words)] if words else []
    found = sorted(_chinese(words), key=lambda one: _rank(one, words))
    if found and is_chinese_given(words[:1]):
        return found
    return [*found, _western(words)]


def _after_comma(words: Words, after: Words) -> list[Parts]:
    chinese = list(_chinese(words)) if len(words) > 1 else []
    # As Hong Kong's cards have it: CHAN Tai Man, David.
    named = [part for family, given in chinese for part in ((family, given), (family, after))]
    return [*named, (words, after)]


def is_family(word: str) -> bool:
    """Whether a word is known as a Chinese surname in some spelling."""
    return word in romanised.FAMILIES or word in romanised.PINYIN or word in _COMPOUND


def is_chinese_given(words: Words) -> bool:
    """Whether words can be a Chinese given name: at most two syllables, all of them known."""
    mandarin = [romanised.syllables(word) for word in words]
    if all(mandarin) and 0 < sum(map(len, mandarin)) <= 2:
        return True
    canton = [part for word in words for part in word.split("-")]
    return 0 < len(canton) <= 2 and all(map(romanised.is_canton_syllable, canton))


def _chinese(words: Words) -> Iterator[Parts]:
    """Every way to read Chinese parts, with a western given name before or after them or none."""
    plain = [one for one in _ends(words) if is_chinese_given(one[1])]
    yield from plain
    if len(words) < 3:
        return
    for west, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        if plain and (is_chinese_given(west) or is_family(latin.joined(west))):
            continue
        for family, given in _ends(rest):
            if is_chinese_given(given):
                yield family, given
                yield family, west


def _ends(words: Words) -> Iterator[Parts]:
    """The family name first or last, of one word or two."""
    if len(words) > 2 and latin.joined(words[:2]) in _COMPOUND:
        yield words[:2], words[2:]
        return
    if len(words) > 2 and latin.joined(words[-2:]) in _COMPOUND:
        yield words[-2:], words[:-2]
        return
    if is_family(latin.joined(words[:1])):
        yield words[:1], words[1:]
    if is_family(latin.joined(words[-1:])):
        yield words[-1:], words[:-1]


def _rank(parts: Parts, words: Words) -> tuple[int, int]:
    """First stands the family name, unless the word at the other end is far commoner as one."""
    family, given = parts
    first = words[: len(family)] == family
    western = 0 if is_chinese_given(given) else 1000
    return western + romanised.place(latin.joined(family)) + (0 if first else _RARER), not first


def _run_together(words: Words) -> Iterator[Parts]:
    """Zhangxiaoming, Xiaomingzhang: a whole name in one word."""
    text = latin.joined(words)
    found = romanised.syllables(words[0])
    if not 2 <= len(found) <= 4:
        return
    for size in (2, 1):
        first, last = "".join(found[:size]), "".join(found[-size:])
        if size < len(found) <= size + 2:
            if first in romanised.PINYIN or first in _COMPOUND:
                yield (first,), (text[len(first) :],)
            if last in romanised.PINYIN and size == 1:
                yield (last,), (text[: -len(last)],)


def _western(words: Words) -> Parts:
    """The last word is the family name, with the particles before it."""
    split = -1
    while -split < len(words) - 1 and words[split - 1] in latin.PARTICLES:
        split -= 1
    return words[split:], words[:split]
