"""The Protocol tab's columns: which steps are shown, under which gate. Plain Python, no words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bairn.kernel import catalogue
from bairn.protocols import gates
from bairn.protocols.terms import Board, DueStep, GateNow, StepState, Titled

FINISHED = frozenset({StepState.DONE, StepState.WAIVED})
_PRESSING = frozenset({StepState.OVERDUE, StepState.DUE_SOON, StepState.OPEN, StepState.PAUSED})
_FILE = Path(__file__).parent / "catalogue" / "pack_roles.yaml"


class Show(StrEnum):
    """Which steps a reader asks for."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    SAFETY = "safety"  # safety duties that nobody has done yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A stage with its gate and its steps: those to do, those that wait, those that are over."""

    stage: Titled
    gate: GateNow | None
    now: tuple[DueStep, ...]
    later: tuple[DueStep, ...]
    over: tuple[DueStep, ...]

    @property
    def count(self) -> int:
        """How many steps stand in it."""
        return len(self.now) + len(self.later) + len(self.over)


@dataclass(frozen=True, slots=True)
class Counts:
    """How a case stands with its duties."""

    late: int
    soon: int
    safety: int
    mine: int
    finished: int
    all: int


def columns(board: Board, rows: Iterable[DueStep]) -> tuple[Column, ...]:
    """Each stage of the pack that has one of these steps, or a gate that is shut, in order."""
    kept = tuple(rows)
    shut = {gate.stage: gate for gate in board.gates}
    made = [_column(stage, shut.get(stage.id), kept) for stage in board.stages]
    return tuple(one for one in made if one.count)


def _column(stage: Titled, gate: GateNow | None, rows: tuple[DueStep, ...]) -> Column:
    own = [row for row in rows if row.stage == stage.id]
    return Column(
        stage=stage,
        gate=gate,
        now=tuple(row for row in own if row.state in _PRESSING),
        later=tuple(row for row in own if row.state is StepState.NOT_YET),
        over=tuple(row for row in own if row.state in FINISHED),
    )


def shown(
    rows: Iterable[DueStep], *, show: Show, branch: str, roles: Collection[str]
) -> tuple[DueStep, ...]:
    """The steps that are asked for; a branch that is not named leaves none out."""
    return tuple(
        row
        for row in rows
        if (not branch or row.branch == branch) and _asked(row, show, frozenset(roles))
    )


def _asked(row: DueStep, show: Show, roles: frozenset[str]) -> bool:
    if show is Show.MINE:
        return mine(row, roles)
    if show is Show.LATE:
        return row.state is StepState.OVERDUE
    return show is Show.ALL or (row.safety and row.state not in FINISHED)


def mine(row: DueStep, roles: Collection[str]) -> bool:
    """Whether somebody with these roles of staff works one of the roles that the step names."""
    worked = {name for role in roles for name in pack_roles().get(role, ())}
    return not worked.isdisjoint(row.who)


@lru_cache(maxsize=1)
def pack_roles() -> dict[str, tuple[str, ...]]:
    """Which roles of the packs each role of staff works."""
    return {role: tuple(names) for role, names in catalogue.load(_FILE).items()}


def counts(rows: Iterable[DueStep], *, roles: Collection[str]) -> Counts:
    """How many steps are late, due soon, of safety and open, mine and open, over, and in all."""
    known = tuple(rows)
    waiting = [row for row in known if row.state not in FINISHED]
    return Counts(
        late=sum(row.state is StepState.OVERDUE for row in waiting),
        soon=sum(row.state is StepState.DUE_SOON for row in waiting),
        safety=sum(row.safety for row in waiting),
        mine=sum(mine(row, roles) for row in waiting),
        finished=len(known) - len(waiting),
        all=len(known),
    )


def missing(board: Board, kind: str, stage: str) -> tuple[DueStep, ...]:
    """What a milestone of this kind, which enters `stage`, still waits for at its gate."""
    gate = next((one for one in board.gates if one.stage == stage), None)
    return gate.missing if gate is not None and gates.holds_back(gate, kind=kind) else ()
