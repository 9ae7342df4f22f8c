"""Tags for the pages of links: who, how sure a lead is, and words for its codes."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bairn.linkage import codes
from bairn.linkage.terms.leads import LeadCard, LeadSource
from bairn.linkage.terms.reveals import RevealCard
from bairn.web.desk import case_words, report_words
from bairn.web.desk.links import saying
from bairn.web.desk.links.reading import Person

register = template.Library()


@register.filter
def person_called(one: Person | None) -> str:
    """Somebody by the pseudonym or the role that they have in this file."""
    if one is None:
        return _("Somebody who is not in this file any more")
    if one.files:
        return _("The files as a whole")
    if one.trace is not None:
        kind = case_words.said(codes.book().traces[one.trace.kind])
        return _("%(kind)s whose owner is not known") % {"kind": kind}
    if one.part is not None:
        return str(case_words.called(one.part))
    return f"{report_words.ROLES[one.card.role]} {one.number}" if one.card else ""


def of_hundred(share: float) -> int:
    """A share of a hundred leads; never none and never all, since no lead is certain."""
    return min(99, max(1, round(share * 100)))


@register.simple_tag
def how_sure(one: LeadCard) -> SafeString:
    """Between which bounds a lead holds, as of a hundred; it stands at the lead alone."""
    if one.source is LeadSource.FILE:
        return format_html("<span>{}</span>", _("the same file, by its digest; no probability"))
    return between(one.low, one.high)


def between(low: float, high: float) -> SafeString:
    """Two probabilities as bounds of a hundred leads; once where they round to one number."""
    least, most = of_hundred(low), of_hundred(high)
    words = (
        _("holds in about %(share)s of 100 such leads") % {"share": least}
        if least == most
        else _("holds in %(low)s to %(high)s of 100 such leads") % {"low": least, "high": most}
    )
    return format_html('<span class="num">{}</span>', words)


@register.filter
def lead_source(one: LeadCard) -> str:
    """What found a lead."""
    return str(saying.SOURCES[one.source])


@register.filter
def lead_stands(one: LeadCard) -> str:
    """What was said of a lead, or whether it still stands."""
    if one.verdict is None:
        return str(saying.LEAD_STATES[one.state])
    of_files = one.source is LeadSource.FILE
    return str((saying.OF_FILES if of_files else saying.VERDICTS)[one.verdict])


@register.filter
def lead_title(one: LeadCard) -> str:
    """What a lead says of the two."""
    if one.source is LeadSource.FILE:
        return _("The same file lies in another case or report")
    return _("May be the same person as somebody in another file")


@register.filter
def reveal_state(one: RevealCard) -> str:
    """How far a request has come on the asker's side."""
    return str(saying.STATES[one.state])


@register.filter
def reveal_purpose(code: str) -> str:
    """Why somebody asks."""
    return str({one.value: said for one, said in saying.PURPOSES.items()}[code])


@register.filter
def holder_kind(code: str) -> str:
    """What another unit holds: a report, a case, an older record."""
    return str(saying.KINDS[code])


@register.filter
def at_id(rows: Mapping[uuid.UUID, object], one: uuid.UUID) -> object:
    """What stands under an id; empty where nothing does."""
    return rows.get(one, "")
