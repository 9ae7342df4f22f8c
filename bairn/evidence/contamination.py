"""One officer, car or room with two people of a case, too soon and without cleaning between."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from bairn.evidence.terms import Carries, Contact, ContactAlert, Crossing
from bairn.kernel.refusal import Refusal

_NOTHING = timedelta()
_LONGEST_NAME = 60


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


def known(what: str) -> Carries:
    """What carries. Raises Refusal for anything else."""
    try:
        return Carries(what)
    except ValueError:
        raise Refusal("evidence.code", "Choose one of the listed answers.", field="what") from None


def may_add(unit_id: uuid.UUID, *, own: uuid.UUID | None, what: str, name: str) -> Carries:
    """What is added. Raises Refusal for another unit's, for staff, and for one without a name."""
    if unit_id != own:
        raise Refusal("evidence.other_unit", "Name those of your own unit only.", field="unit_id")
    if known(what) is Carries.STAFF:
        raise Refusal("evidence.code", "Choose one of the listed answers.", field="what")
    if not 1 <= len(name.strip()) <= _LONGEST_NAME:
        raise Refusal("evidence.carrier_name", "Give it a name of up to 60 letters.", field="name")
    return known(what)


def may_answer(alert: ContactAlert, *, by: uuid.UUID) -> None:
    """Raises Refusal for what was answered, and for the officer whom it is about."""
    if alert.answer:
        raise Refusal("evidence.answered", "This was answered already.")
    if alert.what is Carries.STAFF and alert.which == by:
        raise Refusal("evidence.own_alert", "Somebody else has to answer this.")
