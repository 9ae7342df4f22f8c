"""The words of judging: judgement, person, membership, relation, trace, plan, talk."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bairn.kernel.text import Text
from bairn.linkage.terms.leads import Side, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The codes that may be chosen, with their words."""

    verdicts: Mapping[Verdict, Text]
    reasons: Mapping[str, Text]
    reason_of: Mapping[str, Verdict]
    unmerging: Mapping[str, Text]
    relations: Mapping[str, Text]
    plans: Mapping[str, Text]
    talks: Mapping[str, Text]
    traces: Mapping[str, Text]
    trace_fields: Mapping[str, str]
    sources: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody said of a lead. A later one supersedes it; it is never overwritten."""

    id: uuid.UUID
    verdict: Verdict
    reason: str
    words_id: uuid.UUID | None
    holder_id: uuid.UUID  # from which case it was judged, and where its words are sealed
    by_id: uuid.UUID
    at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A subject that is part of a person, since when and by which judgement."""

    id: uuid.UUID
    subject_id: uuid.UUID
    holder_id: uuid.UUID
    judgement_id: uuid.UUID
    from_at: datetime
    by_id: uuid.UUID
    until_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Several records of one person; each keeps who said what. Only what is in one's reach."""

    id: uuid.UUID
    members: tuple[Member, ...]
    earlier: tuple[Member, ...]
    elsewhere: bool  # another unit holds something that was judged the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two people who belong together and are not the same; ended or not, it stays on record."""

    id: uuid.UUID
    one: Side
    other: Side
    how: str
    by_id: uuid.UUID
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporters:
    """How many independent people reported somebody, in one's reach; and whether more elsewhere."""

    count: int
    cases: int
    elsewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An identifier whose owner is not known; its value is sealed under `subject_id`."""

    id: uuid.UUID
    subject_id: uuid.UUID
    kind: str
    source: str
    about: uuid.UUID | None
    by_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a unit is about to do with somebody, and whom others talk with before they act."""

    id: uuid.UUID
    case_id: uuid.UUID
    subject_id: uuid.UUID
    what: str
    from_at: datetime
    until_at: datetime
    contact_id: uuid.UUID
    by_id: uuid.UUID
    at: datetime
    dropped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Another unit is about to act on the same person: talk with them, and no more is said."""

    id: uuid.UUID
    case_id: uuid.UUID
    plan_id: uuid.UUID
    with_unit: uuid.UUID | None
    with_staff: uuid.UUID
    found_at: datetime
    outcome: str
    talked_at: datetime | None
