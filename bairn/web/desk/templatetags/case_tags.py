"""Tags for the pages of a case: pseudonyms, pack texts, bounds, states, always in words."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bairn.cases.terms import Participant
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import DueStep, StepState, Text, WindowNow, WindowState
from bairn.web.desk import case_words
from bairn.web.kit.drawing import fitting
from bairn.web.kit.templatetags.kit import due, moment

register = template.Library()
_MOST_HOURS = 168


@register.filter
def said(text: Text) -> str:
    """A pack's text in the reader's language."""
    return case_words.said(text)


@register.filter
def at_key(words: Mapping[str, object], key: str) -> object:
    """What a code is called by this table of words; the code itself where it is not in it."""
    return words.get(key, key)


@register.filter
def called(part: Participant) -> str:
    """Somebody's pseudonym in the reader's language."""
    return case_words.called(part)


@register.filter
def role(part: Participant) -> str:
    """Somebody's role in the case."""
    return str(case_words.ROLES[part.role])


@register.filter
def staff_role(code: str) -> str:
    """What a role of staff is called."""
    return case_words.staff_role(code)


@register.filter
def fact(name: str) -> str:
    """What a fact is called."""
    return case_words.fact(name)


@register.filter
def age(band: str) -> str:
    """An age band in words."""
    return str({key.value: words for key, words in case_words.AGES.items()}[band])


@register.simple_tag
def step_state(row: DueStep) -> SafeString:
    """The state of a step as a tag that carries its word."""
    words, colour = case_words.STEP_STATES[row.state]
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def branch_tag(row: DueStep, titles: Mapping[str, Text]) -> SafeString:
    """The branch that brought a step, as a tag; nothing for a step of every case."""
    title = titles.get(row.branch)
    if title is None:
        return SafeString()
    return format_html('<span class="tag violet">{}</span>', case_words.said(title))


@register.simple_tag
def window_state(row: WindowNow) -> SafeString:
    """The state of a window as a tag that carries its word."""
    words, colour = case_words.WINDOW_STATES[row.state]
    return format_html('<span class="tag {}">{}</span>', colour, words)


@register.simple_tag
def step_due(row: DueStep, at: datetime) -> SafeString:
    """When a step is due: late only after the latest bound, to be acted on by the earliest."""
    if row.state is StepState.DONE:
        return format_html("{}", moment(row.done_at))
    if not row.due_at.known:
        return format_html('<span class="sub">{}</span>', _("no clock of its own"))
    if row.state is StepState.OVERDUE:
        return due(row.due_at.latest, at)
    return due(row.due_at.earliest or row.due_at.latest, at)


@register.simple_tag
def window_due(row: WindowNow, at: datetime) -> SafeString:
    """Until when a window is urgent, or else open, at `at`."""
    urgent = row.urgent_until.latest
    if urgent is not None and at <= urgent:
        return format_html("{} {}", _("urgent time ends"), due(urgent, at))
    if row.collect_until.latest is None:
        return format_html('<span class="sub">{}</span>', _("no end: ask a clinician"))
    return format_html("{} {}", _("closes"), due(row.collect_until.latest, at))


@register.simple_tag
def day(when: date) -> SafeString:
    """A day of the calendar, which no zone can move."""
    words = date_format(when, "Y年n月j日" if case_words.language() == "zh" else "j M Y")
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), words)


@register.simple_tag
def hours(count: float) -> str:
    """A length of time as a drawing has room for it: hours up to a week, then days."""
    if abs(count) <= _MOST_HOURS:
        return _("%(n)d h") % {"n": count}
    return _("%(n)d d") % {"n": count / 24}


@register.filter
def window_words(row: WindowNow, at: datetime) -> str:
    """The state of a window in a drawing: what it is, and how much of it is left."""
    words = str(case_words.WINDOW_STATES[row.state][0])
    left = row.hours_left_urgent if row.state is WindowState.URGENT else row.hours_left
    if row.state not in (WindowState.URGENT, WindowState.OPEN) or left is None:
        return words
    return _("%(state)s, %(span)s left") % {"state": words, "span": hours(left)}


@register.filter
def fits(words: str, most: int) -> str:
    """The words cut to what a drawing has room for; its table says them whole."""
    return fitting(words, most=most)


@register.filter
def add_to(number: float | str, more: float) -> str:
    """A coordinate moved by `more`, as SVG writes it in every language."""
    return f"{float(number) + more:.1f}"


@register.simple_tag
def bounds(span: Bounds) -> SafeString:
    """A moment, or the two moments between which it lies, or that it is not known."""
    if not span.known:
        return format_html('<span class="tag amber">{}</span>', _("not known"))
    if span.earliest == span.latest:
        return moment(span.latest)
    if span.earliest is None:
        return format_html("{} {}", _("not after"), moment(span.latest))
    if span.latest is None:
        return format_html("{} {}", _("not before"), moment(span.earliest))
    return format_html(
        "{} {} {} {}", _("between"), moment(span.earliest), _("and"), moment(span.latest)
    )


@register.filter
def required(row: DueStep) -> str:
    """How binding a step is."""
    return str(case_words.REQUIRED[row.required])


@register.filter
def basis(row: DueStep) -> str:
    """What a step rests on."""
    return str(case_words.BASIS[row.basis])


@register.simple_tag
def known(value: Bounds | str) -> SafeString:
    """A recorded value: a moment within its bounds, or a word."""
    return bounds(value) if isinstance(value, Bounds) else format_html("{}", value)
