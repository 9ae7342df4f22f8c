"""The words of the funnel of old cases: how many files reached each step; for use inside."""

from collections.abc import Mapping
from dataclasses import dataclass


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
