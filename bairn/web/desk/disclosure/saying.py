"""Codes of disclosure in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access.terms import StaffCard
from bairn.disclosure import codes
from bairn.disclosure.terms import Answer, Line, Making, Release, Row, Stage, Use
from bairn.evidence import codes as exhibit_codes
from bairn.web.desk import case_words

USES: Mapping[Use, tuple[str | Lazy, str]] = {
    Use.USED: (gettext_lazy("used"), "green"),
    Use.UNUSED: (gettext_lazy("unused"), "accent"),
    Use.WITHHELD: (gettext_lazy("withheld"), "violet"),
}
STAGES: Mapping[Stage, tuple[str | Lazy, str]] = {
    Stage.ASKED: (gettext_lazy("waits for the worker"), "amber"),
    Stage.WRITING: (gettext_lazy("being written"), "amber"),
    Stage.MADE: (gettext_lazy("made"), "green"),
    Stage.FAILED: (gettext_lazy("not made"), "red"),
}


def code(which: str, one: str) -> str:
    """What a code of one of the lists is called."""
    row = codes.lists()[which].get(one)
    return case_words.said(row.text) if row else one


def kind(row: Row) -> str:
    """What a piece is: a kind of exhibit, or a file of it."""
    if row.held.piece.file_id:
        return _("redacted copy") if row.held.copy_of else _("file")
    found = exhibit_codes.lists()["kind"].get(row.held.kind)
    return case_words.said(found.text) if found else row.held.kind


def choices(which: str, *, only: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """The codes of a list with their words."""
    rows = codes.lists()[which].values()
    return [(one.code, case_words.said(one.text)) for one in rows if not only or one.code in only]


def grounds() -> list[tuple[str, str]]:
    """The grounds, each with to whom it lets something go and whether identities may."""
    found = []
    for one in codes.lists()["authority"].values():
        to = ", ".join(code("recipient", name) for name in sorted(one.to))
        names = _("identities may leave") if one.identities else _("no identities")
        local = _("check locally") if one.mark in ("K", "D") else ""
        words = " · ".join(part for part in (case_words.said(one.text), to, names, local) if part)
        found.append((one.code, words))
    return found


def standing(line: Line | None) -> tuple[str | Lazy, str]:
    """How a piece stands on the schedule, and the colour of it."""
    if line is None:
        return _("not looked at"), "amber"
    if line.answer is Answer.DECLINED:
        return _("not to be withheld: say anew"), "red"
    if line.waits:
        return _("withheld, a prosecutor has to agree"), "amber"
    return USES[line.use]


def state(release: Release) -> tuple[str | Lazy, str]:
    """How a release stands."""
    if release.revoked_at:
        return _("revoked"), "red"
    if release.identities and not release.agreed_at:
        return _("a custodian has to agree"), "amber"
    return _("may leave now"), "green"


def why_failed(making: Making) -> str:
    """Why a bundle was not made, in words where there are some."""
    return str(FAILED.get(making.reason, making.reason))


FAILED: Mapping[str, str | Lazy] = {
    "disclosure.revoked": gettext_lazy("The release was revoked."),
    "disclosure.over": gettext_lazy("The day until which this may leave has passed."),
    "disclosure.not_agreed": gettext_lazy("A custodian has not agreed."),
    "disclosure.incomplete": gettext_lazy("The schedule is not complete."),
    "disclosure.waits": gettext_lazy("A prosecutor has not answered yet what is to be withheld."),
    "disclosure.withheld_since": gettext_lazy("Something in it was withheld since then."),
    "disclosure.broken_off": gettext_lazy(
        "It was broken off: nothing was heard of it for an hour. Make it again."
    ),
    "disclosure.no_head": gettext_lazy("The record has published nothing for a minute."),
    "disclosure.no_entry": gettext_lazy("The record holds no entry for an event of custody."),
    "evidence.locked": gettext_lazy("A file is locked: record the ground to open it first."),
    "evidence.file_broken": gettext_lazy("A file is not what was taken in."),
    "evidence.file_missing": gettext_lazy("A file is not where it was kept."),
}


def person(staff: Mapping[object, StaffCard], one: object) -> str:
    """A colleague's name, or nothing."""
    card = staff.get(one)
    return card.display_name if card else ""
