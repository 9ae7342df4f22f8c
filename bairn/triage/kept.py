"""Between the tables of triage and its terms: assessments, their rules, the current standing."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bairn.protocols.terms import Mark, Source, Text
from bairn.triage import models, ruleset
from bairn.triage.bands import floor_reason
from bairn.triage.terms import (
    Band,
    Cause,
    Effect,
    OpenWindow,
    Reason,
    Rule,
    RuleSet,
    Standpoint,
)


@lru_cache(maxsize=1)
def current_rules() -> tuple[str, RuleSet]:
    """The digest and the rules on disk, read once in the life of a process."""
    written = ruleset.document()
    return ruleset.digest(written), ruleset.parse(written)


def keep_edition(*, at: datetime) -> str:
    """Keeps the rules on disk under their digest, once; returns the digest."""
    digest, rules = current_rules()
    models.Edition.objects.get_or_create(
        digest=digest,
        defaults={
            "version": rules.version,
            "content": _written(),
            "kept_at": at,
        },
    )
    return digest


@lru_cache(maxsize=1)
def _written() -> str:
    """The rules on disk as they are kept; reading them takes longer than any assessment."""
    return ruleset.canonical(ruleset.document())


@lru_cache(maxsize=64)
def rules_of(digest: str) -> RuleSet:
    """The rules of this digest, as they were kept; raises ValueError when they were changed."""
    digest_on_disk, rules = current_rules()
    if digest == digest_on_disk:
        return rules
    written = json.loads(models.Edition.objects.get(digest=digest).content)
    if ruleset.digest(written) != digest:
        raise ValueError("kept rules do not match their digest")
    return ruleset.parse(written)


def latest(report_id: uuid.UUID) -> Standpoint | None:
    """Where a report stands now; None when it was never assessed."""
    row = models.Assessment.objects.filter(report_id=report_id).order_by("-number").first()
    return None if row is None else standpoint(row)


def standpoint(row: models.Assessment) -> Standpoint:
    """One kept assessment with the words and sources it was made under."""
    rules = rules_of(row.edition_id)
    by_id = {rule.id: rule for rule in rules.rules}
    asked = {question.id: question for question in rules.questions}
    return Standpoint(
        id=row.id,
        report_id=row.report_id,
        number=row.number,
        cause=Cause(row.cause),
        reason=row.reason,
        band=Band(row.band),
        found=Band(row.found),
        floor=None if row.floor is None else Band(row.floor),
        floor_applied=row.floor_applied,
        ahead=row.ahead,
        reasons=_reasons(row, rules, by_id),
        missing=tuple(asked[code] for code in row.missing),
        windows=tuple(window_of(one) for one in row.windows),
        completeness=row.completeness,
        lowered_knowing=None if row.lowered_knowing is None else frozenset(row.lowered_knowing),
        ruleset=rules.version,
        assessed_at=row.assessed_at,
        by_id=row.by_id,
    )


def _reasons(
    row: models.Assessment, rules: RuleSet, by_id: Mapping[str, Rule]
) -> tuple[Reason, ...]:
    held = tuple(
        Reason(code=rule.id, text=rule.text, source=rule.source, effect=rule.effect)
        for rule in (by_id[code] for code in row.reasons)
    )
    if row.floor_source is None:
        return held
    return (*held, floor_reason(rules, _source_of(row.floor_source)))


def insert(point: Standpoint, *, edition: str) -> None:
    """Keeps a further assessment of a report; none before it is touched."""
    floor = next((one for one in point.reasons if one.effect is Effect.FLOOR), None)
    models.Assessment(
        id=point.id,
        report_id=point.report_id,
        number=point.number,
        cause=point.cause.value,
        reason=point.reason,
        band=point.band.value,
        found=point.found.value,
        floor=None if point.floor is None else point.floor.value,
        floor_applied=point.floor_applied,
        floor_source=None if floor is None else _source_kept(floor.source),
        ahead=point.ahead,
        reasons=[one.code for one in point.reasons if one is not floor],
        missing=[one.id for one in point.missing],
        windows=[window_kept(one) for one in point.windows],
        completeness=point.completeness,
        lowered_knowing=None if point.lowered_knowing is None else sorted(point.lowered_knowing),
        edition_id=edition,
        assessed_at=point.assessed_at,
        by_id=point.by_id,
    ).save(force_insert=True)


def window_kept(one: OpenWindow) -> dict[str, Any]:
    """An open window as JSON: with its words and source, since packs move on."""
    return {
        "window": one.window,
        "kind": one.kind,
        "en": one.title.en,
        "zh": one.title.zh,
        "closes_at": None if one.closes_at is None else one.closes_at.isoformat(),
        "source": _source_kept(one.source),
    }


def window_of(row: Mapping[str, Any]) -> OpenWindow:
    """An open window as it was kept."""
    closes_at = row["closes_at"]
    return OpenWindow(
        window=row["window"],
        kind=row["kind"],
        title=Text(row["en"], row["zh"]),
        closes_at=None if closes_at is None else datetime.fromisoformat(closes_at),
        source=_source_of(row["source"]),
    )


def _source_kept(source: Source) -> list[str]:
    return [source.ref, source.art, source.mark.value, source.edition, str(source.review_due)]


def _source_of(kept: Sequence[str]) -> Source:
    ref, art, mark, edition, review_due = kept
    return Source(
        ref=ref,
        art=art,
        mark=Mark(mark),
        edition=edition,
        review_due=date.fromisoformat(review_due),
    )
