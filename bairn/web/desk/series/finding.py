"""Offences that somebody names by their numbers."""

from datetime import datetime

from django.utils.translation import gettext as _

from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import queries
from bairn.series.terms import Offence

MOST = 50


def numbered(text: str, *, actor: Actor, at: datetime, field: str) -> list[Offence]:
    """The offences whose numbers stand in `text`, in their order.

    Raises Refusal for a number that none in sight has, and for more than 50.
    """
    numbers = list(dict.fromkeys(text.upper().replace(",", " ").replace("+", " ").split()))
    if len(numbers) > MOST:
        raise Refusal("series.how_many", _("Name at most 50 offences at once."), field=field)
    if not numbers:
        return []
    rows = queries.offences(actor=actor, at=at, numbers=numbers, limit=MOST)
    known = {one.number: one for one in rows}
    for number in numbers:
        if number not in known:
            words = _("No offence in your sight has the number %(number)s.") % {"number": number}
            raise Refusal("series.no_number", words, field=field)
    return [known[number] for number in numbers]
