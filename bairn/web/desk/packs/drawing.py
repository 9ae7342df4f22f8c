"""A pack drawn: its stages in order, the gates between them, and which branches touch which stage.

Plain Python, no words of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bairn.protocols.terms import Branch, Gate, Pack, Required, Step, Text, Titled
from bairn.web.kit.drawing import fitting

WIDTH = 1040
_GAP = 26
_TOP = 18
_BOX = 78
_LANES = _TOP + _BOX + 34
_LANE = 40
_LETTERS = 7.2  # the width of a letter, so that titles are cut to their box


@dataclass(frozen=True, slots=True)
class Box:
    """A stage: where it stands, what it is called in at most two lines, how many steps it has."""

    id: str
    x: float
    width: float
    lines: tuple[str, ...]
    steps: int
    musts: int
    gate: bool

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch below the stages: its title, from where to where, and how many steps in each."""

    label: str
    y: int
    left: float
    right: float
    stops: tuple[tuple[float, int], ...]

    @property
    def anchor(self) -> str:
        """Which end of the title stands above the lane, so that none runs out of the drawing."""
        return "end" if self.left > WIDTH * 0.65 else "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template needs."""

    boxes: tuple[Box, ...]
    lanes: tuple[Lane, ...]
    height: int


def drawing(pack: Pack, *, say: Callable[[Text], str]) -> Drawing:
    """The stages of `pack` from left to right; a branch without steps of its own is left out."""
    width = (WIDTH - 2 - _GAP * (len(pack.stages) - 1)) / len(pack.stages)
    gated = {gate.stage for gate in pack.gates}
    boxes = tuple(
        _box(stage, 1 + n * (width + _GAP), width, _of(pack.steps, stage), stage.id in gated, say)
        for n, stage in enumerate(pack.stages)
    )
    touched = [one for one in pack.branches if any(s.branch == one.id for s in pack.steps)]
    lanes = tuple(_lane(one, n, pack.steps, boxes, say) for n, one in enumerate(touched))
    return Drawing(boxes, lanes, _LANES + _LANE * len(lanes))


def gates_at(pack: Pack, stage: str) -> tuple[Gate, ...]:
    """The gates of `pack` before a stage."""
    return tuple(gate for gate in pack.gates if gate.stage == stage)


def _of(steps: Sequence[Step], stage: Titled) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.stage == stage.id)


def _box(
    stage: Titled,
    x: float,
    width: float,
    steps: Sequence[Step],
    gate: bool,
    say: Callable[[Text], str],
) -> Box:
    return Box(
        id=stage.id,
        x=round(x, 1),
        width=round(width, 1),
        lines=_two_lines(say(stage.title), int((width - 16) / _LETTERS)),
        steps=len(steps),
        musts=sum(step.required is Required.MUST for step in steps),
        gate=gate,
    )


def _two_lines(title: str, most: int) -> tuple[str, ...]:
    if fitting(title, most=most) == title:
        return (title,)
    words, first = title.split(), ""
    while words and fitting(f"{first} {words[0]}".strip(), most=most)[-1:] != "…":
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return (fitting(title, most=most),)
    return (first, fitting(" ".join(words), most=most))


def _lane(
    branch: Branch,
    number: int,
    steps: Sequence[Step],
    boxes: Sequence[Box],
    say: Callable[[Text], str],
) -> Lane:
    counts = [
        (box.middle, sum(s.branch == branch.id and s.stage == box.id for s in steps))
        for box in boxes
    ]
    stops = tuple((x, count) for x, count in counts if count)
    return Lane(
        label=say(branch.title),
        y=_LANES + number * _LANE + 14,
        left=stops[0][0],
        right=stops[-1][0],
        stops=stops,
    )
