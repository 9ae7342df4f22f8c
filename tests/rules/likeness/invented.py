"""Invented people for the index: facets and identifiers straight to prints."""

from pathlib import Path
from uuid import UUID

from bairn.likeness import prints
from bairn.likeness.index import Index
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Print

SECRET, OTHER_SECRET = b"a secret of these tests, nobody's", b"another secret, of nobody at all."
HOLDER, ELSEWHERE = UUID(int=0xC0FFEE), UUID(int=0xBEEF)


def subject(number: int) -> UUID:
    """A subject's id."""
    return UUID(int=number << 64 | 0x51)


def person(
    keys: Keys, family: str = "", given: str = "", birth: str = "", phone: str = "",
    handle: str = "", **more: str,
) -> Print:  # fmt: skip
    """A print of one facet: names as sounded by their first letters, birth as 1990-03-04."""
    year, month, day = ([*birth.split("-"), "", "", ""])[:3]
    facet = {
        "family": family, "given": given, "family_sound": family[:3], "given_sound": given[:3],
        "year": year, "month": month, "day": day, "phone": phone, "handle": handle, **more,
    }  # fmt: skip
    tokens = []
    if phone:
        tokens += [prints.token_of("phone", phone, keys)]
        tokens += [prints.token_of("phone", phone[-8:], keys, free=True)]
    if handle:
        tokens += [prints.token_of("account", f"anywhere:{handle}", keys)]
        tokens += [prints.token_of("account", handle, keys, free=True)]
    return prints.print_from([facet], tokens, keys)


def filled(folder: Path, count: int, secret: bytes = SECRET) -> Index:
    """An index of `count` different people, in its delta."""
    index = Index.create(folder, Keys(secret))
    index.add_many(
        (subject(n), HOLDER, person(index.keys, f"fam{n}ily", f"giv{n}en", phone=f"+4930{n:07d}"))
        for n in range(1, count + 1)
    )
    return index
