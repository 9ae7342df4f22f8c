"""What templates say of known digests."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import template

from bairn.digests.terms import ListKind
from bairn.web.desk.digests import saying

register = template.Library()


@register.filter
def of(held: Mapping[uuid.UUID, Any], key: uuid.UUID) -> Any:
    """What is held under a key; empty where nothing is."""
    return held.get(key, ())


@register.filter
def list_kind(kind: ListKind) -> str:
    """What it means to be on a list of this kind."""
    return str(saying.KINDS[kind])


@register.filter
def list_tone(kind: ListKind) -> str:
    """The colour of such a tag."""
    return saying.TONES[kind]
