"""Codes of vigilance in the reader's words: rules, findings, levels, ages, what became of it."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence.terms.neglect import Forsaken
from bairn.kernel.text import Text
from bairn.protocols import packs
from bairn.vigilance.readings import READINGS
from bairn.vigilance.rulebook import answers, rules
from bairn.vigilance.terms import Age, Level, Rule, SignalCard, TurnKind
from bairn.web.desk import addressing, case_words

AGES = {
    Age.DAYS_3: gettext_lazy("under 3 days"),
    Age.DAYS_7: gettext_lazy("3 to 6 days"),
    Age.DAYS_14: gettext_lazy("7 to 13 days"),
    Age.DAYS_28: gettext_lazy("14 to 27 days"),
    Age.LONGER: gettext_lazy("28 days or longer"),
}
LEVELS = {
    Level.OWNER: gettext_lazy("with its owner"),
    Level.INSPECTOR: gettext_lazy("went up to an inspector"),
    Level.ALL_INSPECTORS: gettext_lazy("went up to all inspectors"),
}
TURNS = {
    TurnKind.RAISED: gettext_lazy("Raised"),
    TurnKind.ENDED: gettext_lazy("What it was about is no longer so; it still has to be answered"),
    TurnKind.RETURNED: gettext_lazy("It is so again"),
    TurnKind.OWNED: gettext_lazy("Given to another owner"),
    TurnKind.ESCALATED: gettext_lazy("Nobody answered in time: went up"),
    TurnKind.EXPLAINED: gettext_lazy("The unit explained"),
    TurnKind.ANSWERED: gettext_lazy("An answer was given"),
    TurnKind.AGAIN: gettext_lazy("Still so after the answer: raised anew"),
}


def rule(code: str) -> str:
    """What a rule is called; its code where it is not asked any more."""
    known = rules().by_id.get(code)
    return case_words.said(known.title) if known else code.replace("_", " ")


def why(code: str) -> str:
    """What a rule says, in a sentence."""
    known = rules().by_id.get(code)
    return case_words.said(known.why) if known else _("This rule is not asked any more.")


def reading(known: Rule) -> str:
    """What a rule reads."""
    return case_words.said(READINGS[known.reads].text)


def given(known: Rule) -> list[tuple[str, str]]:
    """The parameters of a rule by their names, in words where they have any."""
    return [
        (str(_NAMES[key]), _value(value))
        for key, value in known.given.items()
        if value not in ((), timedelta()) and not isinstance(value, bool)
    ]


_NAMES = {
    "after": gettext_lazy("Counted from"),
    "wants": gettext_lazy("Met by"),
    "within": gettext_lazy("Within"),
    "default": gettext_lazy("Where the pack says nothing"),
    "grace": gettext_lazy("Only after"),
    "harm": gettext_lazy("Harm is"),
    "facts": gettext_lazy("Facts asked"),
    "acts": gettext_lazy("Counted are"),
    "times": gettext_lazy("At least so often"),
    "held": gettext_lazy("Counted are"),
    "how": gettext_lazy("Counted are"),
    "ahead": gettext_lazy("So long before"),
}
_WAYS = {
    Forsaken.OFFERED: gettext_lazy("offers without an answer"),
    Forsaken.BROKEN: gettext_lazy("breaks without an explanation"),
    Forsaken.NOT_STORED: gettext_lazy(
        "exhibits that never left the hands of whoever collected them"
    ),
    Forsaken.CONTESTED: gettext_lazy("disposals against an open objection"),
    Forsaken.NOT_WHOLE: gettext_lazy("files that are not what was taken in"),
    Forsaken.CROSSED: gettext_lazy("alerts of contamination without an answer"),
}
_CODED = frozenset({"thing_waits", "kit_late", "request_unsent", "data_runs_out"}) | frozenset(
    {"answer_overdue", "takedown_late"}
)


def _value(value: object) -> str:
    if isinstance(value, timedelta):
        return span(value)
    if isinstance(value, tuple):
        return "; ".join(_called(str(one)) for one in value)
    return str(value)


def _called(code: str) -> str:
    if code in tuple(Forsaken):
        return str(_WAYS[Forsaken(code)])
    if case_words.milestone_text(code):
        return case_words.kind(code)
    return case_words.fact(code) if "." not in code else code


def span(length: timedelta) -> str:
    """A length of time in days or hours."""
    hours = int(length.total_seconds() // 3600)
    if hours % 24:
        return _("%(n)s h") % {"n": hours}
    days = hours // 24
    return _("1 day") if days == 1 else _("%(n)s days") % {"n": days}


def short_day(day: date) -> str:
    """A day without its year, short enough to stand below a bar."""
    return date_format(day, "n月j日" if case_words.language() == "zh" else "j M")


def finding(code: str) -> str:
    """What an owner found."""
    known = answers().findings.get(code)
    return case_words.said(known.text) if known else code


def explanation(code: str) -> str:
    """What the unit said."""
    known = answers().explanations.get(code)
    return case_words.said(known.text) if known else code


def about(card: SignalCard, units: Mapping[uuid.UUID | None, str]) -> str:
    """What a signal is about within its rule: a step, a day, a pack, a unit; often nothing more."""
    known = rules().by_id.get(card.rule)
    reads = known.reads if known else ""
    if reads == "step_overdue":
        title = _steps().get(card.code)
        return case_words.said(title) if title else card.code
    if reads == "accused_unit_near":
        if card.code == "unit_not_known":
            return _("Nobody has said yet whose unit it is")
        return units.get(addressing.an_id(card.code), "")
    if reads in {"kept_out_tried", "pack_row_past_review"}:
        return card.code
    if reads in _CODED and addressing.an_id(card.code) is None:
        return card.code  # what is on the label or the letter: it names nobody
    return ""


@lru_cache(maxsize=1)
def _steps() -> dict[str, Text]:
    """What steps are called in the packs on disk."""
    return {step.id: step.title for name in packs.ids() for step in packs.current(name).steps}
