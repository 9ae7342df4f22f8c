"""Collections of older records: all in one's circle, bringing a file in, one of them."""

import csv
import io
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import actions, queries, rejecting
from bairn.records.terms import (
    CollectionCard,
    CollectionFile,
    RecordCard,
    RecordState,
    RejectedRow,
    Row,
    SourceCard,
)
from bairn.vault.queries import words
from bairn.web.desk import addressing, may, who
from bairn.web.desk.imports import saying
from bairn.web.desk.imports.forms import BringIn

_AT_ONCE = 200


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Every collection in whose circle one is."""
    actor, at = who.actor_of(request), clock.now()
    cards = queries.collections(actor=actor, at=at)
    context = {
        "at": at,
        "rows": [shown(card) for card in cards],
        "staff": access.staff_of(actor=actor, at=at, ids={card.begun_by for card in cards}),
        "off": may.off("records.hand_in", actor),
    }
    return render(request, "desk/imports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def new(request: HttpRequest) -> HttpResponse:
    """A small file is handed in; next its columns are named."""
    actor, at = who.actor_of(request), clock.now()
    may.check("records.hand_in", actor)
    form = BringIn(request.POST or None, request.FILES or None, staff=_colleagues(actor, at))
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.hand_in(actor=actor, at=at, **form.asked())
        except Refusal as no:
            may.tell(form, no, beside="file")
        else:
            if begun.finished:
                messages.info(request, _("This file is in already: nothing was added."))
                return redirect("desk:import_one", begun.collection_id)
            return redirect("desk:import_mapping", begun.collection_id, begun.source_id)
    status = 422 if form.errors else 200
    return render(request, "desk/imports/new.html", {"form": form, "at": at}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def collection(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """One collection: its files, how far they came in, its records by number."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _withdraw(request, actor, at, collection_id)
    state = _state(request.GET.get("state", ""))
    file = queries.collection(
        actor=actor, at=at, collection_id=collection_id, state=state,
        after=addressing.an_id(request.GET.get("after", "")),
    )  # fmt: skip
    card = file.card
    (name,) = words.read_words(
        actor=actor, at=at, subject_ids=[card.words_id], case_id=collection_id
    )
    people = {card.begun_by, *(one.settled_by for one in file.records if one.settled_by)}
    context = {
        **_frame(file, at),
        "name": name.fields.get("name", ""),
        "staff": access.staff_of(actor=actor, at=at, ids=people),
        "records": [_record(one) for one in file.records],
        "states": [(one.value, label, one is state) for one, label in saying.STATES.items()],
        "state": state.value if state else "",
        "off": may.off("records.withdraw", actor),
    }
    return render(request, "desk/imports/one.html", context)


@require_safe
def progress(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """How far the files of a collection came in; asked for again while one is coming in."""
    actor, at = who.actor_of(request), clock.now()
    file = queries.collection(actor=actor, at=at, collection_id=collection_id)
    return render(request, "desk/imports/progress.html", _frame(file, at))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def rejected(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The rows that were not brought in, with reasons; by POST as a file to be mended."""
    actor, at = who.actor_of(request), clock.now()
    found = queries.rejected(actor=actor, at=at, collection_id=collection_id)
    if request.method == "POST":
        return _download(actor, at, collection_id, found)
    file = queries.collection(actor=actor, at=at, collection_id=collection_id)
    context = {
        **_frame(file, at),
        "found": [(one.row, saying.REASONS[one.reason]) for one in found],
    }
    return render(request, "desk/imports/rejected.html", context)


def shown(card: CollectionCard) -> dict[str, object]:
    """A collection as rows and headings show it."""
    return {
        "card": card,
        "state": saying.COLLECTION[card.state],
        "tone": saying.TONES.get(card.state, ""),
        **{name: f"{getattr(card, name):,}" for name in ("records", "rejected", "noted")},
    }


def _frame(file: CollectionFile, at: datetime) -> dict[str, object]:
    return {
        "at": at,
        "file": file,
        "one": shown(file.card),
        "sources": [_source(one) for one in file.sources],
        "coming": file.card.state == "coming_in",
    }


def _source(card: SourceCard) -> dict[str, object]:
    return {
        "card": card,
        "form": saying.FORMATS[card.form],
        "stopped": saying.STOPPED.get(card.broken, saying.STOPPED_ELSE) if card.broken else "",
        **{name: f"{getattr(card, name):,}" for name in ("rows", "taken", "again", "rejected")},
    }


def _record(card: RecordCard) -> dict[str, object]:
    return {
        "card": card,
        "state": saying.STATES[card.state],
        "tone": saying.STATE_TONES.get(card.state, "amber"),
        "notes": [saying.NOTES[one] for one in card.notes],
    }


def _withdraw(
    request: HttpRequest, actor: Actor, at: datetime, collection_id: uuid.UUID
) -> HttpResponse:
    try:
        actions.withdraw(actor=actor, at=at, collection_id=collection_id)
        messages.success(request, _("The collection is withdrawn."))
    except Refusal as no:
        if no.code.startswith("access."):
            raise
        messages.error(request, may.in_words(no))
    return redirect("desk:import_one", collection_id)


def _download(
    actor: Actor, at: datetime, collection_id: uuid.UUID, found: Sequence[RejectedRow]
) -> HttpResponse:
    """The report as the command writes it beside the file; opening the words is recorded."""
    ids = list(dict.fromkeys(one.words_id for one in found if one.words_id))[:_AT_ONCE]
    opened = words.read_words(actor=actor, at=at, subject_ids=ids, case_id=collection_id)
    cells = {one.subject_id: json.loads(one.fields.get("rows", "{}")) for one in opened}
    rows = list(_rows(found, cells))
    columns = tuple(dict.fromkeys(name for row, _one in rows for name in row.cells))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rejecting.header_of(columns))
    for row, one in rows:
        writer.writerow(rejecting.line_of(row, one.reason, columns))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejected.csv"'
    return answer


def _rows(
    found: Sequence[RejectedRow], cells: Mapping[uuid.UUID, Mapping[str, Mapping[str, str]]]
) -> Iterator[tuple[Row, RejectedRow]]:
    for one in found:
        held = cells.get(one.words_id, {}) if one.words_id else {}
        yield Row(one.row, held.get(str(one.row), {})), one


def _colleagues(actor: Actor, at: datetime) -> list[StaffCard]:
    if actor.unit is None:
        return []
    of_unit = access.staff_of_unit(actor=actor, at=at, unit_id=actor.unit)
    return [
        one
        for one in of_unit
        if one.id != actor.id and not one.roles.isdisjoint({"supervisor", "investigator"})
    ]


def _state(said: str) -> RecordState | None:
    return RecordState(said) if said in list(RecordState) else None
