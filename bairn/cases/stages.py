"""How far a case has come: read from its milestones, never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bairn.cases.terms import Milestone, Stage, StageLine, StagePoint
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

FILE = Path(__file__).parent / "catalogue" / "stages.yaml"
CLOSED = "case_closed"
REOPENED = "case_reopened"


@dataclass(frozen=True, slots=True)
class StageTable:
    """Which kinds of milestone bring a case into which stage, and which stand beside it."""

    titles: Mapping[Stage, Text]
    enters: Mapping[str, Stage]
    beside: Mapping[str, Stage]
    after_closing: frozenset[str]  # what a closed case still takes
    own_acts: frozenset[str]  # what is recorded with all that belongs to it, never by hand

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of milestone that has a stage."""
        return frozenset(self.enters) | frozenset(self.beside)


@cache
def table() -> StageTable:
    """The stages as the catalogue has them. Raises CatalogueError for a kind in two places."""
    document: Any = catalogue.load(FILE)
    rows = {Stage(name): row for name, row in document["stages"].items()}
    pairs = [
        (kind, stage) for stage, row in rows.items() for kind in (*row["enters"], *row["beside"])
    ]
    if tuple(rows) != tuple(Stage) or len(pairs) != len(dict(pairs)):
        raise catalogue.CatalogueError(f"{FILE.name}: a stage is missing or a kind stands twice")
    return StageTable(
        titles={stage: Text(**row["title"]) for stage, row in rows.items()},
        enters={kind: stage for stage, row in rows.items() for kind in row["enters"]},
        beside={kind: stage for stage, row in rows.items() for kind in row["beside"]},
        after_closing=frozenset(document["after_closing"]),
        own_acts=frozenset(document["own_acts"]),
    )


def may_be_marked(kind: str) -> None:
    """Raises Refusal for what has an act of its own: a mark alone would say what nobody did."""
    if kind in table().own_acts:
        raise Refusal("cases.own_act", "This is written down on a page of its own.", field="kind")


def line(milestones: Iterable[Milestone]) -> StageLine:
    """The stages of a case in their order; `now` is the furthest that was entered.

    A case without a milestone is at intake. Closed counts until the case is reopened; then the
    case stands where it stood before.
    """
    stages = table()
    past = sorted(milestones, key=lambda one: (one.at, one.recorded_at, one.id))
    closed = is_closed(past)
    entered: dict[Stage, list[Milestone]] = {stage: [] for stage in Stage}
    beside: dict[Stage, int] = dict.fromkeys(Stage, 0)
    for one in past:
        if (stage := stages.enters.get(one.kind)) is not None:
            entered[stage].append(one)
        elif (stage := stages.beside.get(one.kind)) is not None:
            beside[stage] += 1
    if not closed:
        entered[Stage.CLOSED] = []
    return StageLine(
        now=max((stage for stage in Stage if entered[stage]), key=_place, default=Stage.INTAKE),
        points=tuple(
            StagePoint(
                stage=stage,
                title=stages.titles[stage],
                entered_at=(marks[-1] if stage is Stage.CLOSED else marks[0]).at if marks else None,
                marks=len(marks) + beside[stage],
            )
            for stage, marks in entered.items()
        ),
    )


def is_closed(milestones: Iterable[Milestone]) -> bool:
    """Whether the last word on closing is that the case is closed."""
    closing = [one for one in milestones if one.kind in (CLOSED, REOPENED)]
    last = max(closing, key=lambda one: (one.recorded_at, one.id), default=None)
    return last is not None and last.kind == CLOSED


def _place(stage: Stage) -> int:
    return tuple(Stage).index(stage)
