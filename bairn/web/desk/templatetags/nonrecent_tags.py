"""Template words of the review of old cases."""

import uuid

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import (
    AnswerCard,
    ChangeCard,
    ChecklistAnswer,
    Declared,
    FileKind,
    ItemCard,
)
from bairn.web.desk import case_words
from bairn.web.desk.nonrecent import saying

register = template.Library()
register.filter("outcome_words", saying.outcome)
register.filter("reason_words", saying.reason)
register.filter("unsent_words", saying.unsent)
_COLOURS = {ChecklistAnswer.DONE: "green", ChecklistAnswer.TO_DO: "amber"}


@register.filter
def file_kind(kind: FileKind) -> str:
    """Which kind of old file it is."""
    return str(saying.KINDS[kind])


@register.filter
def declared_words(kind: Declared) -> str:
    """What kind of change it is."""
    return str(saying.DECLARED[kind])


@register.filter
def add_text(start: str, end: object) -> str:
    """Both, one after the other."""
    return f"{start}{end}"


@register.simple_tag
def trigger_title(row: ItemCard) -> str:
    """Why a file is in the queue, in a few words."""
    return case_words.said(catalogue.book().triggers[row.why].title)


@register.simple_tag
def answer_tag(answer: AnswerCard) -> SafeString:
    """An answer as a tag; the colour says no more than the word."""
    words = case_words.said(catalogue.book().answers[answer.answer])
    return format_html('<span class="tag {}">{}</span>', _COLOURS.get(answer.answer, ""), words)


@register.simple_tag
def record_address(card: ItemCard) -> str:
    """Where an imported record, or its collection, is shown."""
    if card.record_id is not None:
        return reverse("desk:import_record", args=[card.holder_id, card.record_id])
    return reverse("desk:import_one", args=[card.holder_id])


@register.simple_tag
def funnel_bar(count: int, whole: int) -> SafeString:
    """A bar of how many of all files reached a step, with its share in words."""
    share = round(100 * count / whole) if whole else 0
    return format_html(
        '<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="10"/><rect class="held" width="{}" height="10"/>'
        "</svg> <span>{}</span>",
        share,
        _("%(share)s%%") % {"share": share},
    )


@register.filter
def concerned(change: ChangeCard) -> str:
    """Which files a change concerns, in a line."""
    parts = [", ".join(change.packs)] if change.packs else []
    if change.offences:
        parts.append(
            ngettext("%(n)s kind of offence", "%(n)s kinds of offence", len(change.offences))
            % {"n": len(change.offences)}
        )
    if change.exhibit_kinds:
        parts.append(
            ngettext("%(n)s kind of exhibit", "%(n)s kinds of exhibit", len(change.exhibit_kinds))
            % {"n": len(change.exhibit_kinds)}
        )
    return " · ".join(parts) or _("every file")


@register.filter
def short_id(one: uuid.UUID) -> str:
    """An id as a person can read it aloud."""
    return saying.short(one)
