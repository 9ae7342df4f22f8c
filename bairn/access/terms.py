"""The words of access: roles, purposes, scopes, what the gate answers."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bairn.oversight.terms import Checkpoint


class Role(StrEnum):
    """What a person of an agency does. Held from a day until a day, never for ever by default."""

    INTAKE_OFFICER = "intake_officer"
    INVESTIGATOR = "investigator"
    SUPERVISOR = "supervisor"
    INTERVIEWER = "interviewer"
    MEDIC = "medic"
    LAB = "lab"
    PROSECUTOR = "prosecutor"
    SUPPORT_WORKER = "support_worker"
    CUSTODIAN = "custodian"
    ANALYST = "analyst"
    LIAISON = "liaison"  # answers for sealed cases of their agency when another unit asks
    INSPECTOR = "inspector"
    PUBLISHER = "publisher"
    OPERATOR = "operator"


class Purpose(StrEnum):
    """Why somebody looks. Chosen at sign-in and named again when an identity is opened."""

    INTAKE = "intake"
    SAFEGUARDING = "safeguarding"
    INVESTIGATION = "investigation"
    MEDICAL_CARE = "medical_care"
    SUPPORT = "support"
    PROSECUTION = "prosecution"
    SUPERVISION = "supervision"
    OVERSIGHT = "oversight"
    OPERATIONS = "operations"


class Scope(StrEnum):
    """How far a policy row reaches."""

    ANYONE = "anyone"  # the role is enough
    REACH = "reach"  # the holder is in the actor's circle, or routed to the unit they take in for
    SYSTEM = "system"  # the house's own jobs and commands


class ExclusionReason(StrEnum):
    """Why somebody is kept out of a case."""

    RELATED = "related"  # of the family or close to somebody in the case
    INVOLVED = "involved"  # takes part in the case, as a witness or otherwise
    IMPLICATED = "implicated"
    CONFLICT = "conflict"  # any other conflict of interest


class HolderKind(StrEnum):
    """What people can be in the circle of."""

    REPORT = "report"
    CASE = "case"
    SIGNAL = "signal"  # of neglect: the case's circle reaches it, and whoever answers for it
    KIT = "kit"  # without a police report: the clinic's own circle reaches it, nobody else
    RECORDS = "records"  # imported from an older system: always restricted to its circle


@dataclass(frozen=True, slots=True)
class Policy:
    """One row of the policy: who may perform `act`, how far, and why in both languages."""

    act: str
    who: frozenset[str]
    scope: Scope
    why: dict[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """The gate's answer, with its reason."""

    allowed: bool
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCard:
    """A member of staff as others see them."""

    id: uuid.UUID
    username: str
    display_name: str
    unit_id: uuid.UUID | None
    agency_id: uuid.UUID | None
    roles: frozenset[str]
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """A unit of an agency."""

    id: uuid.UUID
    agency_id: uuid.UUID
    name: str
    agency_name: str
    agency_kind: str
    jurisdiction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMember:
    """One person's place in a circle: from when, until when, in which role, on what ground."""

    staff_id: uuid.UUID
    display_name: str
    role: str
    from_at: datetime
    until_at: datetime | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionCard:
    """Somebody, or a whole unit where `staff_id` is None, who is or was kept out of a case."""

    id: uuid.UUID
    staff_id: uuid.UUID | None
    unit_id: uuid.UUID | None  # the unit kept out, or the one of whoever is
    name: str
    reason: ExclusionReason
    from_at: datetime
    ended_at: datetime | None
    ended_by: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """How the record stands: its newest head, how long ago every witness saw it, what waits.

    `age` is None when no witness has seen the head; `witnesses` counts those that have; `pending`
    is counted up to 1,001.
    """

    head: Checkpoint | None
    age: timedelta | None
    witnesses: int
    pending: int


class Verdict(StrEnum):
    """What somebody found who judged a possible conflict of interest."""

    OTHER_PERSON = "other_person"  # a namesake
    KEPT_OUT = "kept_out"  # it is them
    UNIT_KEPT_OUT = "unit_kept_out"  # it is them, and their colleagues stay out too


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffName:
    """A colleague by the names they have in service."""

    id: uuid.UUID
    name: str
    username: str
    unit_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConflict:
    """A colleague who may be somebody under suspicion, and why that was asked."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    reason: str  # code
    namesakes: int  # how many colleagues agree as well: the more, the less it says
    own_unit: bool = False  # the case lies with this colleague's unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictCard:
    """A possible conflict of interest, and what somebody said of it."""

    id: uuid.UUID
    holder_id: uuid.UUID
    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    reason: str
    namesakes: int
    own_unit: bool
    found_at: datetime
    verdict: Verdict | None
    judged_at: datetime | None
    judged_by: uuid.UUID | None
