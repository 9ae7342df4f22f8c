"""Codes of kits in the reader's words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairn.evidence import codes, kit_book
from bairn.evidence.terms.kits import KitStands
from bairn.protocols import tables
from bairn.protocols.terms import KitState
from bairn.web.desk import case_words

CLOCKS: dict[KitState, tuple[str | Promise, str]] = {
    KitState.NOT_YET: (_("has not begun"), ""),
    KitState.OPEN: (_("running"), "accent"),
    KitState.DUE_SOON: (_("due soon"), "amber"),
    KitState.LATE: (_("late"), "red"),
    KitState.HELD: (_("still held"), "violet"),
    KitState.RELEASED: (_("time is over"), ""),
    KitState.DONE: (_("done"), "green"),
    KitState.DONE_LATE: (_("done late"), "amber"),
    KitState.DONE_TOO_SOON: (_("done too soon"), "red"),
}
NONE = ("", _("Choose"))
# What is drawn as the way of every kit, in its order.
LINE = ("collected", "picked_up", "submitted", "result", "disposal_notice", "disposed")


def stands(code: KitStands | str) -> str:
    """Where a kit stands."""
    return case_words.said(kit_book.book().state(KitStands(code)).text)


def event(code: str) -> str:
    """What happened to a kit."""
    return case_words.said(kit_book.book().moves[code].text)


def moment(code: str) -> str:
    """What a moment of a kit's way is called."""
    found = tables.current().events.get(code)
    return case_words.said(found.title) if found else code


def code(said: str, which: str) -> str:
    """A code of one of the lists of kits."""
    row = kit_book.book().lists[which].get(said)
    return case_words.said(row.text) if row else said.replace("_", " ")


def why(said: str) -> str:
    """The code beside an event, from whichever list it comes."""
    for which in ("side", "declined", "results", "do_not_test", "by_whom"):
        if said in kit_book.book().lists[which]:
            return code(said, which)
    return said.replace("_", " ")


def exhibit_code(said: str, which: str) -> str:
    """A code of one of the lists of exhibits."""
    row = codes.lists()[which].get(said)
    return case_words.said(row.text) if row else said.replace("_", " ")


def choices(which: str, *, only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """A list as a form offers it."""
    rows = kit_book.book().lists[which]
    wanted = None if only is None else set(only)
    return [
        (one, case_words.said(row.text))
        for one, row in rows.items()
        if wanted is None or not row.only or row.only in wanted
    ]


def exhibit_choices(which: str, *, only: Iterable[str] = ()) -> list[tuple[str, str]]:
    """A list of exhibits as a form offers it."""
    wanted = set(only)
    return [
        (one, case_words.said(row.text))
        for one, row in codes.lists()[which].items()
        if not wanted or one in wanted
    ]


def place(code: str) -> str:
    """A place whose rules hold, with what its rule is called."""
    for rule in tables.current().kits:
        if rule.jurisdiction == code:
            return f"{code} · {case_words.said(rule.title)}"
    return code


STATES = tuple(one.stands.value for one in kit_book.book().states)
