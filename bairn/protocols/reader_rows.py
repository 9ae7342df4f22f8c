"""A step of a pack with everything about it that is the same in every case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bairn.protocols import deadlines, triggers, wording
from bairn.protocols.terms import Pack, Step


@dataclass(frozen=True, slots=True)
class Row:
    """A step with everything that is the same in every case."""

    step: Step
    applies: triggers.Test
    branch: triggers.Test | None
    waits: bool  # its anchor is something that has still to happen
    names: frozenset[str]  # kinds and steps of a milestone that fulfil it
    fixed: Mapping[str, Any]  # of the due step: what the pack alone says


def row_of(step: Step, pack: Pack, branches: Mapping[str, triggers.Test]) -> Row:
    """The step made ready; `branches` are the triggers of the pack's courses."""
    return Row(
        step=step,
        applies=triggers.compiled(step.trigger),
        branch=branches[step.branch] if step.branch else None,
        waits=deadlines.waits_for_milestone(step.anchor, pack),
        names=frozenset({step.id, *step.done_by}),
        fixed=_fixed(step, pack),
    )


def _fixed(step: Step, pack: Pack) -> Mapping[str, Any]:
    return {
        "step": step.id,
        "pack": pack.id,
        "version": pack.version,
        "stage": step.stage,
        "title": step.title,
        "advice": step.advice,
        "who": step.roles,
        "who_titles": tuple(pack.roles[role].title for role in step.roles),
        "required": step.required,
        "safety": step.safety,
        "anchor": step.anchor,
        "escalates_to": step.on_overdue,
        "escalates_to_title": pack.roles[step.on_overdue].title,
        "why": wording.why_step(step, pack),
        "basis": step.basis,
        "source": step.source,
        "check_locally": step.source.check_locally,
        "pause_reasons": step.pause_reasons,
        "done_by": step.done_by,
        "branch": step.branch,
    }
