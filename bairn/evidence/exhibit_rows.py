"""Between the tables of exhibits and their terms: few questions for however many."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone

from django.db import connection
from django.db.models import QuerySet

from bairn.evidence.models.exhibits import Correction, Exhibit, Omission, Standing
from bairn.evidence.terms import Correction as Corrected
from bairn.evidence.terms import ExhibitCard, Hands
from bairn.evidence.terms import Omission as LeftOut
from bairn.kernel.refusal import Refusal

_NEXT = """
insert into evidence_counter (holder_id, last) values (%s, 1)
on conflict (holder_id) do update set last = evidence_counter.last + 1 returning last
"""


def next_number(holder_id: uuid.UUID) -> int:
    """The next number of the case. Whoever registers at the same time waits until this is done."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [holder_id])
        (number,) = cursor.fetchone()
    return int(number)


def standings(holder_id: uuid.UUID) -> QuerySet[Standing]:
    """Every exhibit of the case that the asker sees, as it stands now."""
    return Standing.objects.filter(holder_id=holder_id).select_related("exhibit")


def held_still(holder_id: uuid.UUID, exhibit_ids: Sequence[uuid.UUID]) -> list[Standing]:
    """These exhibits of the case, held until the transaction ends, in the order asked.

    Raises Refusal when one of them is not of this case or not for the asker's eyes.
    """
    asked = list(dict.fromkeys(exhibit_ids))
    rows = {
        row.exhibit_id: row
        for row in standings(holder_id)
        .filter(exhibit_id__in=asked)
        .select_for_update(of=("self",))
        .order_by("exhibit_id")
    }
    if len(rows) != len(asked):
        raise none_such()
    return [rows[one] for one in asked]


def one_held(holder_id: uuid.UUID, exhibit_id: uuid.UUID) -> Standing:
    """The same for one exhibit."""
    return held_still(holder_id, [exhibit_id])[0]


def none_such() -> Refusal:
    """The same words for what is not there and what is not for the asker's eyes."""
    return Refusal("evidence.no_exhibit", "There is no such exhibit in this case.")


def hands(row: Standing) -> Hands:
    """Who has it now."""
    return Hands(staff_id=row.hands_staff, outside=row.hands_outside, words_id=row.hands_words)


def card(row: Standing) -> ExhibitCard:
    """An exhibit as a list shows it; its row comes with what was registered."""
    exhibit = row.exhibit
    return ExhibitCard(
        id=exhibit.id,
        case_id=row.holder_id,
        number=exhibit.number,
        code=exhibit.code,
        kind=row.kind,
        sensitivity=row.sensitivity,
        parent_id=exhibit.parent_id,
        root_id=exhibit.root_id,
        about=exhibit.about,
        collected_at=collected_at(exhibit),
        registered_at=exhibit.registered_at,
        state=row.state,
        hands=hands(row),
        place_id=row.place_id,
        seal=row.seal,
        condition=row.condition,
        since=row.since,
        handover_id=row.handover_id,
        breaks=row.breaks,
        explained=row.explained,
    )


def collected_at(row: Exhibit) -> datetime:
    """When it was collected, in the offset in which that was said."""
    return row.collected_at.astimezone(timezone(timedelta(minutes=row.offset_minutes)))


def offset_minutes(moment: datetime) -> int:
    """The offset from UTC that a moment was said in."""
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def in_utc(moment: datetime) -> datetime:
    """The same moment as it is kept."""
    return moment.astimezone(UTC)


def omissions(exhibit_id: uuid.UUID) -> tuple[LeftOut, ...]:
    """What was left out, in the order in which it was said."""
    return tuple(
        LeftOut(step=row.step, reason=row.reason, words_id=row.words_id)
        for row in Omission.objects.filter(exhibit_id=exhibit_id).order_by("id")
    )


def corrections(exhibit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Corrected, ...]]:
    """What was said anew of each, first to last."""
    found: dict[uuid.UUID, list[Corrected]] = defaultdict(list)
    for row in Correction.objects.filter(exhibit_id__in=list(exhibit_ids)).order_by("number"):
        found[row.exhibit_id].append(
            Corrected(
                number=row.number,
                field=row.field,
                value=row.value,
                before=row.before,
                words_id=row.words_id,
                reason=row.reason,
                at=row.at,
                by_id=row.by_id,
            )
        )
    return {exhibit_id: tuple(rows) for exhibit_id, rows in found.items()}
