"""A rule of vigilance as the catalogue has it, and what may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bairn.kernel.text import Text
from bairn.protocols.terms import Source

Value = int | str | bool | timedelta | tuple[str, ...]


class Scope(StrEnum):
    """Which cases a rule is asked of; `house` rules are asked of no case."""

    OPEN = "open"
    CLOSED = "closed"
    ANY = "any"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What counts as neglect: which reading says so, who answers by when, on what ground."""

    id: str
    title: Text
    why: Text
    cases: Scope
    reads: str  # a reading of `readings.READINGS`
    given: Mapping[str, Value]  # its parameters
    answer_within: timedelta
    escalate_after: timedelta  # after that, to somebody else, and so again
    again_after: timedelta  # how long an answer holds while the condition stands
    who: tuple[str, ...]  # roles that may answer as owner
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Every rule, by its id, with the version it stands in."""

    version: str
    by_id: Mapping[str, Rule]

    def asked_of(self, *, closed: bool) -> tuple[Rule, ...]:
        """The rules for an open or for a closed case."""
        fitting = {Scope.ANY, Scope.CLOSED if closed else Scope.OPEN}
        return tuple(rule for rule in self.by_id.values() if rule.cases in fitting)

    @property
    def of_the_house(self) -> tuple[Rule, ...]:
        """The rules that concern no single case."""
        return tuple(rule for rule in self.by_id.values() if rule.cases is Scope.HOUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A code that may be chosen, with its words, and whether it needs more."""

    code: str
    text: Text
    needs_words: bool = False
    needs_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an owner may find, and how a unit may explain."""

    findings: Mapping[str, Coded]
    explanations: Mapping[str, Coded]
