"""Accepting a report: it is put in order and completed from itself. A thin one is never rejected.

There is no rule here about what a report must hold. What contradicts itself is widened, so that the
safer reading stays open; what is not in the vocabulary is the only thing refused, since it comes
from a program and not from a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bairn.intake import cybertip_files, fitting, vocabulary
from bairn.intake.terms import (
    FactValue,
    FileNote,
    PersonDraft,
    PersonRole,
    ReportDraft,
)
from bairn.kernel.refusal import Refusal


def accept(draft: ReportDraft) -> ReportDraft:
    """The draft, checked against the vocabulary, with the facts that follow from its own parts.

    What was said outright wins over what follows; ages are widened rather than narrowed. Raises
    Refusal intake.fact, intake.person_fact, intake.situation, intake.incident for unknown codes,
    and those of `fitting.check`.
    """
    draft = fitting.check(draft)
    people = tuple(
        replace(one, facts=MappingProxyType(_in_order(vocabulary.check_person_facts(one.facts))))
        for one in draft.people
    )
    chosen = _situation(draft.situation)
    implied = dict(chosen.facts) if chosen else {}
    incidents = _incidents(draft, chosen.incident if chosen else "")
    said = vocabulary.check_facts(draft.facts)
    facts = {**_from_files(draft.files), **_from_people(people), **implied, **said}
    facts |= _widest_ages(said, implied, _from_people(people))
    return replace(
        draft,
        people=people,
        incident_codes=incidents,
        facts=MappingProxyType(_age_known_or_not(facts)),
    )


def later_facts(
    held: Mapping[str, FactValue], added: Mapping[str, FactValue]
) -> dict[str, FactValue]:
    """The facts of a report after something was added: a yes is never taken back by a no."""
    merged = dict(held)
    for name, value in vocabulary.check_facts(added).items():
        if value is False and merged.get(name) is True:
            continue
        merged[name] = value
    merged |= _widest_ages(held, added)
    return _age_known_or_not(merged)


def _situation(code: str) -> vocabulary.Situation | None:
    if not code:
        return None
    found = vocabulary.situation(code)
    if found is None:
        raise Refusal("intake.situation", "No pack holds this situation.", field="situation")
    return found


def _incidents(draft: ReportDraft, implied: str) -> tuple[str, ...]:
    codes = dict.fromkeys((*draft.incident_codes, *filter(None, [implied])))
    if not codes.keys() <= vocabulary.incidents().keys():
        raise Refusal(
            "intake.incident", "This is not one of the incidents we know.", field="incident_codes"
        )
    return tuple(codes)


def _from_people(people: tuple[PersonDraft, ...]) -> dict[str, FactValue]:
    """What the people of the report say by standing in it."""
    victims = [one for one in people if one.role is PersonRole.VICTIM]
    suspects = [one for one in people if one.role is PersonRole.SUSPECT]
    facts: dict[str, FactValue] = {}
    if victims:
        facts["victims_count"] = len(victims)
        if any("age_min" not in one.facts and "age_max" not in one.facts for one in victims):
            facts["age_unknown"] = True
        facts |= _span(victims)
    if len(suspects) > 1:
        facts["suspects_count"] = len(suspects)
    if any(one.role is PersonRole.GUARDIAN and one.facts.get("implicated") for one in people):
        facts["guardian_implicated"] = True
    if any(one.facts.get("minor_possible") for one in suspects):
        facts["suspect_minor"] = True
    return facts


def _span(people: Iterable[PersonDraft]) -> dict[str, FactValue]:
    lows, highs = _numbers(people, "age_min"), _numbers(people, "age_max")
    span: dict[str, FactValue] = {"victim_age_min": min(lows)} if lows else {}
    return span | ({"victim_age_max": max(highs)} if highs else {})


def _numbers(people: Iterable[PersonDraft], name: str) -> list[int]:
    return [value for one in people if isinstance(value := one.facts.get(name), int)]


def _from_files(files: tuple[FileNote, ...]) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for note in files:
        facts |= cybertip_files.facts_of(note)
    return facts


def _widest_ages(*sources: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The lowest lower and the highest upper bound of all sources, in order."""
    lows = [v for one in sources if isinstance(v := one.get("victim_age_min"), int)]
    highs = [v for one in sources if isinstance(v := one.get("victim_age_max"), int)]
    # Bounds that cross each other were mistaken on one side: the widest reading covers both.
    if lows and highs and min(lows) > max(highs):
        lows, highs = [*lows, *highs], [*lows, *highs]
    ages: dict[str, FactValue] = {}
    if lows:
        ages["victim_age_min"] = min(lows)
    if highs:
        ages["victim_age_max"] = max(highs)
    return ages


def _in_order(facts: dict[str, FactValue]) -> dict[str, FactValue]:
    low, high = facts.get("age_min"), facts.get("age_max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        return {**facts, "age_min": high, "age_max": low}
    return facts


def _age_known_or_not(facts: dict[str, FactValue]) -> dict[str, FactValue]:
    """An age that nobody gave is said to be unknown, never left to be taken for an adult's."""
    if "victim_age_min" not in facts and "victim_age_max" not in facts:
        return {**facts, "age_unknown": True}
    return facts
