"""What can be seen of exhibits: those of a case, one of them, one by its code, a search."""

import uuid
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.evidence import codes, collecting, custody_rows, exhibit_rows, labels, searching
from bairn.evidence.models.custody import Event
from bairn.evidence.models.exhibits import Exhibit, Standing
from bairn.evidence.terms import ExhibitCard, ExhibitFile, ExhibitPage, Filters
from bairn.kernel.actor import Actor

MOST = 2000
MOST_OF_PAGE = 100
NO_FILTERS = Filters()
_LONGEST_NUMBER = 9  # digits of a number within a case


@gate.look("evidence.exhibits")
def exhibits(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, after: int = 0
) -> tuple[ExhibitCard, ...]:
    """The exhibits of the case by their numbers, at most 2,000, from `after` a number on.

    A laboratory or clinician sees those that are or were in their hands or offered to them.
    """
    rows = exhibit_rows.standings(case_id).filter(exhibit__number__gt=after)
    found = tuple(map(exhibit_rows.card, rows.order_by("exhibit__number")[:MOST]))
    gate.note(count=len(found))
    return found


@gate.enters("evidence.exhibits")
def every_exhibit(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ExhibitCard, ...]:
    """All exhibits of a case, however many: for what has to leave none out."""
    found: list[ExhibitCard] = []
    page = exhibits(actor=actor, at=at, case_id=case_id)
    while page:
        found += page
        more = len(page) == MOST
        page = exhibits(actor=actor, at=at, case_id=case_id, after=page[-1].number) if more else ()
    return tuple(found)


@gate.look("evidence.exhibit")
def exhibit(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> ExhibitFile:
    """One exhibit with its chain, what was left out, what was said anew, what was taken from it."""
    row = exhibit_rows.standings(case_id).filter(exhibit_id=exhibit_id).first()
    if row is None:
        raise exhibit_rows.none_such()
    chains = custody_rows.chains(Event.objects.filter(exhibit_id=exhibit_id), at=at)
    anew = exhibit_rows.corrections([exhibit_id]).get(exhibit_id, ())
    now = {one.field: one.value for one in anew if one.field in collecting.CODED}
    said = row.exhibit
    children = exhibit_rows.standings(case_id).filter(exhibit__parent_id=exhibit_id)
    gate.subject(exhibit_id)
    return ExhibitFile(
        card=exhibit_rows.card(row),
        words_id=said.words_id,
        source=now.get("source", said.source),
        method=now.get("method", said.method),
        kit_lot=said.kit_lot,
        basis=now.get("basis", said.basis),
        no_basis="" if "basis" in now else said.no_basis,
        collected_by=said.collected_by,
        registered_by=said.registered_by,
        write_blocked=said.write_blocked,
        sha256=bytes(said.sha256 or b"").hex(),
        omitted=exhibit_rows.omissions(exhibit_id),
        corrections=anew,
        chain=chains[exhibit_id],
        children=tuple(map(exhibit_rows.card, children.order_by("exhibit__number"))),
        storage=codes.lists()["kind"][row.kind].storage,
        explanations=custody_rows.explanations(exhibit_id),
    )


@gate.look("evidence.by_code")
def by_code(*, actor: Actor, at: datetime, code: str) -> ExhibitCard | None:
    """The exhibit whose barcode says this, in one's reach; None for anything else.

    Whoever asks for one that is not for their eyes hears the same, and that they asked is recorded.
    """
    asked = labels.read(code)
    rows = Standing.objects.select_related("exhibit").filter(exhibit__code=asked or "")
    row = rows.first() if asked else None
    gate.note(count=int(row is not None), readable=asked is not None)
    if asked:
        _note_if_in_vain(asked, found=row is not None)
    return None if row is None else exhibit_rows.card(row)


@gate.look("evidence.search")
def search(
    *,
    actor: Actor,
    at: datetime,
    text: str = "",
    filters: Filters = NO_FILTERS,
    after: uuid.UUID | None = None,
    limit: int = 50,
) -> ExhibitPage:
    """Exhibits in one's reach by code, number, kind, state, place or hands, at most 100 a page.

    `text` is a whole code or a number within a case; words are sealed and are not searched. The
    newest case comes first, in it the newest exhibit; `after` is the last exhibit seen.
    """
    size = max(1, min(limit, MOST_OF_PAGE))
    code, number = labels.read(text), _number(text)
    if text.strip() and code is None and number is None:
        return ExhibitPage(exhibits=(), next=None)
    if code is not None:
        found = list(Exhibit.objects.filter(code=code).values_list("id", flat=True))
        _note_if_in_vain(code, found=bool(found))
    else:
        found = searching.page(actor, filters, number=number, after=after, limit=size + 1)
    shown = found[:size]
    rows = Standing.objects.select_related("exhibit").in_bulk(shown)
    gate.note(count=len(shown), by_code=code is not None)
    return ExhibitPage(
        exhibits=tuple(exhibit_rows.card(rows[one]) for one in shown),
        next=shown[-1] if len(found) > size else None,
    )


def _number(text: str) -> int | None:
    tidy = text.strip().lstrip("#")
    return int(tidy) if tidy.isdecimal() and len(tidy) <= _LONGEST_NUMBER else None


def _note_if_in_vain(code: str, *, found: bool) -> None:
    """Whoever asks for what is not for their eyes hears nothing, and is on its record."""
    if not found and (case_id := _asked_in_vain(code)) is not None:
        gate.tried(case_id=case_id)


def _asked_in_vain(code: str) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("select evidence_asked_in_vain(%s)", [code])
        (case_id,) = cursor.fetchone()
    found: uuid.UUID | None = case_id
    return found
