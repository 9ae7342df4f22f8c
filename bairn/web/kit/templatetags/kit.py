"""The kit's tags: deadlines, bands, marks, sources, moments and reasons, always in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairn.kernel.refusal import Refusal
from bairn.web.kit.citing import cited
from bairn.web.kit.drawing import Chart, Window, window_chart
from bairn.web.kit.due import Due, Nearness, Unit
from bairn.web.kit.due import due as stand_of

register = template.Library()

_MOMENT_FORMATS = {"en": "j M Y, H:i", "zh-hans": "Y年n月j日 H:i"}
_DAY_FORMATS = {"en": "j M Y", "zh-hans": "Y年n月j日"}


@register.simple_tag
def moment(when: datetime | None, style: str = "full") -> SafeString:
    """`when` in the reader's zone, as a time element; `style` is "full" or "day"; None is said."""
    if when is None:
        return format_html('<span class="sub">{}</span>', _("not known"))
    local = timezone.localtime(when)
    formats = _DAY_FORMATS if style == "day" else _MOMENT_FORMATS
    text = date_format(local, formats.get(translation.get_language() or "en", formats["en"]))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), local.tzname() or "", text
    )


@register.simple_tag
def due(when: datetime | None, at: datetime) -> SafeString:
    """How far off the deadline `when` is at `at`: "in 4 h", "overdue by 2 d since …"."""
    if when is None:
        return format_html('<span class="sub">{}</span>', _("no deadline"))
    stand = stand_of(when=when, at=at)
    span = _span_words(stand)
    if stand.nearness is Nearness.OVER:
        words = _("overdue by %(span)s") % {"span": span}
        since = _("since")
        return format_html(
            '<span class="due over">{} <span class="since">{} {}</span></span>',
            words,
            since,
            moment(when),
        )
    iso = timezone.localtime(when).isoformat()
    words = _("in %(span)s") % {"span": span}
    return format_html(
        '<time class="due {}" datetime="{}">{}</time>', stand.nearness.value, iso, words
    )


def _span_words(stand: Due) -> str:
    words = {Unit.MINUTES: _("%(n)d min"), Unit.HOURS: _("%(n)d h"), Unit.DAYS: _("%(n)d d")}
    return words[stand.unit] % {"n": stand.amount}


@register.simple_tag
def band(letter: str) -> SafeString:
    """The triage band `letter` (A, B or C) with the word for it."""
    words = {"A": pgettext("band", "now"), "B": _("today"), "C": _("planned")}
    return format_html(
        '<span class="tag band {}">{} · {}</span>',
        letter.lower(),
        letter,
        words.get(letter, _("not yet placed")),
    )


@register.simple_tag
def mark(code: str) -> SafeString:
    """What the mark of a facts row means to its reader; K and D rows say "check locally"."""
    words = {
        "V": _("seen in source"),
        "V2": _("seen in a secondary source"),
        "K": _("from knowledge: check locally"),
        "D": _("our default: check locally"),
    }
    seen = "seen" if code in {"V", "V2"} else "check"
    return format_html(
        '<span class="mark {}">{}</span>', seen, words.get(code, _("unmarked: check locally"))
    )


register.filter("cited", cited)


@register.simple_tag
def source(row: Any) -> SafeString:
    """A row's source: reference, article, edition, mark and review date; mapping or object."""
    parts = [cited(str(part)) for part in (_get(row, "ref"), _get(row, "art")) if part]
    edition, review = _get(row, "edition"), _get(row, "review_due")
    if edition:
        parts.append(_("edition %(edition)s") % {"edition": cited(str(edition))})
    if review:
        parts.append(_("review due %(day)s") % {"day": review})
    return format_html(
        '<span class="source">{} · {}</span>', " · ".join(parts), mark(str(_get(row, "mark") or ""))
    )


def _get(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


@register.simple_tag
def bilingual(value: Mapping[str, str] | str) -> str:
    """The text of a `{en: …, zh: …}` mapping in the active language; plain text stays as it is."""
    if not isinstance(value, Mapping):
        return str(value)
    key = "zh" if (translation.get_language() or "en").startswith("zh") else "en"
    return str(value.get(key) or value.get("en") or next(iter(value.values()), ""))


@register.inclusion_tag("kit/parts/why_off.html")
def why_off(refusal: Refusal | None, label: str, name: str = "", value: str = "") -> dict[str, Any]:
    """A submit button `label`; with a `refusal` it is off and the rule's own words say why."""
    slug = f"why-{name or 'go'}-{value}".replace(" ", "-")
    return {"refusal": refusal, "label": label, "name": name, "value": value, "slug": slug}


@register.inclusion_tag("kit/parts/meter.html")
def meter(value: float, full: float, words: str) -> dict[str, Any]:
    """A meter of `value` out of `full`, with `words` that say the same, e.g. "8 of 13 steps"."""
    share = 0.0 if full <= 0 else min(max(value / full, 0.0), 1.0)
    return {"width": round(100 * share, 1), "words": words}


@register.inclusion_tag("kit/parts/windows.html")
def windows(
    rows: Sequence[Window], at: datetime, title: str, until: datetime | None = None
) -> dict[str, Any]:
    """Windows drawn from opening to end, with a marker at `at`; a table says the same.

    The axis reaches at least to `until`.
    """
    chart: Chart = window_chart(windows=rows, at=at, until=until)
    return {"chart": chart, "rows": rows, "at": at, "title": title}


@register.inclusion_tag("kit/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field with its label, hint and error, set up for screen readers."""
    return {"field": bound, "grouped": bound.use_fieldset}
