"""Template words of series: blocks as bars, verdicts, reasons."""

import uuid

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bairn.series.book import book
from bairn.series.terms import Lead, Place, Ruling, Verdict
from bairn.web.desk import case_words
from bairn.web.desk.links.waterfall import strength
from bairn.web.desk.series import forms, saying
from bairn.web.desk.series.drawing import Step
from bairn.web.desk.templatetags.judging_tags import bar
from bairn.web.desk.templatetags.links_tags import between, of_hundred

register = template.Library()
register.filter("part_about", saying.about)
register.filter("part_values", saying.values)
register.filter("strength_words", strength)
_WIDEST = 8.0  # natural logs that fill half of a bar


@register.filter
def percent(number: float) -> str:
    """A percentage, 0 to 100."""
    return _("%(share)s%%") % {"share": round(number)}


@register.filter
def share(number: float) -> str:
    """A probability as of a hundred; never none and never all."""
    return _("%(share)s%%") % {"share": of_hundred(number)}


@register.filter
def digits(number: float | None) -> str:
    """Two digits after the point."""
    return "—" if number is None else f"{number:.2f}"


@register.simple_tag
def sure(lead: Lead) -> SafeString:
    """Between which bounds a lead holds; it stands at the lead alone."""
    return between(lead.low, lead.high)


@register.simple_tag
def block_bars(lead: Lead) -> SafeString:
    """Each block as a bar from the middle, with its words."""
    rows = []
    for block, weight in lead.reasons.blocks.items():
        width = min(50.0, abs(weight) / _WIDEST * 50)
        rows.append(
            (
                saying.BLOCKS[block.value],
                "for" if weight >= 0 else "against",
                round(50 if weight >= 0 else 50 - width, 2),
                round(max(width, 0.6), 2),
                strength(weight),
            )
        )
    return format_html(
        '<div class="bars">{}</div>',
        format_html_join(
            "",
            '<div><span>{}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="ground" width="100" height="8"/>'
            '<rect class="{}" x="{}" width="{}" height="8"/></svg>'
            '<span class="sub">{}</span></div>',
            rows,
        ),
    )


@register.filter
def block_words(code: str) -> str:
    """What a block is called."""
    return str(saying.BLOCKS[code])


@register.filter
def how_words(code: str) -> str:
    """How both sides have it."""
    return str(saying.HOW.get(code, code))


@register.filter
def ruling_words(ruling: Ruling) -> str:
    """What a laboratory said."""
    return str(saying.RULINGS[ruling])


@register.filter
def series_verdict(verdict: Verdict) -> str:
    """What somebody found."""
    return str(forms.VERDICTS[verdict])


@register.filter
def series_reason(code: str) -> str:
    """Why they found it."""
    text = book().judging.get(code)
    return case_words.said(text) if text else code


@register.filter
def proposing_words(code: str) -> str:
    """Why a series is proposed."""
    text = book().proposing.get(code)
    return case_words.said(text) if text else code


@register.filter
def leaving_words(code: str) -> str:
    """Why an offence left."""
    text = book().leaving.get(code)
    return case_words.said(text) if text else code


@register.simple_tag
def step_bar(step: Step) -> SafeString:
    """One step of the waterfall; the table beside it says the same in words."""
    return bar(step.start, step.width, speaks_for=step.speaks_for)


@register.filter
def square_words(place: Place | None) -> str:
    """The square in which a place lies, by its middle."""
    if place is None:
        return "—"
    return _("square of %(km)s km around %(latitude)s, %(longitude)s") % {
        "km": place.grain_km,
        "latitude": f"{place.latitude:.2f}",
        "longitude": f"{place.longitude:.2f}",
    }


@register.filter
def leave_value(offence_id: uuid.UUID) -> str:
    """The value of the button that lets an offence go."""
    return f"leave:{offence_id}"


@register.filter
def centred(middle: float, size: float) -> float:
    """Where a square begins."""
    return round(middle - size / 2, 2)


@register.filter
def above(middle: float, size: float) -> float:
    """Where the words over a square stand."""
    return round(middle - size / 2 - 1, 2)


@register.filter
def below(middle: float, size: float) -> float:
    """Where the words under a square stand, so that those of neighbours do not meet."""
    return round(middle + size / 2 + 4, 2)
