"""Codes of exhibits and custody in the reader's words."""

import uuid
from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access.terms import StaffCard
from bairn.evidence import codes
from bairn.evidence.terms import Break, BreakKind, CustodyEvent, EventKind, ExhibitCard, Hands
from bairn.web.desk import case_words

EVENTS: Mapping[EventKind, str | Lazy] = {
    EventKind.COLLECTED: gettext_lazy("Collected"),
    EventKind.RECEIVED: gettext_lazy("Received from whoever collected it"),
    EventKind.SEALED: gettext_lazy("A seal was put on"),
    EventKind.SEAL_BROKEN: gettext_lazy("Seal broken"),
    EventKind.OFFERED: gettext_lazy("Offered to the next hand"),
    EventKind.ACCEPTED: gettext_lazy("Accepted"),
    EventKind.REFUSED: gettext_lazy("Refused"),
    EventKind.TAKEN_BACK: gettext_lazy("Offer taken back"),
    EventKind.ACCEPTED_OUTSIDE: gettext_lazy("Accepted outside the house"),
    EventKind.CAME_BACK: gettext_lazy("Came back from outside"),
    EventKind.CLAIMED: gettext_lazy("Said to be in these hands, without a hand-over"),
    EventKind.STORED: gettext_lazy("Put into storage"),
    EventKind.TAKEN_OUT: gettext_lazy("Taken out of storage"),
    EventKind.EXAMINED: gettext_lazy("Examined"),
    EventKind.MISSED: gettext_lazy("Not found when its place was counted"),
    EventKind.FOUND: gettext_lazy("Found when its place was counted"),
    EventKind.GIVEN_BACK: gettext_lazy("Given back to its owner"),
    EventKind.DISPOSED: gettext_lazy("Disposed of"),
}
BREAKS: Mapping[BreakKind, str | Lazy] = {
    BreakKind.UNANSWERED: gettext_lazy("An offer stayed too long without an answer."),
    BreakKind.SEAL_DIFFERS: gettext_lazy("The seal is not the one it had before."),
    BreakKind.NOT_THE_HOLDER: gettext_lazy("Somebody acted who did not hold it."),
    BreakKind.GAP: gettext_lazy("Nothing says where it was, or it was not where it should be."),
    BreakKind.CONDITION: gettext_lazy("It is in a worse condition than before."),
    BreakKind.ORDER: gettext_lazy("This is said to have happened before what came before it."),
}
STATES: Mapping[str, tuple[str | Lazy, str]] = {
    "held": (gettext_lazy("in hands"), "accent"),
    "stored": (gettext_lazy("in storage"), "green"),
    "outside": (gettext_lazy("outside the house"), "violet"),
    "given_back": (gettext_lazy("given back"), ""),
    "disposed": (gettext_lazy("disposed of"), ""),
}
# How each list of codes says that a reason must be chosen.
NONE = ("", gettext_lazy("Choose"))
NOT_SAID = ("", gettext_lazy("Not said"))


# What a count said of a thing; that it lay there is said by the event itself.
COUNTED: Mapping[str, str | Lazy] = {
    "found": "",
    "missing": "",
    "surplus": gettext_lazy("It belonged elsewhere"),
}


def code(which: str, one: str) -> str:
    """What a code of one of the lists is called."""
    row = codes.lists()[which].get(one)
    return case_words.said(row.text) if row else one.replace("_", " ")


def reason(one: str) -> str:
    """Why somebody refused, took back, broke a seal, claimed or counted, whichever list has it."""
    for which in ("refuse", "take_back", "break_seal", "claim", "disposal_basis", "what_for"):
        if one in codes.lists()[which]:
            return code(which, one)
    return str(COUNTED[one]) if one in COUNTED else one.replace("_", " ")


def choices(which: str, *, first: tuple[str, str | Lazy] | None = None) -> list[tuple[str, str]]:
    """A list of codes with their words, as a form offers them."""
    rows = [(one, case_words.said(row.text)) for one, row in codes.lists()[which].items()]
    return [(first[0], str(first[1])), *rows] if first else rows


def event(kind: EventKind | str) -> str:
    """What happened."""
    return str(EVENTS[EventKind(kind)])


def why_broken(one: Break, events: Mapping[int, CustodyEvent]) -> str:
    """Why the chain does not hold there; where a seal differs, both numbers."""
    words = str(BREAKS[one.kind])
    at = events.get(one.event)
    if one.kind is BreakKind.SEAL_DIFFERS and at is not None:
        seen = {"before": seal(at.seal_before), "after": seal(at.seal_after)}
        return f"{words} {_('Before: %(before)s; after: %(after)s.') % seen}"
    if one.kind is BreakKind.CONDITION and at is not None and at.condition:
        return f"{words} {code('condition', at.condition)}"
    return words


def seal(number: str) -> str:
    """A seal's number, or that there is none."""
    return number or _("no seal")


def state(card: ExhibitCard) -> tuple[str, str]:
    """How an exhibit stands, and a colour."""
    words, colour = STATES[card.state]
    return str(words), colour


def hands(who: Hands, staff: Mapping[uuid.UUID, StaffCard]) -> str:
    """Whose hands: a name of the staff, or what somebody outside is; never who they are."""
    if who.staff_id:
        return name(who.staff_id, staff)
    return code("outside", who.outside) if who.outside else _("nobody's hands")


def name(one: uuid.UUID | None, staff: Mapping[uuid.UUID, StaffCard]) -> str:
    """Somebody's name as colleagues see it."""
    card = staff.get(one) if one else None
    return card.display_name if card else _("somebody of the house")


def place(one: uuid.UUID | None, places: Mapping[uuid.UUID, str]) -> str:
    """A place's name, where the reader may know it."""
    return places.get(one, _("a place of another unit")) if one else ""


def sealed(name: str) -> str:
    """What a sealed field is called."""
    labels = {
        "exhibit_description": _("Description"),
        "exhibit_source_words": _("Source in words"),
        "exhibit_place": _("Place where it was taken"),
        "exhibit_note": _("A note"),
        "exhibit_collector": _("Who took it"),
        "exhibit_witness": _("Who witnessed it"),
        "exhibit_basis_reference": _("Reference of the authority or consent"),
        "exhibit_tool": _("Tool"),
        "exhibit_tool_version": _("Its version"),
        "exhibit_omitted": _("Why it was left out"),
        "exhibit_receiver": _("Who it is"),
        "exhibit_receipt": _("Reference of the paper"),
        "exhibit_signed_by": _("Who signed it"),
        "exhibit_examination": _("Result in words"),
        "exhibit_objection": _("In their words"),
        "exhibit_break": _("How that came about"),
        "exhibit_contact": _("In your own words"),
    }
    return labels.get(name, name.removeprefix("exhibit_").replace("_", " "))


def mark(sensitivity: str) -> str:
    """What a label says of sensitivity; nothing of what is ordinary."""
    return "" if sensitivity == "ordinary" else code("sensitivity", sensitivity)
