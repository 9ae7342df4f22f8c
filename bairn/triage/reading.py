"""A report as the rules read it: its facts, the windows open in it, the floor of its pack."""

from datetime import datetime

from bairn.intake import vocabulary
from bairn.intake.terms import ReportCard
from bairn.kernel.periods import Bounds
from bairn.protocols.terms import (
    CaseFacts,
    FactValue,
    Pack,
    Thresholds,
    WindowKind,
    WindowNow,
    WindowState,
)
from bairn.protocols.windows import windows_now
from bairn.triage.terms import Band, Floor, OpenWindow

_OPEN = frozenset({WindowState.URGENT, WindowState.OPEN})


def facts_of(card: ReportCard) -> CaseFacts:
    """What a report says, in intake's vocabulary; what nobody gave is left out."""
    values: dict[str, FactValue] = {
        name: value for name, value in card.facts.items() if value is not None
    }
    moments = {"last_contact_at": card.last_contact} if card.last_contact.known else {}
    return CaseFacts(values, moments)


def pack_facts(card: ReportCard) -> CaseFacts:
    """What a report says, in the vocabulary of the packs; an age within bounds stays open."""
    known = vocabulary.facts()
    values: dict[str, FactValue] = {
        known[name].pack: value
        for name, value in card.facts.items()
        if value is not None and name in known and known[name].pack
    }
    age = _age(card)
    if age is not None:
        values["age"] = age
    moments = {"report_at": Bounds.exactly(card.received_at)}
    if card.last_contact.known:
        moments["last_contact_at"] = card.last_contact
    return CaseFacts(values, moments)


def _age(card: ReportCard) -> int | None:
    """The age, where only one can be meant: bounds that leave a choice leave every row open."""
    low, high = card.facts.get("victim_age_min"), card.facts.get("victim_age_max")
    if card.facts.get("age_unknown") is True or low != high:
        return None
    return low if isinstance(low, int) and not isinstance(low, bool) else None


def floor_of(thresholds: Thresholds) -> Floor:
    """The promise of a pack to every child."""
    return Floor(
        band=Band[thresholds.floor_band],
        child_below=thresholds.child_below,
        source=thresholds.source,
    )


def open_windows(pack: Pack, card: ReportCard, *, at: datetime) -> tuple[OpenWindow, ...]:
    """The windows that are open in a report at `at` and that time can close.

    With a time of contact that nobody knows, the windows of the body count as open when contact is
    spoken of; without either there is nothing to count from, and the band rests on other reasons.
    """
    facts = pack_facts(card)
    spoken_of = facts.values.get("contact") is True
    found = (_open(row, spoken_of=spoken_of) for row in windows_now(pack, facts, (), at=at))
    return tuple(one for one in found if one is not None)


def _open(row: WindowNow, *, spoken_of: bool) -> OpenWindow | None:
    if row.state not in _OPEN:
        return None
    closes_at = row.collect_until.latest
    if row.no_upper_limit:
        # It never closes for good: only the time in which it counts most is a reason to hurry.
        closes_at = row.urgent_until.latest if row.state is WindowState.URGENT else None
        if closes_at is None:
            return None
    elif closes_at is None and (row.kind is WindowKind.DIGITAL or not spoken_of):
        return None
    return OpenWindow(
        window=row.window,
        kind=row.kind.value,
        title=row.title,
        closes_at=closes_at,
        source=row.source,
    )
