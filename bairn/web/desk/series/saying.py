"""Codes of series in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.series.book import book
from bairn.series.terms import Part, Ruling
from bairn.web.desk import case_words

BLOCKS: dict[str, str | Promise] = {
    "behaviour": gettext_lazy("Behaviour"),
    "victim": gettext_lazy("Who was harmed"),
    "place": gettext_lazy("Place"),
    "time": gettext_lazy("Time"),
    "forensic": gettext_lazy("Laboratory result"),
    "prior": gettext_lazy("Before anything agrees"),
}
ABOUT: dict[str, str | Promise] = {
    "distance": gettext_lazy("Distance in kilometres"),
    "gap": gettext_lazy("Days between"),
    "hour": gettext_lazy("Hour of the day"),
    "weekday": gettext_lazy("Day of the week"),
    "prior": gettext_lazy("Before anything agrees"),
    "laboratory": gettext_lazy("What a laboratory found"),
}
HOW: dict[str, str | Promise] = {
    "same": gettext_lazy("the same"),
    "other": gettext_lazy("different"),
    "near": gettext_lazy("near"),
    "far": gettext_lazy("far"),
    "prior": gettext_lazy("most pairs of offences have different offenders"),
    "same_source": gettext_lazy("the same source"),
    "excluded": gettext_lazy("excluded"),
}
RULINGS: dict[Ruling, str | Promise] = {
    Ruling.SAME_SOURCE: gettext_lazy("A laboratory found the same source"),
    Ruling.EXCLUDED: gettext_lazy("A laboratory excluded it"),
}


def about(part: Part) -> str:
    """What a reason is about."""
    item = book().items.get(part.about)
    if item is not None:
        return case_words.said(item.title)
    return str(ABOUT.get(part.about, part.about.replace("_", " ")))


def values(part: Part) -> str:
    """What either side has, in words."""
    item = book().items.get(part.about)
    sides = [
        case_words.said(item.values[side]) if item and side in item.values else side
        for side in (part.here, part.there)
        if side
    ]
    if len(sides) == 2 and sides[0] != sides[1]:
        return _("%(here)s / %(there)s") % {"here": sides[0], "there": sides[1]}
    return sides[0] if sides else ""
