"""Identifiers in their one spelling, and the forms under which another kind may hold the value."""

import re
import unicodedata
from collections.abc import Iterator

import phonenumbers

from bairn.likeness.terms import Identifier, IdentifierKind, Sighting

_DOTLESS = frozenset({"gmail.com", "googlemail.com"})  # where dots before the @ say nothing
_LOOK_ALIKE = str.maketrans("oiq", "010")  # on plates and labels one is read for the other
_BARE = re.compile(r"[\W_]+")


def of(sighting: Sighting) -> tuple[Identifier, ...]:
    """All identifiers of a sighting, each once. What is too little makes none."""
    return tuple(dict.fromkeys(_all(sighting)))


def _all(sighting: Sighting) -> Iterator[Identifier]:
    for _, number in sighting.national_ids:
        if bare := _bare(number):
            yield Identifier(IdentifierKind.NATIONAL_ID, bare)
    for number in sighting.phones:
        if (found := phone(number, sighting.region)) is not None:
            yield found
    for address in sighting.emails:
        if (found := email(address)) is not None:
            yield found
    for platform, handle in sighting.accounts:
        if (found := account(platform, handle, sighting.region)) is not None:
            yield found
    yield from _others(sighting)


def _others(sighting: Sighting) -> Iterator[Identifier]:
    for kind, texts in (
        (IdentifierKind.DEVICE, sighting.devices),
        (IdentifierKind.VEHICLE, sighting.vehicles),
        (IdentifierKind.DIGEST, sighting.digests),
    ):
        for text in texts:
            if bare := _bare(text):
                alike = bare.translate(_LOOK_ALIKE) if kind is IdentifierKind.VEHICLE else bare
                yield Identifier(kind, alike, () if alike == bare else (bare,))
    for address in sighting.addresses:
        if bare := _bare(f"{address.line}{address.postcode or address.town}"):
            yield Identifier(IdentifierKind.ADDRESS, bare)
    for url in sighting.urls:
        if text := url.strip().casefold().rstrip("/"):
            yield Identifier(IdentifierKind.URL, re.sub(r"^https?://(www\.)?", "", text))


def phone(number: str, region: str) -> Identifier | None:
    """A number in E.164, found also by its national digits and as dialled; else its digits."""
    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        digits = "".join(one for one in number if one.isdigit())
        return Identifier(IdentifierKind.PHONE, digits, (digits,)) if len(digits) > 5 else None
    told = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    return Identifier(IdentifierKind.PHONE, told, (str(parsed.national_number), told[1:]))


def email(address: str) -> Identifier | None:
    """An address without its own marks; found also by what stands before the @, as written."""
    text = unicodedata.normalize("NFKC", address).strip().casefold()
    local, at, host = text.rpartition("@")
    if not at or not local or not host:
        return None
    bare = local.partition("+")[0] or local  # what follows a plus is the sender's own mark
    if host in _DOTLESS:
        bare = bare.replace(".", "")
    return Identifier(
        IdentifierKind.EMAIL, f"{bare}@{host}", tuple(dict.fromkeys((bare, local, text)))
    )


def account(platform: str, handle: str, region: str) -> Identifier | None:
    """A handle on a platform; found also by the handle alone and as the number that it is."""
    who = unicodedata.normalize("NFKC", handle).strip().lstrip("@").casefold()
    if not who:
        return None
    also = [who]
    if sum(one.isdigit() for one in who) > 5 and not any(one.isalpha() for one in who):
        number = phone(who, region)
        also += number.also if number else ()
    return Identifier(
        IdentifierKind.ACCOUNT, f"{_bare(platform)}:{who}", tuple(dict.fromkeys(also))
    )


def _bare(text: str) -> str:
    return _BARE.sub("", unicodedata.normalize("NFKC", text)).casefold()
