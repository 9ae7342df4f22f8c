"""The funnel of old cases: how many files reached each step. Counts only, for use inside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMarks:
    """What one file has reached, by codes of the funnel, and why a kit of it was never sent."""

    reached: frozenset[str]
    unsent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One step: how many files reached it."""

    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The whole, in the order of the catalogue, and why kits were never sent."""

    steps: tuple[FunnelStep, ...]
    unsent: Mapping[str, int]


def count(steps: Sequence[str], files: Iterable[FileMarks]) -> Funnel:
    """Every file is counted in each step that it reached, and in the first by being there."""
    tally: Counter[str] = Counter()
    unsent: Counter[str] = Counter()
    for file in files:
        tally.update({steps[0], *(file.reached & set(steps))})
        unsent.update(file.unsent)
    return Funnel(
        steps=tuple(FunnelStep(code=code, count=tally[code]) for code in steps),
        unsent=dict(sorted(unsent.items(), key=lambda one: (-one[1], one[0]))),
    )
