"""Everything that was done, seen and refused in a case, and proofs to take away."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight import reading, receipts
from bairn.oversight.terms import Receipt
from bairn.web.desk import case_file, case_page, case_words, entries, who


@require_safe
def record(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The entries of the case, newest first, each with its place on the record."""
    actor, at = who.actor_of(request), clock.now()
    place = entries.place_of(request.GET.get("before", ""))
    file = case_file.record(actor=actor, at=at, case_id=case_id, before=place)
    page = file.record
    called = {part.subject_id: case_words.called(part) for part in file.people}
    return case_page.show(
        request,
        "desk/case_record.html",
        file,
        actor=actor,
        at=at,
        tab="record",
        rows=entries.shown(page.entries, staff=file.staff, called=called) if page else (),
        older=entries.key_of(page.next) if page else "",
        further=place is not None,
    )


@require_safe
def receipt(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """The proof that one entry stands on the record, as a file for `verify.py --proof`."""
    found = receipt_of(actor=who.actor_of(request), at=clock.now(), entry_id=entry_id)
    response = HttpResponse(found.json, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="entry-{found.index}.json"'
    return response


@gate.look("desk.receipt")
def receipt_of(*, actor: Actor, at: datetime, entry_id: uuid.UUID) -> Receipt:
    """The receipt of an entry that the asker may see. Refuses one that is not published yet."""
    gate.subject(entry_id)
    if reading.entry(entry_id=entry_id) is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    found = receipts.receipt_of(entry_id=entry_id)
    if found is None:
        raise Refusal("desk.receipt", "This entry is being recorded. Please try again in a moment.")
    return found
