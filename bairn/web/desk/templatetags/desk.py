"""Tags of the desk's frame: the rail, and who works for which purpose."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from bairn.access.terms import Purpose, Role
from bairn.intake.terms import Channel
from bairn.web.desk import rail as rails
from bairn.web.desk import words

register = template.Library()


@register.inclusion_tag("desk/rail.html", takes_context=True)
def rail(context: Mapping[str, Any]) -> dict[str, Any]:
    """The lines of the rail for whoever reads the page."""
    request = context["request"]
    actor = getattr(request, "actor", None)
    return {"lines": list(rails.rail(actor, here=request.path)) if actor else []}


@register.filter
def purpose_word(code: str) -> str:
    """A purpose in the reader's words."""
    return str(words.PURPOSES[Purpose(code)])


@register.filter
def role_word(code: str) -> str:
    """A role in the reader's words."""
    return str(words.ROLES[Role(code)])


@register.filter
def channel_word(code: str) -> str:
    """A channel in the reader's words."""
    return str(words.CHANNELS[Channel(code)])


@register.simple_tag
def second_factor_required() -> bool:
    """Whether the desk stays shut to whoever has a password alone."""
    return bool(settings.BAIRN_SECOND_FACTOR == "required")
