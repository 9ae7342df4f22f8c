"""Tags for the pages of interviews: codes, seats, states and faults, always in words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bairn.interviews.terms import ChildLedger, Fault, Interview, Present
from bairn.web.desk import case_words
from bairn.web.desk.interviews import saying
from bairn.web.desk.interviews.reading import LedgerFile

register = template.Library()


@register.simple_tag
def coded(which: str, code: str) -> str:
    """What a code of the ledger's catalogue is called."""
    return saying.coded(which, code)


@register.simple_tag
def child_name(row: ChildLedger, shown: LedgerFile) -> str:
    """The child's pseudonym."""
    return saying.child(row, shown)


@register.filter
def pseudonym(name: str) -> str:
    """A pseudonym, a role and a number, in the reader's language."""
    role, _space, number = name.rpartition(" ")
    known = {one.value: label for one, label in case_words.ROLES.items()}
    return f"{known.get(role.lower(), role)} {number}"


@register.simple_tag
def seat(one: Present, shown: LedgerFile) -> str:
    """Who sat there, in which role."""
    return saying.seat(one, shown)


@register.simple_tag
def phase(code: str, shown: LedgerFile) -> str:
    """What a phase of the rule is called."""
    return saying.phase(code, shown)


@register.filter
def interview_kind(one: Interview) -> str:
    """Which kind of interview it is."""
    return str(saying.PURPOSES[one.purpose])


@register.simple_tag
def interview_state(one: Interview) -> SafeString:
    """Where an interview stands, as a tag that carries its word."""
    words, colour = saying.STATES[one.state]
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def faults(found: tuple[Fault, ...]) -> SafeString:
    """Every fault as a tag that carries its words."""
    rows = ((saying.FAULTS[one][1], saying.FAULTS[one][0]) for one in found)
    return format_html_join(" ", '<span class="tag {}">{}</span>', rows)


@register.simple_tag
def staff_name(staff_id: object, shown: LedgerFile) -> str:
    """What a colleague is called."""
    card = shown.file.staff.get(staff_id)  # type: ignore[call-overload] # an id or nothing
    return card.display_name if card else "—"
