"""Blind tokens: what a look-up may ask for, written in one way, then hashed and cut short.

Only compound or nearly unique things become tokens (facts 3.3: the surname alone gives 22% of all
surnames away to whoever holds a dump and a census). What cannot be checked makes no token and is
no fault: a thin report is never turned away for it.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType

import phonenumbers
from stdnum import exceptions as stdnum_exceptions
from stdnum.be import nn
from stdnum.bg import egn
from stdnum.cn import ric
from stdnum.cz import rc
from stdnum.de import idnr as german_idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.hr import oib
from stdnum.ie import pps
from stdnum.is_ import kennitala
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.lt import asmens
from stdnum.mx import curp
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.sk import rc as slovak_rc
from stdnum.tr import tckimlik
from stdnum.us import ssn
from stdnum.za import idnr as south_african_idnr

from bairn.vault.terms import TokenKind, TokenSource

# 20 bits: of 1,000,000 subjects about one agrees by chance. So a look-up returns a few, a stolen
# table cannot be told apart from noise, and even with the key stolen thousands of numbers share
# each token.
TOKEN_BITS = 20
TOKEN_BYTES = 3

_CHECKS: Mapping[str, ModuleType] = {
    "be": nn, "bg": egn, "cn": ric, "cz": rc, "de": german_idnr, "dk": cpr, "ee": ik, "es": dni,
    "fi": hetu, "fr": nir, "gb": nhs, "hr": oib, "ie": pps, "is": kennitala, "it": codicefiscale,
    "kr": rrn, "lt": asmens, "mx": curp, "nl": bsn, "no": fodselsnummer, "pl": pesel, "ro": cnp,
    "se": personnummer, "sk": slovak_rc, "tr": tckimlik, "us": ssn, "za": south_african_idnr,
}  # fmt: skip
_LATIN_MARKS = range(0x0300, 0x0370)  # accents; the marks of other scripts are letters' parts


def written_one_way(source: TokenSource) -> str | None:
    """The source in its one spelling, or None when it is too little or fails its own check."""
    return _WAYS[source.kind](*source.parts)


def cut(digest: bytes) -> bytes:
    """The first 20 bits of a digest, in 3 bytes whose last 4 bits are zero."""
    number = int.from_bytes(digest[:TOKEN_BYTES], "big")
    spare = 8 * TOKEN_BYTES - TOKEN_BITS
    return (number >> spare << spare).to_bytes(TOKEN_BYTES, "big")


def _surname_and_birth_date(surname: str, birth_date: str) -> str | None:
    letters = "".join(c for c in _plain(surname) if unicodedata.category(c)[0] in "LM")
    try:
        return f"{letters}|{date.fromisoformat(birth_date).isoformat()}" if letters else None
    except ValueError:
        return None


def _phone(number: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _email(address: str) -> str | None:
    local, at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    if not at or not local or any(c.isspace() for c in local):
        return None
    try:
        host = domain.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return f"{local}@{host}" if "." in host.strip(".") else None


def _national_id(country: str, number: str) -> str | None:
    check = _CHECKS.get(country.strip().lower())
    if check is None:
        return None
    # Spaces go; hyphens stay: in Finland and Sweden they tell the century.
    bare = "".join(unicodedata.normalize("NFKC", number).split())
    try:
        return f"{country.strip().lower()}|{check.validate(bare)}"
    except stdnum_exceptions.ValidationError:
        return None


def _account(platform: str, handle: str) -> str | None:
    where = "".join(c for c in _plain(platform) if c.isalnum())
    who = unicodedata.normalize("NFKC", handle).strip().lstrip("@").casefold()
    return f"{where}|{who}" if where and who else None


def _plain(text: str) -> str:
    """Compatibility forms and case folded, Latin accents dropped, other scripts left whole."""
    split = unicodedata.normalize("NFKD", text.strip())
    bare = "".join(c for c in split if ord(c) not in _LATIN_MARKS)
    return unicodedata.normalize("NFC", bare).casefold()


_WAYS: Mapping[TokenKind, Callable[..., str | None]] = {
    TokenKind.SURNAME_AND_BIRTH_DATE: _surname_and_birth_date,
    TokenKind.PHONE: _phone,
    TokenKind.EMAIL: _email,
    TokenKind.NATIONAL_ID: _national_id,
    TokenKind.ACCOUNT: _account,
}
