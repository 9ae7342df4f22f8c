"""What the pages of vigilance show, each read as one look: one transaction, one entry."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard, UnitCard
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.protocols import queries as protocols
from bairn.vigilance import queries as vigilance
from bairn.vigilance.rulebook import OWNING
from bairn.vigilance.terms import (
    Board,
    Overseer,
    SignalCard,
    SignalFile,
    SignalFilters,
    SignalPage,
)
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile

Units = Mapping[uuid.UUID | None, str]
Staff = Mapping[uuid.UUID, StaffCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRead:
    """The board with the names of units."""

    board: Board
    units: Units
    mine: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """A list of signals with the names of units and owners."""

    page: SignalPage
    units: Units
    staff: Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRead:
    """One signal with the names of whoever owned, explained and answered it."""

    file: SignalFile
    units: Units
    staff: Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class OverseersRead:
    """Every unit with who oversees it, and who could."""

    units: tuple[UnitCard, ...]
    named: Mapping[uuid.UUID, Overseer]
    staff: Staff
    able: tuple[StaffCard, ...]
    ownerless: int  # signals of the whole house that nobody can answer


@gate.look("desk.vigilance")
def board(*, actor: Actor, at: datetime, unit_id: uuid.UUID | None, rule: str) -> BoardRead:
    """The neglect board as asked for."""
    return BoardRead(
        board=vigilance.neglect_board(actor=actor, at=at, unit_id=unit_id, rule=rule),
        units=_units(actor, at),
        mine=len(vigilance.my_signals(actor=actor, at=at)),
    )


@gate.look("desk.vigilance")
def signals(*, actor: Actor, at: datetime, filters: SignalFilters) -> ListRead:
    """The signals that fit."""
    page = vigilance.listed(actor=actor, at=at, filters=filters)
    return ListRead(page=page, units=_units(actor, at), staff=_owners(actor, at, page.signals))


@gate.look("desk.vigilance_signal")
def signal(*, actor: Actor, at: datetime, signal_id: uuid.UUID) -> SignalRead:
    """One signal. Raises Refusal vigilance.signal where it is not for this reader."""
    file = vigilance.signal(actor=actor, at=at, signal_id=signal_id)
    people = {file.card.owner_id, file.card.answered_by}
    people |= {one.by_id for one in file.explanations}
    people |= {one for turn in file.turns for one in (turn.by_id, turn.to_id)}
    return SignalRead(file=file, units=_units(actor, at), staff=_staff(actor, at, people))


@gate.look("desk.case_vigilance")
def of_case(
    *, actor: Actor, at: datetime, case_id: uuid.UUID
) -> tuple[CaseFile, tuple[SignalCard, ...], Staff]:
    """A case with its signals and their owners."""
    asks_steps = not may.off("protocols.steps", actor)
    found = vigilance.signals_of_case(actor=actor, at=at, case_id=case_id)
    file = CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
        board=protocols.board_of_case(actor=actor, at=at, case_id=case_id) if asks_steps else None,
    )
    return file, found, _owners(actor, at, found)


@gate.look("desk.overseers")
def overseers(*, actor: Actor, at: datetime) -> OverseersRead:
    """Who oversees which unit, and everybody who may be named for one."""
    units = access.units(actor=actor, at=at)
    named = {one.unit_id: one for one in vigilance.overseers(actor=actor, at=at)}
    people = [
        one
        for unit in units
        for one in access.staff_of_unit(actor=actor, at=at, unit_id=unit.id)
        if not one.roles.isdisjoint(OWNING)
    ]
    staff = _staff(actor, at, {one.staff_id for one in named.values()})
    return OverseersRead(
        units=units,
        named=named,
        staff=staff,
        able=tuple(people),
        ownerless=vigilance.health(actor=actor, at=at).ownerless,
    )


def _units(actor: Actor, at: datetime) -> Units:
    cards = access.units(actor=actor, at=at)
    return {card.id: f"{card.name} · {card.agency_name}" for card in cards}


def _owners(actor: Actor, at: datetime, cards: Iterable[SignalCard]) -> Staff:
    return _staff(actor, at, {one.owner_id for one in cards})


def _staff(actor: Actor, at: datetime, people: set[uuid.UUID | None]) -> Staff:
    known = [one for one in people if one]
    return access.staff_of(actor=actor, at=at, ids=known) if known else {}
