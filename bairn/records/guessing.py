"""What each column may be, by what it is called and by what stands in it; a person says yes."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from bairn.kernel import catalogue
from bairn.records import dates
from bairn.records.terms import Column, DateOrder, Layout, Row, Target

_FILE = Path(__file__).parent / "catalogue" / "columns.yaml"
_PLATFORMS = {
    "wechat": "wechat", "weixin": "wechat", "微信": "wechat", "微信号": "wechat", "qq": "qq",
    "qq号": "qq", "抖音": "douyin", "抖音号": "douyin", "whatsapp": "whatsapp",
    "telegram": "telegram", "instagram": "instagram", "snapchat": "snapchat", "discord": "discord",
}  # fmt: skip
_ONCE = frozenset({Target.FAMILY_NAME, Target.GIVEN_NAME, Target.FULL_NAME, Target.BIRTH_DATE,
                   Target.SEX, Target.SCHOOL})  # fmt: skip
_MOST = 0.8  # of the filled cells have to look like it
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MOBILE_CN = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_PHONE = re.compile(r"\+[\d ()-]{7,20}")
_ID_CN = re.compile(r"[1-9]\d{16}[\dXx]")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGEST = re.compile(r"(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})")
_PLATE_CN = re.compile(r"[\u4e00-\u9fa5][A-Z][A-Z0-9]{5,6}")
# Only what is unmistakable is told by what stands in a column.
_LOOKS: tuple[tuple[Target, Callable[[str], object]], ...] = (
    (Target.EMAIL, _EMAIL.fullmatch),
    (Target.NATIONAL_ID, _ID_CN.fullmatch),
    (Target.PHONE, lambda text: _MOBILE_CN.fullmatch(text) or _PHONE.fullmatch(text)),
    (Target.URL, _URL.fullmatch),
    (Target.DIGEST, _DIGEST.fullmatch),
    (Target.VEHICLE, _PLATE_CN.fullmatch),
)


def guess(columns: Sequence[str], samples: Sequence[Row]) -> Layout:
    """A layout for these columns; what nothing speaks for is kept as it is."""
    said: dict[str, Column] = {}
    used: set[Target] = set()
    for name in columns:
        target = _called(name) or _looks([row.cells.get(name, "").strip() for row in samples])
        if target in _ONCE and target in used:
            target = None
        used |= {target} if target else set()
        said[name] = Column(target or Target.KEEP, _platform(name, target))
    return Layout(columns=said, date_order=_order(said, samples), region=_region(samples))


def plain(name: str) -> str:
    """A column's name as names are compared."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _called(name: str) -> Target | None:
    return _names().get(plain(name))


@cache
def _names() -> Mapping[str, Target]:
    return {
        plain(name): Target(target)
        for target, names in catalogue.load(_FILE).items()
        for name in names
    }


def _platform(name: str, target: Target | None) -> str:
    return _PLATFORMS.get(plain(name), "") if target is Target.ACCOUNT else ""


def _looks(values: Sequence[str]) -> Target | None:
    filled = [one for one in values if one]
    if not filled:
        return None
    for target, fits in _LOOKS:
        if sum(bool(fits(one)) for one in filled) >= _MOST * len(filled):
            return target
    return None


def _order(said: Mapping[str, Column], samples: Sequence[Row]) -> DateOrder:
    """The order under which most birth dates can be read."""
    born = [name for name, one in said.items() if one.target is Target.BIRTH_DATE]
    values = [row.cells.get(name, "") for row in samples for name in born]
    return max(DateOrder, key=lambda order: sum(bool(dates.read(one, order)) for one in values))


def _region(samples: Sequence[Row]) -> str:
    """China where identity numbers or mobile numbers of China stand in the file."""
    values = [one.strip() for row in samples for one in row.cells.values()]
    return "CN" if any(_ID_CN.fullmatch(v) or _MOBILE_CN.fullmatch(v) for v in values) else ""
