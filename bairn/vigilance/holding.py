"""One sweep at a time, and the circle of those who may read what is said to a signal."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from bairn.access import circles

_LOCK = 0x76696769  # a number of our own


def hold() -> None:
    """Wait until no other sweep runs; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def may_own(staff_id: uuid.UUID, *, unit_id: uuid.UUID | None, case_id: uuid.UUID | None) -> bool:
    """Whether this person stands outside both units, the circle, and whoever is kept out."""
    with connection.cursor() as cursor:
        cursor.execute("select vigilance_may_own(%s, %s, %s)", [staff_id, unit_id, case_id])
        (outside,) = cursor.fetchone()
    return bool(outside)


def open_circle(signal_id: uuid.UUID, *, at: datetime) -> None:
    """Words can be sealed under this signal from now on, for its case's circle and its owner."""
    with connection.cursor() as cursor:
        cursor.execute("select vigilance_open_circle(%s, %s)", [signal_id, at])


def admit(
    signal_id: uuid.UUID, staff_ids: Iterable[uuid.UUID], *, by: uuid.UUID, at: datetime
) -> None:
    """Further people may read the words, where any were said; done by the house."""
    if circles.kind_of(signal_id) is not None:
        circles.admit(
            holder_id=signal_id,
            staff_ids=staff_ids,
            role="overseer",
            basis="vigilance",
            by=by,
            at=at,
        )
