"""Tags for the pages of exhibits: codes, hands, states and exact moments, in words."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bairn.access.terms import StaffCard
from bairn.evidence.terms import ExhibitCard, Hands
from bairn.paper import footing
from bairn.web.desk.exhibits import saying
from bairn.web.desk.exhibits.labels import spell

register = template.Library()
register.filter("event_word", saying.event)
register.filter("spelled", spell)
register.filter("reason_word", saying.reason)


@register.filter
def code_word(one: str, which: str) -> str:
    """What a code of one of the lists is called."""
    return saying.code(which, one)


@register.filter
def exact(when: datetime) -> str:
    """A moment with its distance from UTC; one that carries an offset of its own keeps it."""
    offset = when.utcoffset()
    return footing.moment(when if offset else timezone.localtime(when))


@register.simple_tag
def exhibit_state(card: ExhibitCard) -> SafeString:
    """How an exhibit stands now."""
    words, colour = saying.state(card)
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def hands_of(who: Hands, staff: Mapping[uuid.UUID, StaffCard]) -> str:
    """Whose hands something is in."""
    return saying.hands(who, staff) if who else ""


@register.simple_tag
def place_of(one: uuid.UUID | None, places: Mapping[uuid.UUID, str]) -> str:
    """Where something lies."""
    return saying.place(one, places)


@register.simple_tag
def staff_name(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID | None) -> str:
    """Somebody's name as colleagues see it."""
    return saying.name(one, staff)


@register.simple_tag
def seal_of(number: str) -> str:
    """A seal's number, or that there is none."""
    return saying.seal(number)


@register.filter
def of_id(rows: Mapping[uuid.UUID, str], one: uuid.UUID) -> str:
    """The entry of this id; nothing where there is none."""
    return rows.get(one, "")
