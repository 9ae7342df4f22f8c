"""Dates as people write them, as far as they are known: a year, a month, a day."""

import re
from datetime import date

from bairn.records.terms import DateOrder

_PARTS = re.compile(r"(\d{1,4})\D+(\d{1,2})(?:\D+(\d{1,4}))?\D?")
_WHOLE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_YEARS = range(1880, 2101)


def read(text: str, order: DateOrder) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty where it is no date that can be told."""
    bare = _TIME.sub("", text.strip()).strip().removesuffix("日").removesuffix("月")
    if not bare.isascii():
        bare = bare.replace("年", "-").replace("月", "-").removesuffix("-")
    if len(bare) == 4 and bare.isdigit():
        return bare if int(bare) in _YEARS else ""
    if found := _WHOLE.fullmatch(bare):
        return _made(*found.groups())
    found = _PARTS.fullmatch(bare)
    return _ordered(*found.groups(), order=order) if found else ""


def _ordered(one: str, two: str, three: str | None, *, order: DateOrder) -> str:
    if len(one) == 4:
        return _made(one, two, three)
    if three is None or len(three) != 4 or order is DateOrder.YMD:
        return ""  # a year of two digits could be of either century
    return _made(three, two, one) if order is DateOrder.DMY else _made(three, one, two)


def _made(year: str, month: str, day: str | None) -> str:
    if int(year) not in _YEARS:
        return ""
    try:
        made = date(int(year), int(month), int(day or 1))
    except ValueError:
        return f"{year}" if int(month) == 0 else ""
    return made.isoformat() if day else made.isoformat()[:7]
