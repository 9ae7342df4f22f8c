"""What can be seen of kits: those of a case, one of them, the board, figures, one by its code."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from bairn.access import gate
from bairn.evidence import kit_book, kit_codes, kit_figures, kit_kept, kit_reach, kit_rows
from bairn.evidence.models.kits import Kit, KitNotice
from bairn.evidence.terms.kit_lists import KitBoard, KitColumn, KitFigures, KitFilters, KitOfCode
from bairn.evidence.terms.kits import KitCard, KitFile, KitStands
from bairn.evidence.terms.kits import KitNotice as NoticeTerm
from bairn.kernel.actor import Actor
from bairn.vault.queries import holds

MOST = 500
PAGE = 50
IN_COLUMN = 12
COUNTED = 1001
_FAR = "z"  # after every moment: a kit without a day comes last


@gate.look("evidence.kits")
def kits(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[KitCard, ...]:
    """The kits of a case, or the one of its own holder, newest first."""
    rows = Kit.objects.filter(holder_id=case_id).order_by("-exhibit_id")[:MOST]
    found = tuple(map(kit_rows.card, rows))
    gate.note(count=len(found))
    return found


@gate.look("evidence.kits")
def own_kit(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> KitCard | None:
    """The kit for which this holder was made, also where it went to a case since; else None."""
    row = Kit.objects.filter(own_holder_id=case_id).first()
    return None if row is None else kit_rows.card(row)


@gate.look("evidence.kit_board")
def own_numbers(
    *, actor: Actor, at: datetime, holder_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, str]:
    """The number of each kit without a report that one of these holders is, of those in reach."""
    rows = Kit.objects.filter(own_holder_id__in=holder_ids, holder_id=F("own_holder_id"))
    return dict(rows.values_list("holder_id", "number"))


@gate.look("evidence.kit")
def kit(*, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID) -> KitFile:
    """One kit with its way, clocks, questions, matches, notices, and what holds it."""
    row = kit_kept.row(case_id, kit_id)
    standing = holds.holds_in_force(actor=actor, at=at, case_id=case_id)
    gate.subject(kit_id)
    return kit_kept.file(row, at=at, legal_holds=standing)


@gate.look("evidence.kit_board")
def board(*, actor: Actor, at: datetime, filters: KitFilters, after: str = "") -> KitBoard:
    """Kits in reach by where they stand, late first; one column by pages of 50 when asked for it.

    `after` is the last kit of the page before, as that page gave it.
    """
    mine = kit_reach.holders(actor)
    if filters.stands is not None:
        rows = _filtered(kit_reach.of_holders(mine), filters, at)
        column, further = _page(rows.filter(stands=filters.stands.value), after)
        gate.note(count=len(column))
        return KitBoard(
            columns=(KitColumn(stands=filters.stands, count=len(column), kits=column),),
            after=further,
        )
    states = [one.stands for one in kit_book.book().states]
    found = kit_reach.columns(
        mine, [one.value for one in states], filters, at=at, shown=IN_COLUMN, counted=COUNTED
    )
    columns = tuple(_column(one, *found.get(one.value, (0, []))) for one in states)
    gate.note(count=sum(len(one.kits) for one in columns))
    return KitBoard(columns=columns)


def _filtered(rows: QuerySet[Kit], filters: KitFilters, at: datetime) -> QuerySet[Kit]:
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind.value)
    if filters.agency_id is not None:
        rows = rows.filter(agency_id=filters.agency_id)
    if filters.late:
        rows = rows.filter(due_at__lte=at)
    return rows


def _ordered(rows: QuerySet[Kit]) -> QuerySet[Kit]:
    return rows.order_by(F("due_at").asc(nulls_last=True), "exhibit_id")


def _column(stands: KitStands, count: int, rows: Sequence[Kit]) -> KitColumn:
    return KitColumn(stands=stands, count=count, kits=tuple(map(kit_rows.card, rows)))


def _page(rows: QuerySet[Kit], after: str) -> tuple[tuple[KitCard, ...], str]:
    """Fifty kits after a place that an earlier page gave; an unreadable place begins anew."""
    read = _read(after)
    if read is not None:
        due, last = read
        later = Q(due_at__isnull=True, exhibit_id__gt=last)
        if due is not None:
            later = Q(due_at__gt=due) | Q(due_at=due, exhibit_id__gt=last) | Q(due_at__isnull=True)
        rows = rows.filter(later)
    found = list(_ordered(rows)[: PAGE + 1])
    further = _place(found[PAGE - 1]) if len(found) > PAGE else ""
    return tuple(map(kit_rows.card, found[:PAGE])), further


def _place(row: Kit) -> str:
    due = row.due_at.isoformat() if row.due_at else _FAR
    return f"{due}~{row.exhibit_id}"


def _read(after: str) -> tuple[datetime | None, uuid.UUID] | None:
    due, _tilde, last = after.partition("~")
    try:
        return (None if due == _FAR else datetime.fromisoformat(due)), uuid.UUID(last)
    except ValueError:
        return None


@gate.look("evidence.kit_figures")
def figures(*, actor: Actor, at: datetime) -> tuple[KitFigures, ...]:
    """What each agency's kits in reach come to: by state, late, untested, median days.

    Kits that an agency never entered here are counted nowhere; the page has to say so.
    """
    found = kit_figures.by_agency(kit_reach.holders(actor), actor=actor, at=at)
    gate.note(agencies=len(found))
    return found


@gate.look("evidence.kit_by_code")
def by_code(*, actor: Actor, at: datetime, code: str) -> KitOfCode | None:
    """Where the kit of a notice stands and until when it is kept; None for any other code."""
    digest = kit_codes.hashed(code)
    row = KitNotice.objects.filter(code_hash=digest).first() if digest else None
    if row is None:
        return None
    found = kit_rows.card(Kit.objects.get(exhibit_id=row.kit_id))
    gate.about(case_id=found.holder_id)
    gate.subject(found.id)
    return KitOfCode(kit=found, disposal_on=row.disposal_on)


@gate.look("evidence.kit")
def notice_of_code(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, code: str
) -> NoticeTerm | None:
    """The notice of this kit on which this code stands: to print once more what was just shown."""
    row = kit_kept.row(case_id, kit_id)
    digest = kit_codes.hashed(code)
    found = KitNotice.objects.filter(kit=row, code_hash=digest).first() if digest else None
    gate.subject(kit_id)
    if found is None:
        return None
    return next(one for one in kit_rows.notices(row) if one.id == found.id)
