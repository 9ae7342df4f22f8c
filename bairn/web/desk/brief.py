"""The brief of a case: its key points, read from the structured record. Plain Python, no words.

Safety comes first, then what is late or closing, then who and since when. What nobody has asked
yet counts as a point of its own: an unknown danger is no safety.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bairn.cases.terms import Milestone, Participant, ParticipantRole
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts, DueStep, StepState, WindowNow, WindowState

# Facts that speak of danger: "yes" is a danger, and not knowing is a question to ask today.
ASKED_FIRST = ("danger_now", "person_has_access", "last_contact_ongoing")
DANGERS = (
    *ASKED_FIRST,
    "lives_in_home",
    "guardian_implicated",
    "children_present",
    "meeting_planned",
    "missing",
    "self_harm_signs",
    "images_spreading",
)
_OPEN = frozenset({WindowState.URGENT, WindowState.OPEN})
_ENDED = frozenset({StepState.DONE, StepState.WAIVED})
_PROTECTED = frozenset({ParticipantRole.CHILD, ParticipantRole.VICTIM})


class AgeBand(StrEnum):
    """How old somebody is, as coarsely as the work allows."""

    UNDER_6 = "under_6"
    UNDER_10 = "under_10"
    UNDER_14 = "under_14"
    UNDER_18 = "under_18"
    ADULT = "adult"
    MINOR = "minor"  # under 18, no more is known
    UNKNOWN_CHILD = "unknown_child"  # somebody harmed counts as a child until known
    UNKNOWN = "unknown"


_BANDS = (
    (6, AgeBand.UNDER_6),
    (10, AgeBand.UNDER_10),
    (14, AgeBand.UNDER_14),
    (18, AgeBand.UNDER_18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the case with what the brief says of them."""

    part: Participant
    age: AgeBand
    contact: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What is known of danger: names of facts, and the safety duties that are still open."""

    dangers: tuple[str, ...]
    not_known: tuple[str, ...]
    duties: tuple[DueStep, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing speaks of danger, everything was asked and every duty is done."""
        return not (self.dangers or self.not_known or self.duties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The key points of a case at one moment, in the order in which they are read."""

    safety: Safety
    late: tuple[DueStep, ...]
    next: DueStep | None  # the most pressing duty, late or not
    windows_open: int
    window: WindowNow | None  # the one that closes first
    people: tuple[Person, ...]
    contact: Bounds
    reported: Bounds
    opened_at: datetime
    closed_at: datetime | None
    support_at: datetime | None


def brief(
    *,
    opened_at: datetime,
    closed_at: datetime | None,
    people: Sequence[Participant],
    milestones: Sequence[Milestone],
    facts: Mapping[UUID | None, CaseFacts],
    steps: Sequence[DueStep],
    windows: Sequence[WindowNow],
    window: WindowNow | None,
) -> Brief:
    """The key points of a case from what its rooms hold; `steps` most pressing first."""
    of_case = facts.get(None, CaseFacts())
    unfinished = [row for row in steps if row.state not in _ENDED]
    return Brief(
        safety=_safety([of_case, *(facts[key] for key in facts if key)], unfinished),
        late=tuple(row for row in unfinished if row.state is StepState.OVERDUE),
        next=unfinished[0] if unfinished else None,
        windows_open=len({row.window for row in windows if row.state in _OPEN}),
        window=window,
        people=people_of(people, facts),
        contact=of_case.moments.get("last_contact_at", Bounds()),
        reported=_reported(of_case, milestones),
        opened_at=opened_at,
        closed_at=closed_at,
        support_at=_first(milestones, "support_offered"),
    )


def _safety(facts: Sequence[CaseFacts], unfinished: Iterable[DueStep]) -> Safety:
    told = {name: [one.values[name] for one in facts if name in one.values] for name in DANGERS}
    return Safety(
        dangers=tuple(name for name in DANGERS if True in told[name]),
        not_known=tuple(name for name in ASKED_FIRST if not told[name]),
        duties=tuple(
            row for row in unfinished if row.safety and row.state is not StepState.NOT_YET
        ),
    )


def people_of(
    parts: Sequence[Participant], facts: Mapping[UUID | None, CaseFacts]
) -> tuple[Person, ...]:
    """Each person with their age band and last contact, as far as these are known."""
    of_case, alone = facts.get(None, CaseFacts()), _alone(parts)
    return tuple(
        _person(part, facts.get(part.id, CaseFacts()), of_case, alone=alone) for part in parts
    )


def _alone(people: Sequence[Participant]) -> bool:
    """Whether one person alone is protected, so that what is said of the case is said of them."""
    return sum(part.role in _PROTECTED for part in people) == 1


def _person(part: Participant, own: CaseFacts, of_case: CaseFacts, *, alone: bool) -> Person:
    known = own.over(of_case) if alone and part.role in _PROTECTED else own
    age = known.values.get("age")
    band = age_band(age if isinstance(age, int) else None, part.under_18)
    if band is AgeBand.UNKNOWN and part.role in _PROTECTED:
        band = AgeBand.UNKNOWN_CHILD
    return Person(
        part=part,
        age=band,
        contact=known.moments.get("last_contact_at", Bounds()),
    )


def age_band(age: int | None, under_18: bool | None) -> AgeBand:
    """The band of an age in years, else of what is known of being under 18."""
    if age is not None:
        return next((band for below, band in _BANDS if age < below), AgeBand.ADULT)
    if under_18 is None:
        return AgeBand.UNKNOWN
    return AgeBand.MINOR if under_18 else AgeBand.ADULT


def _reported(of_case: CaseFacts, milestones: Sequence[Milestone]) -> Bounds:
    received = _first(milestones, "report_received")
    return Bounds.exactly(received) if received else of_case.moments.get("report_at", Bounds())


def _first(milestones: Sequence[Milestone], kind: str) -> datetime | None:
    return min((one.at for one in milestones if one.kind == kind), default=None)
