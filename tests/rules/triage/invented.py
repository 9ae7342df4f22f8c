"""Invented reports for the rules of triage: calm, coded, and about nobody."""

import uuid
from datetime import UTC, date, datetime, timedelta

from bairn.intake import vocabulary
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts, Mark, Source, Text
from bairn.triage import bands, ruleset
from bairn.triage.terms import Assessment, Band, Cause, Floor, OpenWindow, Standpoint

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOURCE = Source(ref="CRC", art="1", mark=Mark.V, edition="1989", review_due=date(2027, 6, 1))
FLOOR = Floor(band=Band.B, child_below=18, source=SOURCE)
RULES = ruleset.parse(ruleset.document())
VOCABULARY = vocabulary.facts()
NEVER = sorted(name for name, fact in VOCABULARY.items() if fact.never_lowers)
ADULT = {"victim_age_min": 30, "victim_age_max": 40}


def assess(*windows: OpenWindow, moments=None, floor=FLOOR, **values) -> Assessment:
    """What the shipped rules say of these facts."""
    facts = CaseFacts(values, moments or {})
    return bands.assess(ruleset=RULES, facts=facts, floor=floor, windows=windows)


def window(name="vaginal_swab", kind="biological", hours: float | None = 52) -> OpenWindow:
    """A window that closes so many hours from NOW."""
    return OpenWindow(
        window=name,
        kind=kind,
        title=Text("A window", "窗口"),
        closes_at=None if hours is None else NOW + timedelta(hours=hours),
        source=SOURCE,
    )


def contact(hours_ago: float) -> dict[str, Bounds]:
    """A last contact so many hours before NOW."""
    return {"last_contact_at": Bounds.exactly(NOW - timedelta(hours=hours_ago))}


def standpoint(found: Assessment) -> Standpoint:
    """The assessment as if it had been kept."""
    return Standpoint(
        id=uuid.uuid4(),
        report_id=uuid.uuid4(),
        number=1,
        cause=Cause.RULES,
        reason="",
        band=found.band,
        found=found.band,
        floor=found.floor,
        floor_applied=found.floor_applied,
        ahead=found.ahead,
        reasons=found.reasons,
        missing=found.missing,
        windows=found.windows,
        completeness=found.completeness,
        lowered_knowing=None,
        ruleset=found.ruleset,
        assessed_at=NOW,
        by_id=uuid.uuid4(),
    )
