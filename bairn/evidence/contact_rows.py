"""Between the tables of the contamination log and its terms."""

import uuid

from django.db import connection

from bairn.evidence.models.contamination import Alert, Carrier
from bairn.evidence.models.contamination import Contact as ContactRow
from bairn.evidence.terms import CarrierCard, Carries, Contact, ContactAlert


def one_at_a_time(case_id: uuid.UUID) -> None:
    """Whoever notes a contact of this case meanwhile waits, so that no crossing is overlooked."""
    place = int.from_bytes(case_id.bytes[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [place])


def contact(row: ContactRow) -> Contact:
    """One entry of the log."""
    return Contact(
        id=row.id,
        case_id=row.holder_id,
        what=Carries(row.what),
        which=row.which,
        with_participant=row.with_participant,
        from_at=row.from_at,
        until_at=row.until_at,
        cleaned_at=row.cleaned_at,
        at=row.at,
        by_id=row.by_id,
    )


def alert(row: Alert) -> ContactAlert:
    """One alert; its row comes with its two entries."""
    return ContactAlert(
        id=row.id,
        case_id=row.holder_id,
        what=Carries(row.second.what),
        which=row.second.which,
        first=row.first_id,
        second=row.second_id,
        raised_at=row.raised_at,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        words_id=row.words_id,
    )


def carrier(row: Carrier) -> CarrierCard:
    """One vehicle or room."""
    return CarrierCard(
        id=row.id,
        unit_id=row.unit_id,
        what=Carries(row.what),
        name=row.name,
        closed_at=row.closed_at,
    )
