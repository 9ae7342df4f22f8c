"""Codes of the proof board in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from bairn.proof import offences
from bairn.proof.terms import ItemState
from bairn.web.desk import case_words

STATES: Mapping[ItemState, str | Promise] = {
    ItemState.HELD: gettext_lazy("Held"),
    ItemState.REQUESTED: gettext_lazy("Requested"),
    ItemState.MISSING: gettext_lazy("Missing"),
    ItemState.REFUSED: gettext_lazy("Refused"),
    ItemState.IMPOSSIBLE: gettext_lazy("Impossible"),
}
NONE = ("", gettext_lazy("Not said"))


def state(code: str) -> str:
    """What a state is called."""
    return str(STATES[ItemState(code)])


def kind(code: str) -> str:
    """What a kind of proof is called."""
    return _title(offences.book().kinds, code)


def holder(code: str) -> str:
    """From whom proof can be had."""
    return _title(offences.book().holders, code)


def reason(code: str) -> str:
    """Why an item is refused or impossible."""
    return _title(offences.book().reasons, code)


def question(code: str) -> str:
    """What a prosecutor is asked."""
    return _title(offences.book().questions, code)


def advice(code: str) -> str:
    """What a prosecutor advises."""
    return _title(offences.book().advice, code)


def choices(rows: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Codes with their words, as a form offers them."""
    return [(code, case_words.said(row.title)) for code, row in rows.items()]


def _title(rows: Mapping[str, Any], code: str) -> str:
    row = rows.get(code)
    return case_words.said(row.title) if row else code.replace("_", " ")
