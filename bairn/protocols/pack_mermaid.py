"""A pack as a Mermaid flowchart: its stages in order, their steps, and what each gate asks for."""

from collections.abc import Iterator
from itertools import pairwise

from bairn.protocols.terms import Gate, Pack, Step

_CHECK = {"en": "check locally", "zh": "请在当地核实"}
_FIRST = {"en": "first", "zh": "须先完成"}
_CLOSED = {"en": "Closed", "zh": "结案"}


def mermaid(pack: Pack, *, language: str = "en", steps: bool = True) -> str:
    """The flowchart as text; without `steps` the stages and gates alone."""
    return "\n".join(_lines(pack, language, steps)) + "\n"


def _lines(pack: Pack, language: str, steps: bool) -> Iterator[str]:
    yield "flowchart LR"
    for stage in pack.stages:
        own = [step for step in pack.steps if step.stage == stage.id]
        title = _quoted(stage.title.say(language))
        if not steps:
            yield f'  {stage.id}["{title} · {len(own)}"]'
            continue
        yield f'  subgraph {stage.id}["{title}"]'
        yield "    direction TB"
        yield from (f'    s_{_node(step.id)}["{_said(step, language)}"]' for step in own)
        yield "  end"
    yield f'  closed(["{_CLOSED[language]}"])'
    gates = {gate.stage: gate for gate in pack.gates}
    order = [*(stage.id for stage in pack.stages), "closed"]
    for before, after in pairwise(order):
        if after in gates:
            yield from _gate(gates[after], pack, before, language)
        else:
            yield f"  {before} --> {after}"


def _gate(gate: Gate, pack: Pack, before: str, language: str) -> Iterator[str]:
    asked = [step.title.say(language) for step in map(pack.step, gate.needs) if step is not None]
    listed = _quoted(f"{_FIRST[language]}: " + "; ".join(asked))
    if gate.holds:
        # It stands inside the stage: the way to the stage is open, some decisions wait.
        yield f"  {before} --> {gate.stage}"
        yield f'  {gate.stage} --- g_{gate.stage}{{{{"{listed}"}}}}'
        return
    yield f'  {before} --> g_{gate.stage}{{{{"{listed}"}}}} --> {gate.stage}'


def _said(step: Step, language: str) -> str:
    check = f" · {_CHECK[language]}" if step.source.check_locally else ""
    branch = f" · {step.branch}" if step.branch else ""
    return _quoted(f"{step.title.say(language)}{branch}{check}")


def _node(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "#quot;").replace("<", "&lt;")
