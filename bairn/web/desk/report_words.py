"""Codes of a report in the reader's words: roles, states, files, facts."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bairn.intake import vocabulary
from bairn.intake.terms import FactValue, FileHeld, PersonCard, PersonRole, ReportState
from bairn.triage.terms import Cause, ProposalKind
from bairn.web.desk.case_words import language

ROLES = {
    PersonRole.REPORTER: gettext_lazy("Reporter"),
    PersonRole.VICTIM: gettext_lazy("Child or person harmed"),
    PersonRole.SUSPECT: gettext_lazy("Suspect"),
    PersonRole.GUARDIAN: gettext_lazy("Guardian"),
    PersonRole.WITNESS: gettext_lazy("Witness"),
    PersonRole.OTHER: gettext_lazy("Other person"),
}
STATES = {
    ReportState.ARRIVING: gettext_lazy("still arriving"),
    ReportState.RECEIVED: gettext_lazy("received"),
    ReportState.MERGED: gettext_lazy("joined to another report"),
    ReportState.RETRACTED: gettext_lazy("taken back by the platform"),
}
HELD = {
    FileHeld.NAMED: gettext_lazy("described only; no content came"),
    FileHeld.DIGEST: gettext_lazy("measured while it came in, content not kept"),
    FileHeld.SEALED: gettext_lazy("kept sealed and locked"),
}
CAUSES = {
    Cause.RULES: gettext_lazy("by the rules"),
    Cause.RAISED: gettext_lazy("raised by"),
    Cause.LOWERED: gettext_lazy("lowered by two people, confirmed by"),
    Cause.MERGED: gettext_lazy("another report was joined to it, by"),
}
SAME = {
    ProposalKind.SAME_CONTENT: gettext_lazy("The same content"),
    ProposalKind.SAME_PLATFORM_REPORT: gettext_lazy("The same number of the same platform"),
    ProposalKind.BURST: gettext_lazy("Several reports about one account"),
}
PERSON_FACTS = {
    "age_min": gettext_lazy("At least, in years"),
    "age_max": gettext_lazy("At most, in years"),
    "sex": gettext_lazy("Sex"),
    "implicated": gettext_lazy("May be implicated"),
    "stance_unknown": gettext_lazy("Nobody knows where they stand"),
    "minor_possible": gettext_lazy("May be under age"),
    "compromised_account": gettext_lazy("The account may be misused by another"),
    "third_party": gettext_lazy("Named by others only"),
    "intended_recipient": gettext_lazy("Was to receive it"),
}
CODES = {
    "female": gettext_lazy("female"),
    "male": gettext_lazy("male"),
    "other": pgettext_lazy("sex", "other"),
    "within_24_hours": pgettext_lazy("code", "within 24 hours"),
    "within_7_days": pgettext_lazy("code", "within 7 days"),
    "later": pgettext_lazy("code", "later"),
    "time_unknown": pgettext_lazy("code", "nobody knows when"),
    "same_day": pgettext_lazy("code", "the same day"),
    "days": pgettext_lazy("code", "days later"),
    "weeks": pgettext_lazy("code", "weeks later"),
    "months": pgettext_lazy("code", "months later"),
    "years": pgettext_lazy("code", "years later"),
    "parent": pgettext_lazy("code", "parent"),
    "step_parent": pgettext_lazy("code", "step-parent"),
    "sibling": pgettext_lazy("code", "brother or sister"),
    "other_family": pgettext_lazy("code", "other family"),
    "partner": pgettext_lazy("code", "partner"),
    "former_partner": pgettext_lazy("code", "former partner"),
    "guardian": pgettext_lazy("code", "guardian"),
    "carer": pgettext_lazy("code", "carer"),
    "teacher": pgettext_lazy("code", "teacher"),
    "coach": pgettext_lazy("code", "coach"),
    "neighbour": pgettext_lazy("code", "neighbour"),
    "friend": pgettext_lazy("code", "friend"),
    "colleague": pgettext_lazy("code", "colleague"),
    "online_only": pgettext_lazy("code", "only online"),
    "acquaintance": pgettext_lazy("code", "acquaintance"),
    "stranger": pgettext_lazy("code", "stranger"),
}


def fact(name: str) -> str:
    """The question that a fact answers."""
    row = vocabulary.facts().get(name)
    return row.text[language()] if row else str(PERSON_FACTS.get(name, name))


def rank(name: str) -> tuple[int, str]:
    """Where a fact stands among all that are asked."""
    order = [*PERSON_FACTS, *vocabulary.facts()]
    return (order.index(name) if name in order else len(order), name)


def value(given: FactValue) -> str:
    """A fact's value in words; unknown is neither yes nor no."""
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if given is None:
        return _("not known")
    text = str(given)
    return str(CODES.get(text, text.replace("_", " ")))


def incident(code: str) -> str:
    """What is said to have happened."""
    row = vocabulary.incidents().get(code)
    return row[language()] if row else code


def situation(code: str) -> str:
    """The situation that a reporter chose."""
    row = vocabulary.situation(code)
    return row.text[language()] if row else code


def by_kind(kind: str) -> str:
    """Who added something: a kind of actor, never a person."""
    known = {
        "reporter": _("the reporter"),
        "staff": _("an officer"),
        "platform": _("the platform"),
        "partner": _("a partner agency"),
        "system": _("the house"),
    }
    return known.get(kind, kind)


def numbered(people: Iterable[PersonCard]) -> tuple[tuple[PersonCard, int], ...]:
    """The people of a report, each with their number among those of the same role."""
    met: Counter[PersonRole] = Counter()
    found = []
    for one in people:
        met[one.role] += 1
        found.append((one, met[one.role]))
    return tuple(found)
