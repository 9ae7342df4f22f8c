"""Reading the record: plain functions that access wraps with its gate. Row-level security holds."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from bairn.oversight.models import Leaf, Pending, PublishedHead
from bairn.oversight.terms import (
    Checkpoint,
    Entry,
    EntryKind,
    Outcome,
    Page,
    Place,
    RecordedEntry,
)

MAX_PAGE = 200
_COLUMNS = (
    "id, at, kind, act, actor_id, actor_kind, roles, purpose, case_id, report_id, subject_id, "
    "within, outcome, code, detail"
)
_PAGE = """
select page.*, leaf.index from ({wanted}) as page
left join oversight_leaf as leaf on leaf.entry_id = page.id
order by page.at desc, page.id desc
"""


def entries_of(*, holder: uuid.UUID, before: Place | None = None, limit: int = 50) -> Page:
    """What was done, seen and refused about one case or report, newest first."""
    limit = _capped(limit)
    after, values = _keyset(before)
    one = (
        f"(select {_COLUMNS} from oversight_entry where {{column}} = %s{after} "
        "order by at desc, id desc limit %s)"
    )
    wanted = (
        f"select * from ({one.format(column='case_id')} union {one.format(column='report_id')}) "
        "as either order by at desc, id desc limit %s"
    )
    each = [holder, *values, limit + 1]
    return _page(wanted, [*each, *each, limit + 1], limit)


def search(
    *,
    act: str | None = None,
    actor_id: uuid.UUID | None = None,
    kind: EntryKind | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Page:
    """The inspector's search: by act, by who acted, by kind, in [since, until), newest first."""
    limit = _capped(limit)
    after, values = _keyset(before)
    asked: list[tuple[str, Any]] = [
        ("act = %s", act),
        ("actor_id = %s", actor_id),
        ("kind = %s", kind.value if kind else None),
        ("at >= %s", since),
        ("at < %s", until),
    ]
    given = [(clause, value) for clause, value in asked if value is not None]
    where = " and ".join(["true", *(clause for clause, _ in given)]) + after
    wanted = (
        f"select {_COLUMNS} from oversight_entry where {where} order by at desc, id desc limit %s"
    )
    return _page(wanted, [*(value for _, value in given), *values, limit + 1], limit)


def entry(*, entry_id: uuid.UUID) -> RecordedEntry | None:
    """One entry by its id, None when there is none that the asker may see."""
    wanted = f"select {_COLUMNS} from oversight_entry where id = %s"
    found = _page(wanted, [entry_id], 1).entries
    return found[0] if found else None


def index_of(*, entry_id: uuid.UUID) -> int | None:
    """The entry's place on the record, None while it is being recorded or when there is none."""
    return Leaf.objects.filter(entry_id=entry_id).values_list("index", flat=True).first()


def latest_checkpoint() -> Checkpoint | None:
    """The newest published head, None before the first."""
    head = PublishedHead.objects.order_by("-size").first()
    if head is None:
        return None
    return Checkpoint(
        size=head.size,
        root=bytes(head.root),
        note=head.note,
        made_at=head.made_at,
        cosigned_at=head.cosigned_at,
        cosignatures=head.cosignatures,
    )


def pending_count(*, cap: int = 1001) -> int:
    """How many entries wait for their place, counted up to `cap`."""
    return Pending.objects.values("id")[:cap].count()


def _capped(limit: int) -> int:
    return max(1, min(limit, MAX_PAGE))


def _keyset(before: Place | None) -> tuple[str, list[Any]]:
    if before is None:
        return "", []
    return " and (at, id) < (%s, %s)", [before.at, before.id]


def _page(wanted: str, values: Sequence[Any], limit: int) -> Page:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(wanted=wanted), values)
        rows = cursor.fetchall()
    entries = tuple(_recorded(row) for row in rows[:limit])
    last = entries[-1].entry if len(rows) > limit else None
    return Page(entries=entries, next=Place(at=last.at, id=last.id) if last else None)


def _recorded(row: tuple[Any, ...]) -> RecordedEntry:
    entry = Entry(
        id=row[0],
        at=row[1],
        kind=EntryKind(row[2]),
        act=row[3],
        actor_id=row[4],
        actor_kind=row[5],
        roles=tuple(row[6]),
        purpose=row[7],
        case_id=row[8],
        report_id=row[9],
        subject_id=row[10],
        within=row[11],
        outcome=Outcome(row[12]),
        code=row[13],
        detail=json.loads(row[14]) if isinstance(row[14], str) else row[14],
    )
    return RecordedEntry(entry=entry, index=row[15])
