"""Moments as XML Schema writes them. One without a zone is known only within bounds."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from bairn.kernel.periods import Bounds

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
# The clocks of the world stand between UTC-12 and UTC+14.
_FIRST_ZONE = timedelta(hours=14)
_LAST_ZONE = timedelta(hours=12)


def moment(text: str) -> Bounds | None:
    """The moment that an `xs:dateTime` names, None when it names none.

    Without a zone it is any moment at which a clock somewhere showed that time.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    micro = int((found[7] or "0").ljust(6, "0")[:6])
    try:
        # 24:00:00 is the end of the day; a leap second is counted with the one after it.
        wall = datetime(year, month, day, tzinfo=UTC) + timedelta(
            hours=hour, minutes=minute, seconds=second, microseconds=micro
        )
        if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second or micro)):
            return None
        if found[8]:
            return Bounds.exactly(wall - _offset(found[8]))
        return Bounds(wall - _FIRST_ZONE, wall + _LAST_ZONE)
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date | None:
    """The day that an `xs:date` names, None when it names none; its zone is left out."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    if offset > timedelta(hours=14) or minutes > 59:
        raise ValueError(zone)
    # Through timezone, so that what is no offset there is none here.
    return timezone(-offset if zone[0] == "-" else offset).utcoffset(None)


def age_on(born: date, on: date) -> int | None:
    """Full years between birth and a day; None when the day lies before the birth."""
    if on < born:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
