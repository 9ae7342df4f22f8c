"""Tags for the page of a report: everything coded, in words."""

from collections.abc import Mapping

from django import template

from bairn.intake.terms import FactValue
from bairn.web.desk import report_forms, report_words

register = template.Library()
register.filter("told_fact", report_words.fact)
register.filter("incident_word", report_words.incident)
register.filter("situation_word", report_words.situation)
register.filter("by_kind", report_words.by_kind)
register.filter("answer_words", report_forms.answer_words)


@register.filter
def in_order(facts: Mapping[str, FactValue]) -> list[tuple[str, FactValue]]:
    """Facts in the order in which they are asked."""
    return sorted(facts.items(), key=lambda pair: report_words.rank(pair[0]))


@register.filter
def told(value: FactValue) -> str:
    """A fact's value in words."""
    return report_words.value(value)


@register.filter
def report_role(code: str) -> str:
    """A role in a report."""
    return str({key.value: said for key, said in report_words.ROLES.items()}[code])


@register.filter
def report_state(code: str) -> str:
    """Where a report stands."""
    return str({key.value: said for key, said in report_words.STATES.items()}[code])


@register.filter
def held(code: str) -> str:
    """What we hold of a file."""
    return str({key.value: said for key, said in report_words.HELD.items()}[code])


@register.filter
def cause(code: str) -> str:
    """What put a report where it stands."""
    return str({key.value: said for key, said in report_words.CAUSES.items()}[code])


@register.filter
def same_kind(code: str) -> str:
    """Why two reports may be one."""
    return str({key.value: said for key, said in report_words.SAME.items()}[code])
