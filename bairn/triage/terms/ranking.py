"""Bands, rules and their effects, reasons, and what an assessment says."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bairn.protocols.terms import Condition, Mark, Source, Text


class Band(IntEnum):
    """How soon a report is taken up; the smaller the number, the more urgent."""

    A = 1
    B = 2
    C = 3

    @property
    def word(self) -> Text:
        """The band in a word: now, today, planned."""
        return _WORDS[self]

    def raised(self) -> "Band":
        """The next more urgent band; A stays A."""
        return Band(max(self - 1, Band.A))

    @staticmethod
    def most_urgent(*bands: "Band") -> "Band":
        """The most urgent of these bands; C of none."""
        return min(bands, default=Band.C)


_WORDS = {
    Band.A: Text("now", "立即"),
    Band.B: Text("today", "当日"),
    Band.C: Text("planned", "按计划"),
}


class Effect(StrEnum):
    """What a rule does to the place of a report."""

    NOW = "now"  # band A
    TODAY = "today"  # at least band B
    RAISE = "raise"  # one band above what now and today give; several together raise once
    LIFT = "lift"  # one band above everything else, the floor as well; several lift once
    AHEAD = "ahead"  # ahead of others within its band; the band stays
    FLOOR = "floor"  # never below this band: the pack's promise to every child


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule about a report: when it holds, what follows, in which words, from which source."""

    id: str
    when: Condition
    effect: Effect
    text: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something a complete report answers: known as soon as one of these facts is."""

    id: str
    facts: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one version; `version` ends in a digest of the content, so no edit hides."""

    version: str
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    floor_text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The pack's promise: below this age, or with the age unknown, never below this band."""

    band: Band
    child_below: int  # years
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """A window for evidence or medicine that is open now, as protocols read it."""

    window: str
    kind: str
    title: Text
    closes_at: datetime | None  # None: open, and nobody knows until when
    source: Source

    def hours_left(self, at: datetime) -> float | None:
        """Hours until it closes, never below 0; None when nobody knows."""
        if self.closes_at is None:
            return None
        return max((self.closes_at - at).total_seconds() / 3600, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a report stands where it stands: a rule that held, with its source."""

    code: str
    text: Text
    source: Source
    effect: Effect

    @property
    def mark(self) -> Mark:
        """How far the source was checked."""
        return self.source.mark

    @property
    def check_locally(self) -> bool:
        """Whether the reason must carry the words "check locally"."""
        return self.source.check_locally


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of a report: how soon, why, and, quite apart, how complete it is."""

    band: Band
    reasons: tuple[Reason, ...]
    floor: Band | None  # the floor that protects this report; None: a known adult
    floor_applied: bool  # without the floor the band would be less urgent
    ahead: bool
    windows: tuple[OpenWindow, ...]  # nearest closing first
    completeness: int  # 0 to 100; never part of the band
    missing: tuple[Question, ...]
    ruleset: str

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all reasons."""
        return frozenset(reason.code for reason in self.reasons)
