"""Whether a row applies: a closed set of operators over the facts of a case, written as data.

| in a pack                  | means                                                        |
|----------------------------|--------------------------------------------------------------|
| `always`                   | yes                                                          |
| `{all: [..]}`              | every part                                                   |
| `{any: [..]}`              | at least one part                                            |
| `{not: ..}`                | the opposite; unknown stays unknown                          |
| `{is: {fact: value}}`      | the fact has this value                                      |
| `{in: {fact: [..]}}`       | the fact has one of these values                             |
| `{has: {fact: code}}`      | the list of codes holds this one                             |
| `{at_least: {fact: n}}`    | the number is n or more                                      |
| `{below: {fact: n}}`       | the number is less than n                                    |
| `{known: fact}`            | somebody has recorded the fact                               |
| `{happened: milestone}`    | a milestone of this kind or of this step stands on the case  |
| `{possible: ..}`           | not ruled out: yes, or unknown                               |

Answers are three-valued (Kleene): a fact that nobody has recorded is neither yes nor no. A step
and a digital window apply when their trigger says yes; a biological or medical window applies
unless its condition says no.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from bairn.protocols.terms import CaseFacts, Condition, FactValue, Truth

GROUPS = frozenset({"all", "any"})
WRAPPERS = frozenset({"not", "possible"})
COMPARISONS = frozenset({"is", "in", "has", "at_least", "below"})
NAMES = frozenset({"known", "happened"})
OPERATORS = GROUPS | WRAPPERS | COMPARISONS | NAMES | {"always"}
ALWAYS = Condition("always")


class TriggerError(ValueError):
    """A trigger is not written in the closed set of operators; the message says which part."""


def parse(written: Any) -> Condition:
    """The condition that a pack writes. Raises TriggerError for anything outside the table."""
    if written == "always":
        return ALWAYS
    if not isinstance(written, Mapping) or len(written) != 1:
        raise TriggerError(f"one operator expected, found {written!r}")
    op, body = next(iter(written.items()))
    if op in GROUPS and isinstance(body, list) and body:
        return Condition(op, parts=tuple(parse(part) for part in body))
    if op in WRAPPERS:
        return Condition(op, parts=(parse(body),))
    if op in COMPARISONS and isinstance(body, Mapping) and len(body) == 1:
        name, value = next(iter(body.items()))
        return Condition(op, name=str(name), value=_value(op, value))
    if op in NAMES and isinstance(body, str):
        return Condition(op, name=body)
    raise TriggerError(f"unknown or malformed operator {op!r}: {body!r}")


def _value(op: str, value: Any) -> FactValue:
    if op in ("at_least", "below"):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TriggerError(f"{op} compares whole numbers, found {value!r}")
        return value
    if op == "in":
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise TriggerError(f"in needs a list of codes, found {value!r}")
        return tuple(value)
    if not isinstance(value, bool | int | str) or (op == "has" and not isinstance(value, str)):
        raise TriggerError(f"{op} needs a code, found {value!r}")
    return value


def holds(condition: Condition, facts: CaseFacts, happened: Collection[str] = ()) -> Truth:
    """What `condition` answers; `happened` holds the kinds and step ids of the milestones."""
    if condition.op == "always":
        return Truth.YES
    if condition.parts:
        answers = [holds(part, facts, happened) for part in condition.parts]
        return _JOIN[condition.op](answers)
    if condition.op == "happened":
        return _truth(condition.name in happened)
    value = facts.values.get(condition.name)
    if condition.op == "known":
        return _truth(value is not None or condition.name in facts.moments)
    if value is None:
        return Truth.UNKNOWN
    return _COMPARE[condition.op](value, condition.value)


def _truth(answer: bool) -> Truth:
    return Truth.YES if answer else Truth.NO


def _all(answers: list[Truth]) -> Truth:
    if Truth.NO in answers:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in answers else Truth.YES


def _any(answers: list[Truth]) -> Truth:
    if Truth.YES in answers:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in answers else Truth.NO


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
_JOIN: dict[str, Callable[[list[Truth]], Truth]] = {
    "all": _all,
    "any": _any,
    "not": lambda answers: _OPPOSITE[answers[0]],
    "possible": lambda answers: _truth(answers[0] is not Truth.NO),
}


def _same(value: FactValue, wanted: FactValue | None) -> Truth:
    # True == 1 in Python: a yes must not pass for the number one.
    return _truth(type(value) is type(wanted) and value == wanted)


def _number(value: FactValue, test: Callable[[int], bool]) -> Truth:
    if isinstance(value, bool) or not isinstance(value, int):
        return Truth.UNKNOWN
    return _truth(test(value))


def _holds_code(value: FactValue, wanted: FactValue | None) -> Truth:
    return _truth(isinstance(value, tuple) and wanted in value)


_COMPARE: dict[str, Callable[[FactValue, Any], Truth]] = {
    "is": _same,
    "in": lambda value, wanted: _truth(value in wanted),
    "has": _holds_code,
    "at_least": lambda value, wanted: _number(value, lambda number: number >= wanted),
    "below": lambda value, wanted: _number(value, lambda number: number < wanted),
}


Test = Callable[[Mapping[str, FactValue], Mapping[str, object], Collection[str]], Truth]


def compiled(condition: Condition) -> Test:
    """`holds` for one condition as a closure over values, moments and what happened.

    It answers exactly as `holds` does, without walking the condition again for every case.
    """
    name, wanted = condition.name, condition.value
    if condition.op == "always":
        return lambda values, moments, happened: Truth.YES
    if condition.parts:
        join, parts = _JOIN[condition.op], tuple(map(compiled, condition.parts))
        return lambda values, moments, happened: join(
            [part(values, moments, happened) for part in parts]
        )
    if condition.op == "happened":
        return lambda values, moments, happened: _truth(name in happened)
    if condition.op == "known":
        return lambda values, moments, happened: _truth(
            values.get(name) is not None or name in moments
        )
    compare = _COMPARE[condition.op]

    def compared(
        values: Mapping[str, FactValue], moments: Mapping[str, object], happened: Collection[str]
    ) -> Truth:
        value = values.get(name)
        return Truth.UNKNOWN if value is None else compare(value, wanted)

    return compared


def asked(condition: Condition) -> tuple[frozenset[str], frozenset[str]]:
    """The facts and the milestones that a condition asks about: nothing else can change it."""
    every = leaves(condition)
    facts = {leaf.name for leaf in every if leaf.op not in ("always", "happened")}
    return frozenset(facts), frozenset(leaf.name for leaf in every if leaf.op == "happened")


def leaves(condition: Condition) -> tuple[Condition, ...]:
    """Every condition without parts, in the order of reading."""
    if not condition.parts:
        return (condition,)
    return tuple(leaf for part in condition.parts for leaf in leaves(part))
