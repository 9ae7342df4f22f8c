"""What lies inside a file: an archive listed, a saved web page read; nothing of it is shown raw."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.files import listing, reading


@require_http_methods(["GET", "HEAD", "POST"])
def inside(request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """An archive, listed as it is; one entry may be taken out as a file of its own."""
    actor, at = who.actor_of(request), clock.now()
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "file_id": file_id}
    refused = None
    if request.method == "POST":
        entry = request.POST.get("entry", "")
        try:
            if not entry.isascii() or not entry.isdigit() or len(entry) > 7:
                raise Refusal("evidence.no_entry", "The archive has no such entry.")
            card = evidence.take_entry(entry=int(entry), **told)
            messages.success(request, _("Taken out as a file of its own."))
            return redirect("desk:file", case_id, card.id)
        except Refusal as refusal:
            refused = may.spoken(refusal)
    shown = reading.one_file(**told)
    listed = looks.archive(**told)
    return listing.page(
        request, "desk/files/inside.html", shown.file, actor=actor, at=at,
        status=400 if refused else 200,
        shown=shown, row=shown.row, card=shown.card, listed=listed, refused=refused,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def capture(request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """What a saved web page says, and whether it holds; its addresses after a click, on record."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.one_file(actor=actor, at=at, case_id=case_id, file_id=file_id)
    card = shown.row.capture
    if card is None:
        raise Http404
    words = None
    if request.method == "POST" and card.words_id:
        words = looks.capture_words(actor=actor, at=at, case_id=case_id, words_id=card.words_id)
    counts = [
        (part, [(code, card.agreements.get(f"{part}.{code}", 0)) for code in _AGREEMENTS])
        for part in ("block", "payload")
    ]
    return listing.page(
        request, "desk/files/capture.html", shown.file, actor=actor, at=at,
        shown=shown, row=shown.row, card=shown.card, capture=card, words=words, counts=counts,
    )  # fmt: skip


_AGREEMENTS = ("agrees", "differs", "not_said", "unknown")


@require_safe
@sensitive_variables()
def page_text(
    request: HttpRequest,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    viewing_id: uuid.UUID,
    record: int,
) -> HttpResponse:
    """The words of one saved page, as plain text, in a running viewing."""
    actor, at = who.actor_of(request), clock.now()
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "file_id": file_id}
    text = looks.page_text(viewing_id=viewing_id, record=record, **told)
    shown = reading.one_file(**told)
    return listing.page(
        request, "desk/files/page_text.html", shown.file, actor=actor, at=at,
        shown=shown, row=shown.row, card=shown.card, text=text, record=record,
        viewing_id=viewing_id,
    )  # fmt: skip
