"""Reads the rules of triage and refuses what they must never say."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bairn.intake.vocabulary import Fact
from bairn.kernel.catalogue import CatalogueError, load
from bairn.protocols import triggers
from bairn.protocols.terms import Mark, Source, Text
from bairn.triage.terms import BandReason, Effect, Question, Rule, RuleSet

FOLDER = Path(__file__).parent / "catalogue"
WINDOWS = "windows_open"  # ids and kinds of the open windows, laid beside the facts
Document = Mapping[str, Any]


def document(path: Path = FOLDER / "bands.yaml") -> Document:
    """The rules as written, with dates as text so that they have one canonical form."""
    written = load(path)
    content: Document = json.loads(canonical(written))
    return content


def canonical(written: Any) -> str:
    """JSON with sorted keys and no spaces: the content that the digest covers."""
    return json.dumps(written, sort_keys=True, separators=(",", ":"), default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise CatalogueError(f"not a value of a catalogue: {value!r}")


def digest(written: Document) -> str:
    """SHA-256 of the canonical content, hex."""
    return hashlib.sha256(canonical(written).encode()).hexdigest()


def parse(written: Document) -> RuleSet:
    """The rules that a document describes. Raises CatalogueError or TriggerError."""
    review = written["review_due"]
    rules = tuple(_rule(row, review) for row in written["rules"])
    if len({rule.id for rule in rules}) != len(rules):
        raise CatalogueError("bands.yaml: an id stands twice")
    return RuleSet(
        version=f"{written['version']}+{digest(written)[:8]}",
        rules=rules,
        questions=tuple(
            Question(id=row["id"], facts=tuple(row["facts"]), text=_text(row["text"]))
            for row in written["completeness"]
        ),
        floor_text=_text(written["floor"]["text"]),
    )


def _rule(row: Document, review: str) -> Rule:
    effect = Effect(row["effect"])
    if effect is Effect.FLOOR:
        raise CatalogueError(f"bands.yaml: {row['id']}: the floor belongs to the pack")
    source = row["source"]
    return Rule(
        id=row["id"],
        when=triggers.parse(row["when"]),
        effect=effect,
        text=_text(row["text"]),
        source=Source(
            ref=source["ref"],
            art=source.get("art", ""),
            mark=Mark(source["mark"]),
            edition=source["edition"],
            review_due=date.fromisoformat(source.get("review_due", review)),
        ),
    )


def _text(row: Document) -> Text:
    return Text(row["en"], row["zh"])


def faults(written: Document, vocabulary: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is wrong between the rules and the vocabulary of facts; empty when all is well.

    A fact that may never lower a band may stand in
    no rule at all: what no rule reads can change no band.
    """
    rules = parse(written)
    read = {leaf.name for rule in rules.rules for leaf in triggers.leaves(rule.when)} - {WINDOWS}
    never = {name for name, fact in vocabulary.items() if fact.never_lowers}
    silent = set(written["without_effect"])
    return (
        *(f"{name}: no such fact" for name in sorted((read | silent) - set(vocabulary))),
        *(f"{name}: may stand in no rule" for name in sorted(read & never)),
        *(f"{name}: both in a rule and without effect" for name in sorted(read & silent)),
        *(f"{name}: nobody decided" for name in sorted(set(vocabulary) - read - silent - never)),
    )


def raising_reasons(path: Path = FOLDER / "lowering.yaml") -> dict[str, BandReason]:
    """The reasons for which one person may raise a band, by code."""
    return _reasons(load(path)["raising"])


def lowering_reasons(path: Path = FOLDER / "lowering.yaml") -> dict[str, BandReason]:
    """The reasons for which two people may lower a band, by code."""
    return _reasons(load(path)["reasons"])


def never_reasons(path: Path = FOLDER / "lowering.yaml") -> dict[str, BandReason]:
    """What may never be a reason, by code, with the words that say why."""
    return _reasons(load(path)["never"])


def _reasons(rows: Document) -> dict[str, BandReason]:
    return {code: BandReason(code=code, text=_text(row)) for code, row in rows.items()}
