"""Spellings of many names at once: what the rules of `names` say of each distinct token."""

import functools

from bairn.likeness.names import han, latin, romanised


def han_forms(name: str) -> tuple[str, str, str, list[str]]:
    """Simplified, pinyin of family and given name, and how the name sounds in each reading."""
    simple = han.simplified(name)
    family, given = han.parted(simple)
    read_family, read_given = han.family_reading(family), han.given_reading(given)
    if not given:
        return simple, read_family, read_given, []
    canton_family = romanised.from_jyutping(han.cantonese(family))
    canton_given = romanised.from_jyutping(han.cantonese(given))
    sounds = {f"{sound(read_family)}.{sound(read_given)}"}
    if canton_family and canton_given:
        sounds.add(f"{canton_family}.{canton_given}")
    return simple, read_family, read_given, sorted(sounds)


@functools.lru_cache(maxsize=200_000)
def sound(token: str) -> str:
    """How a token sounds: as Mandarin in any romanisation, or else as in Europe."""
    token = token if token.isascii() else latin.folded(token) or token
    syllables = [one for part in token.split() for one in romanised.syllables(part)]
    if syllables:
        return "".join(romanised.sound(one) for one in syllables)
    return latin.sound(token) or token


def canton(token: str) -> str:
    """The token in one spelling of Hong Kong."""
    return romanised.cantonese_key(token)


def from_hong_kong(token: str) -> bool:
    """Whether the token is a surname as Hong Kong alone spells it."""
    return romanised.is_cantonese(token)


def long_sound(token: str) -> str:
    """How the long form of a nickname sounds; of any other name, how it sounds itself."""
    first = token.split(" ", 1)[0]
    return sound(latin.long_form(first)) if first else ""
