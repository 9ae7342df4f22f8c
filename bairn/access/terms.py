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
class RecordState:
    """How the record stands: its newest head, how long ago every witness saw it, what waits.

    `age` is None when no witness has seen the head; `witnesses` counts those that have; `pending`
    is counted up to 1,001.
    """

    head: Checkpoint | None
    age: timedelta | None
    witnesses: int
    pending: int
