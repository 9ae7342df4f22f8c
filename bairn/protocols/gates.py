"""What must stand before a case enters a stage, and whether it stands at a moment.

A gate holds back decisions, never help: what happens at intake, for protection, for evidence and
in aftercare goes through whatever else is missing. A step that does not apply is not missing.
"""

from collections.abc import Iterable, Sequence

from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.protocols.terms import DueStep, Gate, GateNow, Pack, Step

CLOSED = "closed"
NEVER_SHUT = frozenset({"intake", "protect", "evidence", "after"})
_OPEN_TITLE = Text("Nothing has to stand before this stage.", "本阶段无须先满足条件。")


def gates_now(pack: Pack, steps: Iterable[DueStep]) -> tuple[GateNow, ...]:
    """Every gate of the pack, in its order, as it stands with these steps."""
    rows = tuple(steps)
    return tuple(_now(gate, rows) for gate in pack.gates if gate.stage not in NEVER_SHUT)


def gate_at(pack: Pack, stage: str, steps: Iterable[DueStep]) -> GateNow:
    """The gate of a stage; an open one where the pack sets none."""
    found = [one for one in gates_now(pack, steps) if one.stage == stage]
    return found[0] if found else GateNow(stage=stage, title=_OPEN_TITLE, open=True, missing=())


def holds_back(gate: GateNow, *, kind: str) -> bool:
    """Whether a milestone of this kind has to wait at this gate."""
    return not gate.open and (not gate.holds or kind in gate.holds)


def check_open(gate: GateNow, *, kind: str) -> None:
    """Refuses a milestone that has to wait at this gate, naming what is missing."""
    if not holds_back(gate, kind=kind):
        return
    said = Text(
        f"First: {_listed(gate.missing, 'en', '; ')}. Do it, or ask to leave it out.",
        f"请先完成：{_listed(gate.missing, 'zh', '；')}。或申请免除。",
    )
    raise Refusal("protocols.gate", said.en, text=said)


def check_fulfils(step: Step | None, *, kind: str) -> None:
    """Refuses what does not fulfil the step, and a step that the pack does not have."""
    if step is None or kind not in (step.done_by or (step.id,)):
        raise Refusal("protocols.other_step", "This does not fulfil that step.", field="step")


def _listed(rows: Sequence[DueStep], language: str, between: str) -> str:
    return between.join(row.title.say(language) for row in rows)


def _now(gate: Gate, rows: Sequence[DueStep]) -> GateNow:
    missing = tuple(row for row in rows if row.step in gate.needs and not row.met)
    return GateNow(
        stage=gate.stage,
        title=gate.title,
        open=not missing,
        missing=missing,
        holds=gate.holds,
        source=gate.source,
    )
