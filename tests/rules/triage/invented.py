"""Invented reports for the rules of triage: calm, coded, and about nobody."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import bairn
from bairn.kernel import catalogue
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import CaseFacts, Mark, Source, Text
from bairn.triage import bands, ruleset
from bairn.triage.terms import Assessment, Band, Floor, OpenWindow

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOURCE = Source(ref="CRC", art="1", mark=Mark.V, edition="1989", review_due=date(2027, 6, 1))
FLOOR = Floor(band=Band.B, child_below=18, source=SOURCE)
RULES = ruleset.parse(ruleset.document())
VOCABULARY = catalogue.load(Path(bairn.__file__).parent / "intake" / "catalogue" / "facts.yaml")
NEVER = sorted(name for name, row in VOCABULARY.items() if row.get("lowers") == "never")
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
