"""One officer, car or room with two people of a case, too soon and without cleaning between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from bairn.evidence.terms import Contact, Crossing
from bairn.kernel.refusal import Refusal

_NOTHING = timedelta()


def crossings(contacts: Iterable[Contact], *, window: timedelta) -> tuple[Crossing, ...]:
    """Every pair that could have carried something from one person to another, earliest first."""
    by_carrier: dict[object, list[Contact]] = defaultdict(list)
    for one in contacts:
        by_carrier[(one.what, one.which)].append(one)
    found = [
        crossing
        for mine in by_carrier.values()
        for crossing in _of_one(sorted(mine, key=lambda one: (one.from_at, one.id)), window)
    ]
    return tuple(sorted(found, key=lambda one: (one.second.from_at, one.second.id, one.first.id)))


def _of_one(mine: Sequence[Contact], window: timedelta) -> Iterable[Crossing]:
    cleaned = [one.cleaned_at for one in mine if one.cleaned_at is not None]
    for first, second in combinations(mine, 2):
        if first.with_participant == second.with_participant:
            continue
        between = max(_NOTHING, second.from_at - first.until_at)
        clean = any(first.until_at <= moment <= second.from_at for moment in cleaned)
        if between <= window and not clean:
            yield Crossing(first=first, second=second, between=between)


def may_note(
    *,
    from_at: datetime,
    until_at: datetime,
    cleaned_at: datetime | None,
    at: datetime,
) -> None:
    """Raises Refusal for moments that cannot be; an entry that fails is never refused for it."""
    for field, moment in (("from_at", from_at), ("until_at", until_at), ("cleaned_at", cleaned_at)):
        if moment is not None and moment > at:
            raise Refusal("evidence.future", "This moment has not come yet.", field=field)
    if until_at < from_at:
        raise Refusal("evidence.until", "It cannot end before it began.", field="until_at")
    if cleaned_at is not None and cleaned_at < until_at:
        raise Refusal("evidence.cleaned", "Cleaning comes after the contact.", field="cleaned_at")
