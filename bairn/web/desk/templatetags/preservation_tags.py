"""Tags for the pages of requests: holders, states, clocks as bars, always in words."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bairn.access.terms import StaffCard
from bairn.preservation.terms import Counted, Move, Reading, Request
from bairn.web.desk.preservation import saying

register = template.Library()
register.filter("holder_of", saying.holder)
register.filter("holder_class", saying.holder_class)
register.filter("request_code", saying.listed)
register.filter("basis_title", saying.basis)
register.filter("step_reason", saying.step_reason)


@register.filter
def move_words(move: Move) -> str:
    """What happened, in words."""
    return str(saying.MOVES[move])


@register.filter
def counted_words(counted: Counted) -> str:
    """What a clock counts to, in words."""
    return str(saying.COUNTED[counted])


@register.simple_tag
def request_state(one: Request) -> SafeString:
    """Where a request stands, as a tag."""
    words, colour = saying.STATES[one.state]
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def time_left(reading: Reading, at: datetime) -> str:
    """How long is left by one clock; what nobody knows is now."""
    return _("not known: treat as now") if reading.now else saying.left(reading.until, at)


@register.inclusion_tag("desk/preservation/bar.html")
def left_bar(reading: Reading, at: datetime) -> dict[str, Any]:
    """A bar of the time that is left, with the words for it."""
    share = 0.0 if reading.now else reading.share_left(at)
    urgent = reading.now or share < 0.15
    return {
        "reading": reading,
        "at": at,
        "width": round(100 * share, 1),
        "colour": "over" if reading.over(at) else "near" if urgent else "calm",
    }


@register.simple_tag
def colleague(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID) -> str:
    """A colleague's name as others see it."""
    card = staff.get(one)
    return card.display_name if card else _("somebody")


@register.filter
def reference_of(references: Mapping[uuid.UUID, str], case_id: uuid.UUID) -> str:
    """The reference of a case."""
    return references.get(case_id, "")
