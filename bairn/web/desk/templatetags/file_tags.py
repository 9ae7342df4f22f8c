"""Tags of the pages of files."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bairn.access.terms import StaffCard
from bairn.evidence import reading_book
from bairn.evidence.archives import Danger
from bairn.evidence.terms.checking import BrokenRange, CheckOutcome
from bairn.evidence.terms.files import Origin, Verification
from bairn.evidence.terms.locks import LockKind
from bairn.web.desk import case_words
from bairn.web.desk.files import saying

register = template.Library()
register.filter("file_size", saying.size)
register.filter("media_type", saying.media_type)


@register.filter
def hexed(digest: bytes) -> str:
    """A digest in hexadecimal digits."""
    return digest.hex()


@register.simple_tag
def verified(one: Verification) -> SafeString:
    """Whether a file is still what was taken in."""
    return _tag(*saying.VERIFICATION[one])


@register.simple_tag
def outcome(one: CheckOutcome) -> SafeString:
    """What a check found."""
    return _tag(*saying.OUTCOMES[one])


@register.simple_tag
def agreement(code: str) -> SafeString:
    """Whether a digest is what was stated."""
    return _tag(*saying.AGREEMENTS.get(code, (code, "")))


@register.filter
def origin_word(one: Origin) -> str:
    """How a file came in."""
    return str(saying.ORIGINS[one])


@register.filter
def danger_word(one: Danger) -> str:
    """What is wrong with an entry."""
    return str(saying.DANGERS[one])


@register.filter
def fault_word(code: str) -> str:
    """What is wrong with a capture."""
    return str(saying.FAULTS.get(code, code))


@register.filter
def lock_word(one: LockKind) -> str:
    """Why a file is shut."""
    return case_words.said(reading_book.book().locks[one].title)


@register.filter
def ground_word(code: str) -> str:
    """By what ground it may be opened."""
    return case_words.said(reading_book.book().grounds[code])


@register.filter
def range_words(one: BrokenRange) -> str:
    """A stretch of bytes."""
    return _("bytes %(start)s to %(end)s") % {"start": f"{one.start:,}", "end": f"{one.end - 1:,}"}


@register.simple_tag
def colleague(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID) -> str:
    """Somebody of the staff, or that the house did it by itself."""
    return staff[one].display_name if one in staff else _("the house")


def _tag(words: object, colour: str) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', colour, words)
