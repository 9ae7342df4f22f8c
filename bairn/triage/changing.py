"""The one way in which a report comes to stand somewhere: a further assessment and its place."""

import uuid
from dataclasses import replace
from datetime import datetime

from bairn.intake.terms import ReportCard
from bairn.kernel import ids
from bairn.protocols import packs
from bairn.protocols.terms import Pack
from bairn.triage import bands, duplicates, kept, lowering, models, projection, reading
from bairn.triage.terms import Assessment, Band, Cause, Standing, Standpoint


def by_rules(card: ReportCard, *, at: datetime) -> Assessment:
    """What the rules say of the report now, together with the reports joined to it."""
    pack = pack_of(card)
    found = bands.assess(
        ruleset=kept.current_rules()[1],
        facts=reading.facts_of(card),
        floor=reading.floor_of(pack.thresholds),
        windows=reading.open_windows(pack, card, at=at),
    )
    return duplicates.together(found, joined_to(card.id))


def pack_of(card: ReportCard) -> Pack:
    """The report's pack; without one, the pack that protects most, so that no hint is a risk."""
    known = packs.ids()
    if card.pack in known:
        return packs.current(card.pack)
    return min(map(packs.current, known), key=_protection)


def _protection(pack: Pack) -> tuple[Band, int, str]:
    return Band[pack.thresholds.floor_band], -pack.thresholds.child_below, pack.id


def joined_to(report_id: uuid.UUID) -> tuple[Standpoint, ...]:
    """Where the reports that were joined to this one stand."""
    joined = models.QueueItem.objects.filter(merged_into=report_id, assessment_id__isnull=False)
    rows = models.Assessment.objects.filter(id__in=joined.values("assessment_id"))
    return tuple(kept.standpoint(row) for row in rows.order_by("report_id"))


def settle(
    card: ReportCard,
    found: Assessment,
    standing: Standing,
    *,
    cause: Cause,
    reason: str = "",
    at: datetime,
    by: uuid.UUID,
) -> Standpoint:
    """Keeps where the report stands from now on, unless nothing changed, and renews its place.

    The report's row in the queue must be locked.
    """
    before = kept.latest(card.id)
    point = _point(card.id, found, standing, cause, reason, at, by)
    if before is not None and cause is Cause.RULES and _same(before, point):
        projection.show(card, before, at=at)
        return before
    point = replace(point, number=1 if before is None else before.number + 1)
    kept.insert(point, edition=kept.keep_edition(at=at))
    projection.show(card, point, at=at)
    return point


def _point(
    report_id: uuid.UUID,
    found: Assessment,
    standing: Standing,
    cause: Cause,
    reason: str,
    at: datetime,
    by: uuid.UUID,
) -> Standpoint:
    return Standpoint(
        id=ids.new_id(),
        report_id=report_id,
        number=1,
        cause=cause,
        reason=reason,
        band=standing.band,
        found=found.band,
        floor=standing.floor,
        floor_applied=found.floor_applied,
        ahead=found.ahead,
        reasons=found.reasons,
        missing=found.missing,
        windows=found.windows,
        completeness=found.completeness,
        lowered_knowing=standing.lowered_knowing,
        ruleset=found.ruleset,
        assessed_at=at,
        by_id=by,
    )


def _same(before: Standpoint, point: Standpoint) -> bool:
    """Whether two assessments say the same, whoever made them and when."""
    return before == replace(
        point,
        id=before.id,
        number=before.number,
        cause=before.cause,
        reason=before.reason,
        assessed_at=before.assessed_at,
        by_id=before.by_id,
    )


def after_rules(before: Standpoint | None, found: Assessment) -> Standing:
    """Where the report stands after the rules were asked anew."""
    return lowering.standing_after(None if before is None else before.standing, found)
