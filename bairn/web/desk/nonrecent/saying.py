"""Codes of the review of old cases in words."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import Declared, FileKind
from bairn.web.desk import case_words

KINDS: Mapping[FileKind, object] = {
    FileKind.CLOSED: _("closed"),
    FileKind.NON_RECENT: _("told years after"),
    FileKind.IMPORTED: _("older system"),
}
DECLARED: Mapping[Declared, object] = {
    Declared.LIMITATION_CHANGE: _("The law or its limitation"),
    Declared.NEW_LAB_METHOD: _("A laboratory method"),
}


def outcome(code: str) -> str:
    """How a review ended."""
    option = catalogue.book().outcomes.get(code)
    return case_words.said(option.text) if option else code


def reason(code: str) -> str:
    """Why it ended so."""
    text = catalogue.book().reasons.get(code)
    return case_words.said(text) if text else code


def unsent(code: str) -> str:
    """Why a kit was never sent."""
    text = catalogue.book().unsent.get(code)
    return case_words.said(text) if text else code


def short(one: uuid.UUID) -> str:
    """An id as a person can read it aloud."""
    return str(one)[-6:]
