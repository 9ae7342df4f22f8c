"""What a report says, as a case needs it: facts for the packs, and who takes part in which role."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TypeGuard

from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.intake import vocabulary
from bairn.intake.terms import Channel, FactValue, PersonCard, PersonRole, ReportCard
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts
from bairn.protocols.terms import FactValue as PackValue
from bairn.triage import reading

_NON_RECENT = timedelta(days=365)  # ours: no specimen is looked for after a year
_OLDEST = 130  # years: a report may say anything, a clock counts from no such age
_OF_PLATFORMS = frozenset({Channel.PLATFORM_FILE, Channel.PLATFORM_WIRE})
_ROLES = {
    PersonRole.REPORTER: ParticipantRole.REPORTER,
    PersonRole.SUSPECT: ParticipantRole.SUSPECT,
    PersonRole.GUARDIAN: ParticipantRole.GUARDIAN,
    PersonRole.WITNESS: ParticipantRole.WITNESS,
    PersonRole.OTHER: ParticipantRole.OTHER,
}


def facts(card: ReportCard) -> CaseFacts:
    """The facts of the report in the vocabulary of the packs, with what its channel says."""
    told = reading.pack_facts(card)
    known = vocabulary.incidents()
    offences = {known[code].get("offence", "") for code in card.incident_codes if code in known}
    more: dict[str, PackValue] = {
        name: value for name, value in told.values.items() if name != "age" or _is_age(value)
    }
    if named := tuple(sorted(offences - {""})):
        more["offences"] = named
    if card.channel in _OF_PLATFORMS:
        more["platform_report"] = True
    if _is_number(suspects := card.facts.get("suspects_count")):
        more["several_suspects"] = suspects > 1
    latest = card.last_contact.latest
    # Only a known last time makes it non-recent: told late may still be going on.
    if latest is not None and card.received_at - latest > _NON_RECENT:
        more["non_recent"] = True
    return CaseFacts(more, told.moments)


def own_facts(person: PersonCard, card: ReportCard, *, alone: bool) -> CaseFacts:
    """The facts of one person harmed. Empty where they are `alone` and nothing of them is known.

    Among several each has facts of their own, if only the time of contact: a person without any
    would have no windows drawn.
    """
    values: dict[str, PackValue] = {}
    low, high = person.facts.get("age_min"), person.facts.get("age_max")
    if low == high and _is_age(low):
        values["age"] = low
    if isinstance(sex := person.facts.get("sex"), str):
        values["sex"] = sex
    if values or alone:
        return CaseFacts(values)
    return CaseFacts({}, {"last_contact_at": card.last_contact})


def people(card: ReportCard, *, child_below: int) -> tuple[NewParticipant, ...]:
    """Everybody in the report, in their role in the case.

    Somebody harmed whose age is not known counts as a child (Dir 2012/29 art 24(2)). Where a
    guardian is implicated and nobody says which, every guardian not cleared is kept out.
    """
    doubt = card.facts.get("guardian_implicated") is True and not any(
        one.facts.get("implicated") is True for one in card.people
    )
    harmed = [one for one in card.people if one.role is PersonRole.VICTIM]
    return tuple(
        _part(one, _ages(one, card, alone=len(harmed) == 1), child_below, doubt)
        for one in card.people
    )


def _part(
    one: PersonCard, ages: Mapping[str, FactValue], child_below: int, doubt: bool
) -> NewParticipant:
    under = _under(ages, child_below)
    guardian = one.role is PersonRole.GUARDIAN
    harmed = ParticipantRole.VICTIM if under is False else ParticipantRole.CHILD
    return NewParticipant(
        subject_id=one.subject_id,
        role=_ROLES.get(one.role, harmed),
        implicated=one.role is PersonRole.SUSPECT or one.facts.get("implicated") is True,
        under_18=under,
        kept_out=guardian and doubt and one.facts.get("implicated") is not False,
        stance_unknown=guardian and one.facts.get("stance_unknown") is True,
    )


def _ages(one: PersonCard, card: ReportCard, *, alone: bool) -> Mapping[str, FactValue]:
    """A person's own bounds; the report's, where only this one person can be meant."""
    own = {name: one.facts[name] for name in ("age_min", "age_max") if name in one.facts}
    if own or one.role is not PersonRole.VICTIM or not alone:
        return own
    told = {"age_min": "victim_age_min", "age_max": "victim_age_max"}
    return {name: card.facts[of] for name, of in told.items() if of in card.facts}


def _under(ages: Mapping[str, FactValue], child_below: int) -> bool | None:
    low, high = ages.get("age_min"), ages.get("age_max")
    if _is_number(high) and high < child_below:
        return True
    return False if _is_number(low) and low >= child_below else None


def added(known: CaseFacts, told: CaseFacts) -> CaseFacts:
    """What a further report adds to a case: it may say more and open more, it takes nothing back.

    A yes stands above a no; kinds of offence are added up; a time of contact widens to what covers
    both, so that no window closes by it. The report's own arrival changes no clock that runs.
    """
    values: dict[str, PackValue] = {}
    for name, value in told.values.items():
        before = known.values.get(name)
        if before is None or (before is False and value is True):
            values[name] = value
        elif isinstance(before, tuple) and isinstance(value, tuple) and set(value) - set(before):
            values[name] = tuple(sorted({*before, *value}))
    contact = told.moments.get("last_contact_at", Bounds())
    had = known.moments.get("last_contact_at", Bounds())
    widest = contact if not had.known else _covering(had, contact)
    if not contact.known or widest == had:
        return CaseFacts(values)
    return CaseFacts(values, {"last_contact_at": widest})


def _covering(one: Bounds, other: Bounds) -> Bounds:
    """Bounds that cover both; what either leaves open stays open."""
    earliest = [side for side in (one.earliest, other.earliest) if side is not None]
    latest = [side for side in (one.latest, other.latest) if side is not None]
    return Bounds(
        min(earliest) if len(earliest) == 2 else None, max(latest) if len(latest) == 2 else None
    )


def _is_age(value: object) -> TypeGuard[int]:
    return _is_number(value) and value <= _OLDEST


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
