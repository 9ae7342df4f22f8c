"""Tags for the pages of supervision: promises, findings, directions and items, in words."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bairn.access.terms import StaffCard
from bairn.cases.terms import Promise
from bairn.supervision.terms import Direction, Item
from bairn.web.desk.supervision import saying

register = template.Library()
register.filter("promise_kind", saying.promise_kind)
register.filter("promise_reason", saying.promise_reason)
register.filter("handing_reason", saying.handing_reason)
register.filter("not_possible", saying.not_possible)
register.filter("span_of", saying.span)


@register.simple_tag
def promise_state(one: Promise, at: datetime) -> SafeString:
    """What became of a promise, with how long before or after its moment."""
    return _tag(*saying.promise_state(one, at))


@register.simple_tag
def finding(code: str) -> SafeString:
    """What a review found."""
    return _tag(*saying.finding(code))


@register.simple_tag
def direction_state(one: Direction, at: datetime) -> SafeString:
    """How a direction reads at a moment."""
    words, colour = saying.DIRECTIONS[one.state(at)]
    return _tag(str(words), colour)


@register.simple_tag
def item_state(one: Item) -> SafeString:
    """How far the receiver is with an item."""
    words, colour = saying.ITEMS[one.state]
    return _tag(str(words), colour)


@register.simple_tag
def staff_name(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID | None) -> str:
    """Somebody's name as colleagues see it."""
    return saying.staff_name(staff, one)


@register.filter
def name_of(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID | None) -> str:
    """Somebody's name, within a sentence."""
    return saying.staff_name(staff, one)


@register.filter
def refused_words(code: str) -> str:
    """Why a case could not be offered to this receiver."""
    return str(saying.REFUSED.get(code, code))


@register.filter
def of_id(rows: Mapping[uuid.UUID, str], one: uuid.UUID) -> str:
    """The entry of this id; nothing where there is none."""
    return rows.get(one, "")


def _tag(words: str, colour: str) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', colour, words)
