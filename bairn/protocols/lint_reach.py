"""What can never happen in a pack: triggers no facts meet, steps and gates that wait in rings."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, product
from math import prod
from typing import Any

from bairn.cases import stages
from bairn.cases.terms import Stage
from bairn.protocols import triggers
from bairn.protocols.deadlines import DONE_OF
from bairn.protocols.findings import Finding
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import CaseFacts, Condition, FactValue, Gate, Pack, Step, Truth

_FREE_STAGES = frozenset({Stage.PROTECT, Stage.EVIDENCE})
_FREE_KINDS = frozenset(
    {"suspect_identified", "suspect_arrested", "arrest_requested", "arrest_approved", "charged"}
)
_TRIALS = 20_000  # assignments tried before a trigger is believed to be reachable


def unreachable(pack: Pack, vocabulary: Document) -> Iterator[Finding]:
    """Triggers that ask for facts nobody defined, or that no facts can ever meet."""
    for row, condition in _conditions(pack):
        unknown = {
            leaf.name
            for leaf in triggers.leaves(condition)
            if leaf.op not in ("always", "happened") and leaf.name not in vocabulary
        }
        for name in sorted(unknown):
            yield Finding(row, "packs.fact", f"unknown fact {name}")
        if not unknown and not reachable(condition, vocabulary):
            yield Finding(row, "packs.unreachable", "no facts can ever meet this trigger")


def _conditions(pack: Pack) -> Iterator[tuple[str, Condition]]:
    courses = {branch.id: branch.trigger for branch in pack.branches}
    for branch in pack.branches:
        yield branch.id, branch.trigger
    for step in pack.steps:
        course = courses.get(step.branch)
        both = Condition("all", parts=(course, step.trigger)) if course else step.trigger
        yield step.id, both
    for window in pack.windows:
        yield window.id, window.applies
        yield from ((window.id, one.when) for one in window.modifiers)


def reachable(condition: Condition, vocabulary: Document) -> bool:
    """Whether some facts and milestones answer yes; found by trying them, up to a limit."""
    leaves = triggers.leaves(condition)
    names = sorted({leaf.name for leaf in leaves if leaf.op not in ("always", "happened")})
    kinds = sorted({leaf.name for leaf in leaves if leaf.op == "happened"})
    choices = [_choices(name, vocabulary[name], leaves) for name in names]
    trials = product(product((False, True), repeat=len(kinds)), product(*choices))
    for marks, values in islice(trials, _TRIALS):
        facts = CaseFacts({n: v for n, v in zip(names, values, strict=True) if v is not None})
        happened = [kind for kind, mark in zip(kinds, marks, strict=True) if mark]
        if triggers.holds(condition, facts, happened) is Truth.YES:
            return True
    # Past the limit nothing is proven either way, and a lint must not cry wolf.
    size: int = prod(len(one) for one in choices) << len(kinds)
    return size > _TRIALS


def _choices(
    name: str, word: dict[str, Any], leaves: Iterable[Condition]
) -> list[FactValue | None]:
    if word["kind"] in ("yes_no", "derived"):
        return [True, False, None]
    if word["kind"] == "code":
        return [*word["codes"], None]
    if word["kind"] == "codes":
        return [tuple(word["codes"]), (), None]
    if word["kind"] == "number":
        edges = [leaf.value for leaf in leaves if leaf.name == name]
        around = [e + step for e in edges if isinstance(e, int) for step in (-1, 0, 1)]
        return [*around, None]
    return ["known", None]  # a moment can only be asked whether it is known


def cycles(pack: Pack) -> Iterator[Finding]:
    """Steps and gates that wait for themselves through others."""
    held = {kind: gate for gate in pack.gates for kind in held_kinds(gate)}
    needs = {step.id: _needs(step, pack, held) for step in pack.steps}
    needs |= {_node(gate): set(gate.needs) for gate in pack.gates}
    for start in sorted(needs):
        reached: set[str] = set()
        frontier = set(needs[start])
        while frontier:
            reached |= frontier
            frontier = {n for step in frontier for n in needs.get(step, ())} - reached
        if start in reached:
            yield Finding(start, "packs.cycle", "waits for itself through other steps or gates")


def held_kinds(gate: Gate) -> frozenset[str]:
    """The kinds of milestone that wait at a gate."""
    enters = stages.table().enters
    return frozenset(gate.holds) or frozenset(
        kind for kind, stage in enters.items() if stage.value == gate.stage
    )


def never_held(gate: Gate) -> tuple[str, ...]:
    """What waits at a gate and never may: care, safety, evidence, and what keeps a suspect away."""
    table = stages.table()
    places = {**table.enters, **table.beside}
    return tuple(
        sorted(
            kind
            for kind in held_kinds(gate)
            if kind in _FREE_KINDS or places.get(kind) in _FREE_STAGES
        )
    )


def _node(gate: Gate) -> str:
    return f"gate:{gate.stage}"


def _needs(step: Step, pack: Pack, held: Mapping[str, Gate]) -> set[str]:
    """Steps and gates that must come before this step can start or be done."""
    needed = set()
    if step.anchor.startswith(DONE_OF):
        needed.add(step.anchor.removeprefix(DONE_OF))
    elif step.anchor in pack.anchors:
        needed |= _makers(pack, set(pack.anchors[step.anchor].milestones), held)
    needed |= set(chain.from_iterable(_makers(pack, {kind}, held) for kind in _must(step.trigger)))
    if step.done_by and all(kind in held for kind in step.done_by):
        needed |= {_node(held[kind]) for kind in step.done_by}
    return needed


def _must(condition: Condition) -> set[str]:
    """The milestones without which a trigger cannot say yes."""
    if condition.op == "happened":
        return {condition.name}
    if condition.op == "all":
        return {kind for part in condition.parts for kind in _must(part)}
    return set()


def _makers(pack: Pack, kinds: set[str], held: Mapping[str, Gate]) -> set[str]:
    # The report itself comes from outside, whatever step declares it.
    if not kinds or "report_received" in kinds:
        return set()
    gates = {_node(held[kind]) for kind in kinds} if all(kind in held for kind in kinds) else set()
    return gates | {one.id for one in pack.steps if one.id in kinds}
