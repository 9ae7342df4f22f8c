"""Between the table of places and its terms."""

from datetime import timedelta

from bairn.evidence.models.places import Place
from bairn.evidence.terms import PlaceCard


def card(row: Place) -> PlaceCard:
    """One place."""
    return PlaceCard(
        id=row.id,
        unit_id=row.unit_id,
        name=row.name,
        condition=row.condition,
        audit_every=timedelta(days=row.audit_days),
        added_at=row.added_at,
        audited_at=row.audited_at,
        closed_at=row.closed_at,
    )
