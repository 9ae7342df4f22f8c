"""The catalogue of proof: offences with their elements, kinds of proof, coded reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from bairn.kernel.text import Text
from bairn.protocols.terms import Source, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofKind:
    """A kind of proof, and which milestones put it on record in which state."""

    id: str
    title: Text
    alone: bool  # False: never enough by itself, however clear it is
    clinical: bool  # only a clinician says that it can no longer be had
    on_record: Mapping[str, str]  # kind of milestone to the state that it suggests


@dataclass(frozen=True, slots=True, kw_only=True)
class StateReason:
    """Why an item is refused or impossible."""

    id: str
    title: Text
    state: str  # refused or impossible
    clinical: bool  # whether it may stand beside what only a clinician decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What has to be shown for an offence, and by what it is usually shown."""

    id: str
    title: Text
    asks: tuple[str, ...]  # kinds of proof
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """An offence of a pack's law with its elements."""

    id: str
    title: Text
    law: Source
    elements: tuple[Element, ...]

    def element(self, element_id: str) -> Element | None:
        """The element of this id, if the offence has it."""
        return next((one for one in self.elements if one.id == element_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A rule of evidence to be kept in mind while the board is filled."""

    id: str
    text: Text
    offences: tuple[str, ...]  # empty: for all of them
    prosecutor_only: bool  # a fact of sentencing that must not steer the inquiry
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceTable:
    """The offences of one pack."""

    pack: str
    offences: tuple[Offence, ...]
    reminders: tuple[Reminder, ...]

    def offence(self, offence_id: str) -> Offence | None:
        """The offence of this id, if the pack has it."""
        return next((one for one in self.offences if one.id == offence_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every code that may be chosen on a board, with its words."""

    kinds: Mapping[str, ProofKind]
    holders: Mapping[str, Titled]  # from whom proof can be had
    reasons: Mapping[str, StateReason]
    drops: Mapping[str, Titled]  # why an offence is considered no longer
    questions: Mapping[str, Titled]  # what a prosecutor is asked
    advice: Mapping[str, Titled]  # what a prosecutor advises


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a table: where, a code to grep for, what to mend. Only a warning may ship."""

    row: str
    code: str
    text: str
    warning: bool = False
