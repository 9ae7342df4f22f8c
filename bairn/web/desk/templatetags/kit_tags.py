"""Tags for the pages of kits: states, moments and codes, in words."""

import uuid
from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bairn.access.terms import StaffCard
from bairn.protocols.terms import KitState
from bairn.web.desk.kits import saying

register = template.Library()
register.filter("kit_stands", saying.stands)
register.filter("kit_event", saying.event)
register.filter("kit_moment", saying.moment)
register.filter("kit_code", saying.code)
register.filter("kit_why", saying.why)
register.filter("exhibit_word", saying.exhibit_code)
register.filter("kit_place", saying.place)
_FORMATS = {"en": "j M Y", "zh-hans": "Y年n月j日"}


@register.filter
def kit_day(day: date | None) -> str:
    """A day in the reader's language."""
    return date_format(day, _FORMATS.get(get_language() or "en", _FORMATS["en"])) if day else ""


@register.filter
def clock_word(state: KitState) -> str:
    """How a stretch reads."""
    return str(saying.CLOCKS[state][0])


@register.filter
def clock_tone(state: KitState) -> str:
    """Its colour, which never stands without the word."""
    return saying.CLOCKS[state][1]


@register.simple_tag
def kit_staff(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID) -> str:
    """Somebody's name as colleagues see it."""
    card = staff.get(one)
    return card.display_name if card else _("somebody")


@register.filter
def at_id(rows: Mapping[uuid.UUID, object], one: uuid.UUID) -> object | None:
    """What stands under this id, if anything does."""
    return rows.get(one)


@register.filter
def add_up(first: float, second: float) -> str:
    """A place in a drawing, written the same in every language."""
    return f"{first + second:.1f}"
