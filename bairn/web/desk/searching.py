"""What somebody typed into the search box may mean. Plain Python: no look-up, no clock."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bairn.kernel import ids
from bairn.vault.terms import TokenSource

MOST = 200  # letters; whoever types more is not naming one thing
_PHONE = re.compile(r"\+?[\d\s().\-/]{5,24}")
_ACCOUNT = re.compile(r"(?P<platform>[^\s:/@][^:/@]{1,60})\s*[:/]\s*(?P<handle>@?\S.{0,80})")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\s.\-]{3,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the house: references of ours, and sources of tokens for the vault."""

    case_reference: str = ""
    report_reference: str = ""
    sources: tuple[TokenSource, ...] = field(default=(), repr=False)

    @property
    def empty(self) -> bool:
        """Whether nothing that can be looked up was found in the words."""
        return not (self.case_reference or self.report_reference or self.sources)


def read(text: str, *, country: str = "", platform: str = "") -> Asked:
    """Everything that `text` may mean. `country` (ISO 3166) helps numbers, `platform` a handle."""
    words = unicodedata.normalize("NFKC", text).strip()[:MOST]
    if ids.is_reference(words, "C"):
        return Asked(case_reference=words.upper())
    if ids.is_reference(words, "R"):
        return Asked(report_reference=words.upper())
    return Asked(sources=tuple(_sources(words, country.strip().upper(), platform.strip())))


def _sources(words: str, country: str, platform: str) -> Iterator[TokenSource]:
    if platform:
        if words:
            yield TokenSource.account(platform, words)
        return
    if _is_email(words):
        yield TokenSource.email(words)
        return
    account = _ACCOUNT.fullmatch(words)
    if account and not words.startswith(("http:", "https:")):
        yield TokenSource.account(account["platform"].strip(), account["handle"].strip())
        return
    if _PHONE.fullmatch(words) and (words.startswith("+") or country):
        yield TokenSource.phone(words, country)
    if _NUMBER.fullmatch(words) and country and any(letter.isdigit() for letter in words):
        yield TokenSource.national_id(country, words)


def _is_email(words: str) -> bool:
    name, at_sign, host = words.rpartition("@")
    return bool(name and at_sign and "." in host) and " " not in words
