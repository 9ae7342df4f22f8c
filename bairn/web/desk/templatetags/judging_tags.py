"""Template words of judging: bars of a waterfall, verdicts, reasons, kinds."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairn.linkage import codes
from bairn.linkage.terms.judging import Reporters
from bairn.linkage.terms.leads import Verdict
from bairn.web.desk import case_words
from bairn.web.desk.links import saying, waterfall
from bairn.web.desk.links.reading import LinksFile, Person
from bairn.web.desk.links.waterfall import Bar

register = template.Library()
register.filter("evidence_title", waterfall.title)
register.filter("identifier_kind", waterfall.title)


@register.filter
def signed(number: float) -> str:
    """A number with its sign, one digit after the point."""
    return f"{number:+.1f}"


@register.simple_tag
def waterfall_bar(one: Bar) -> SafeString:
    """One step of the waterfall; the table beside it says the same in words."""
    return bar(one.start, one.width, speaks_for=one.speaks_for)


def bar(start: float, width: float, *, speaks_for: bool) -> SafeString:
    """A bar from `start`, `width` wide, in hundredths of the drawing."""
    return format_html(
        '<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="12"/>'
        '<rect class="{}" x="{}" y="2" width="{}" height="8"/></svg>',
        "for" if speaks_for else "against",
        min(start, 99.2),
        width,
    )


@register.filter
def verdict_words(verdict: Verdict) -> str:
    """What somebody found."""
    return case_words.said(codes.book().verdicts[verdict])


@register.filter
def relation_words(code: str) -> str:
    """How two people belong together."""
    text = codes.book().relations.get(code)
    return case_words.said(text) if text else code


@register.filter
def file_verdict(verdict: Verdict) -> str:
    """What somebody found of two files in which the same one lies."""
    return str(saying.BETWEEN_FILES[verdict])


@register.filter
def judging_reason(code: str) -> str:
    """Why they found it."""
    text = codes.book().reasons.get(code)
    return case_words.said(text) if text else code


@register.simple_tag
def reporters_words(found: Reporters) -> str:
    """How many independent people reported, in a few words."""
    if not found.count:
        return _("No other report in your reach")
    return ngettext(
        "%(n)s independent report in %(cases)s file",
        "%(n)s independent reports in %(cases)s files",
        found.count,
    ) % {"n": found.count, "cases": found.cases}


@register.filter
def plan_words(code: str) -> str:
    """What is planned."""
    return case_words.said(codes.book().plans[code])


@register.filter
def talk_words(code: str) -> str:
    """What came of a talk."""
    return case_words.said(codes.book().talks[code]) if code else ""


@register.filter
def trace_words(code: str) -> str:
    """What kind of identifier it is."""
    return case_words.said(codes.book().traces[code])


@register.filter
def source_words(code: str) -> str:
    """Where an identifier comes from."""
    return case_words.said(codes.book().sources[code])


@register.filter
def prefixed(one: object, start: str) -> str:
    """A value of a button: what to do, and with which row."""
    return f"{start}:{one}"


@register.filter
def person_of(shown: LinksFile, subject_id: uuid.UUID) -> Person | None:
    """Somebody of this file."""
    return shown.person(subject_id)
