"""Reads the rules of vigilance, and says what is wrong with them before anybody relies on them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bairn.access.terms import Role
from bairn.cases import stages
from bairn.evidence.terms.neglect import Forsaken
from bairn.kernel.catalogue import CatalogueError, load
from bairn.kernel.periods import Span
from bairn.kernel.text import Text
from bairn.protocols import packs
from bairn.protocols.terms import Mark, Source
from bairn.vigilance.readings import READINGS
from bairn.vigilance.readings.found import Kind
from bairn.vigilance.terms.rule import Answers, Coded, Rule, Rules, Scope, Value

FOLDER = Path(__file__).parent / "catalogue"
NEVER = timedelta.max
# Who may own a signal at all: somebody who answers for work, or who inspects it.
OWNING = frozenset({Role.SUPERVISOR.value, Role.PROSECUTOR.value, Role.INSPECTOR.value})
_KEYS = frozenset(
    {
        "id", "title", "why", "cases", "reads", "given", "answer_within", "escalate_after",
        "again_after", "who", "source",
    }
)  # fmt: skip
_LONGEST = timedelta(days=366)
Document = Mapping[str, Any]


@cache
def rules() -> Rules:
    """The rules on disk, read once in the life of a process."""
    return parse(load(FOLDER / "rules.yaml"))


@cache
def answers() -> Answers:
    """What may be found and explained."""
    written: Document = load(FOLDER / "answers.yaml")
    return Answers(
        findings=_coded(written["findings"]), explanations=_coded(written["explanations"])
    )


def _coded(rows: Document) -> dict[str, Coded]:
    return {
        code: Coded(
            code=code,
            text=Text(row["en"], row["zh"]),
            needs_words=row.get("needs_words", False),
            needs_date=row.get("needs_date", False),
        )
        for code, row in rows.items()
    }


def parse(written: Document) -> Rules:
    """The rules that a document describes. Raises CatalogueError and names the rule."""
    found: dict[str, Rule] = {}
    for row in written["rules"]:
        rule = _rule(row, written["review_due"])
        if rule.id in found:
            raise CatalogueError(f"rules.yaml: {rule.id} stands twice")
        found[rule.id] = rule
    return Rules(version=str(written["version"]), by_id=found)


def _rule(row: Document, review_due: date) -> Rule:
    name = row.get("id", "?")
    if set(row) != _KEYS:
        raise CatalogueError(f"rules.yaml: {name}: wrong keys {sorted(set(row) ^ _KEYS)}")
    reading = READINGS.get(row["reads"])
    if reading is None:
        raise CatalogueError(f"rules.yaml: {name}: there is no reading {row['reads']}")
    if set(row["given"]) != set(reading.given):
        raise CatalogueError(f"rules.yaml: {name}: {row['reads']} takes {sorted(reading.given)}")
    return Rule(
        id=name,
        title=Text(row["title"]["en"], row["title"]["zh"]),
        why=Text(row["why"]["en"], row["why"]["zh"]),
        cases=Scope(row["cases"]),
        reads=row["reads"],
        given={key: _value(name, reading.given[key], value) for key, value in row["given"].items()},
        answer_within=span_of(row["answer_within"]),
        escalate_after=span_of(row["escalate_after"]),
        again_after=NEVER if row["again_after"] == "never" else span_of(row["again_after"]),
        who=tuple(row["who"]),
        source=_source(row["source"], review_due),
    )


def _value(name: str, kind: Kind, value: Any) -> Value:
    """A parameter as its reading takes it. Raises CatalogueError for one of another kind."""
    if kind is Kind.SPAN and isinstance(value, str):
        return span_of(value)
    if kind is Kind.YES_NO and isinstance(value, bool):
        return value
    if kind is Kind.COUNT and isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    lists = kind in (Kind.MILESTONES, Kind.FACTS, Kind.ACTS, Kind.WAYS)
    if lists and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise CatalogueError(f"rules.yaml: {name}: {value!r} is no {kind.value}")


def span_of(text: str) -> timedelta:
    """Days and hours as elapsed time. Raises CatalogueError for anything else."""
    try:
        span = Span.parse(text)
    except (ValueError, TypeError) as wrong:
        raise CatalogueError(f"rules.yaml: {text!r} is no span") from wrong
    if span.months:
        raise CatalogueError(f"rules.yaml: {text!r}: count in days")
    return timedelta(days=span.days) + span.elapsed


def _source(row: Document, review_due: date) -> Source:
    return Source(
        ref=row["ref"],
        art=row["art"],
        mark=Mark(row["mark"]),
        edition=row["edition"],
        review_due=row.get("review_due", review_due),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a rule; a warning may stay."""

    rule: str
    code: str
    text: str
    warning: bool = False


def faults(book: Rules, *, on: date, acts: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with the rules; `acts` are the names that the policy knows."""
    known = {
        Kind.MILESTONES: stages.table().kinds,
        Kind.FACTS: frozenset(packs.vocabulary()),
        Kind.ACTS: frozenset(acts),
        Kind.WAYS: frozenset(one.value for one in Forsaken),
    }
    return tuple(fault for rule in book.by_id.values() for fault in _faults(rule, known, on))


def _faults(rule: Rule, known: Mapping[Kind, frozenset[str]], on: date) -> Iterator[Finding]:
    reading = READINGS[rule.reads]
    for key, kind in reading.given.items():
        value = rule.given[key]
        if kind in known and isinstance(value, tuple):
            for one in sorted(set(value) - known[kind]):
                yield Finding(rule.id, "unknown", f"{key}: there is no {one}")
    if reading.house is not (rule.cases is Scope.HOUSE):
        yield Finding(
            rule.id, "scope", f"{rule.reads} reads {'the house' if reading.house else 'a case'}"
        )
    if not rule.who or not set(rule.who) <= OWNING or Role.INSPECTOR.value not in rule.who:
        yield Finding(
            rule.id,
            "who",
            "an inspector may always answer, beside nobody else than " + ", ".join(sorted(OWNING)),
        )
    for name in ("answer_within", "escalate_after", "again_after"):
        span: timedelta = getattr(rule, name)
        if not timedelta() < span <= _LONGEST and not (name == "again_after" and span == NEVER):
            yield Finding(rule.id, "span", f"{name} has to be more than nothing and at most a year")
    if rule.source.review_due < on:
        yield Finding(
            rule.id, "review", f"its source was due for review on {rule.source.review_due}", True
        )
