"""Dates as people write them, as far as each part is told."""

import calendar
import re
import unicodedata
from typing import Final

from bairn.likeness.terms import PartialDate

_YEARS: Final = range(1800, 2200)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar", "feb february februar", "mar march mars märz", "apr april",
            "may mai maj", "jun june juni", "jul july juli", "aug august", "sep sept september",
            "oct october okt oktober", "nov november", "dec december des desember dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_REPUBLIC: Final = 1911  # the year before the first by which Taiwan counts
_MARK: Final = r"[\s./\-,]+"
_CHINESE: Final = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日号]?)?(?:生|出生)?")
_OF_REPUBLIC: Final = re.compile(r"民[国國](\d{1,3})年")
_TENS: Final = re.compile(r"([二三]?)十([一二三四五六七八九]?)")
_YEAR_FIRST: Final = re.compile(
    rf"(\d{{4}})(?:{_MARK}(\d{{1,2}}))?(?:{_MARK}(\d{{1,2}}))?(?:[t ]\d\d:\d\d.*)?"
)
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}}){_MARK}(?:(\d{{1,2}}){_MARK})?(\d{{4}})")
_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_NAMED: Final = tuple(
    re.compile(form.replace("~", f"(?:{_MARK})?"))
    for form in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?~(?:of~)?(?P<month>[^\W\d_]{3,9})~(?P<year>\d{4})",
        r"(?P<month>[^\W\d_]{3,9})~(?P<day>\d{1,2})(?:st|nd|rd|th)?~(?P<year>(?<!\d)\d{4})",
        r"(?P<year>\d{4})~(?P<month>[^\W\d_]{3,9})~(?P<day>\d{1,2})",
        r"(?P<month>[^\W\d_]{3,9})~(?P<year>\d{4})",
        r"(?P<year>\d{4})~(?P<month>[^\W\d_]{3,9})",
    )
)


def date_of(text: str) -> PartialDate | None:
    """What a date says; None where it is not understood or there is no such day.

    `12/05/1990` is read with the day first, unless there is no such month.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    found = _chinese(plain) if re.search("[年月]", plain) else _by_marks(plain) or _named(plain)
    return found if found else None


def written(date: PartialDate | None) -> str:
    """The ISO form as far as it is known; noughts where a part before a known one is not."""
    if not date:
        return ""
    month, day = date.month or 0, date.day or 0
    year = f"{date.year or 0:04d}"
    if date.day is not None:
        return f"{year}-{month:02d}-{day:02d}"
    return year if date.month is None else f"{year}-{month:02d}"


def _chinese(text: str) -> PartialDate | None:
    bare = re.sub(r"\s+", "", text)
    told = _OF_REPUBLIC.sub(lambda one: f"{int(one[1]) + _REPUBLIC}年", bare)
    told = _TENS.sub(_tens, told).translate(_DIGITS)
    found = _CHINESE.fullmatch(told)
    return _dated(found[1], found[2], found[3]) if found else None


def _tens(found: re.Match[str]) -> str:
    return (found[1] or "一") + (found[2] or "〇")


def _by_marks(text: str) -> PartialDate | None:
    if found := _TOGETHER.fullmatch(text):
        return _dated(*found.groups())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
        return _dated(year, month, day) or (_dated(year, day, month) if day else None)
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = found.groups()
        if second is None:
            return _dated(year, first, None)
        return _dated(year, second, first) or _dated(year, first, second)
    return None


def _named(text: str) -> PartialDate | None:
    bare = text.replace(".", " ")
    for form in _NAMED:
        if found := form.fullmatch(bare):
            told = found.groupdict()
            month = _MONTHS.get(str(told["month"]))
            return _dated(told["year"], str(month), told.get("day")) if month else None
    return None


def _dated(year: str | None, month: str | None, day: str | None) -> PartialDate | None:
    """Noughts are parts that are not known."""
    found = PartialDate(*(int(one or 0) or None for one in (year, month, day)))
    if found.year is not None and found.year not in _YEARS:
        return None
    if found.month is not None and found.month > 12:
        return None
    # A leap year where the year is not known: the 29th of February may be meant.
    longest = calendar.monthrange(found.year or 2000, found.month or 1)[1]
    return found if found and (found.day or 0) <= longest else None
