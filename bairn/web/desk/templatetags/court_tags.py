"""Tags for the pages of what leaves for court."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bairn.access.terms import StaffCard
from bairn.disclosure.terms import Line, Making, Piece, Release
from bairn.web.desk.disclosure import forms, saying

register = template.Library()
register.filter("piece_kind", saying.kind)
register.filter("why_failed", saying.why_failed)


@register.filter
def ticked_as(piece: Piece) -> str:
    """A piece as its tick box says it."""
    return forms.ticked(piece)


@register.simple_tag
def court_code(which: str, code: str) -> str:
    """A code in words."""
    return saying.code(which, code)


@register.simple_tag
def line_state(line: Line | None) -> SafeString:
    """How a piece stands on the schedule, as a tag."""
    words, colour = saying.standing(line)
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def release_state(release: Release) -> SafeString:
    """How a release stands, as a tag."""
    words, colour = saying.state(release)
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def making_state(making: Making) -> SafeString:
    """How far a bundle is, as a tag."""
    words, colour = saying.STAGES[making.stage]
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def court_person(staff: Mapping[Any, StaffCard], one: uuid.UUID | None) -> str:
    """A colleague's name."""
    return saying.person(staff, one)
