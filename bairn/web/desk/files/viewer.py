"""Looking at a file: protected by default, shown after a click, sent piece by piece."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence import media
from bairn.evidence import queries as looks
from bairn.evidence.media import Showing
from bairn.evidence.opened import OpenedFile
from bairn.evidence.terms.files import FileCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import who, words
from bairn.web.desk.files import listing, ranges, reading

_BROKEN = frozenset({"evidence.file_broken", "evidence.file_missing"})
# A file is a stranger's: whatever it is, it may load nothing, run nothing and be framed by nobody.
_SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@require_safe
def view(
    request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID, viewing_id: uuid.UUID
) -> HttpResponse:
    """The frame of a viewing: classification first, content only after it was asked for."""
    actor, at = who.actor_of(request), clock.now()
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "file_id": file_id}
    viewing = looks.own_viewing(viewing_id=viewing_id, **told)
    shown = reading.one_file(**told)
    record = request.GET.get("record", "")
    if record.isascii() and record.isdigit() and int(record[:7]) > 0:
        return redirect("desk:file_page_text", case_id, file_id, viewing_id, int(record[:7]) - 1)
    showing = media.showing(shown.card.found_type)
    asked = request.GET.get("show") == "1"
    text = ""
    if asked and showing is Showing.TEXT:
        with _open(viewing_id=viewing_id, **told) as opened:
            text = opened.read(0, media.MOST_TEXT).decode("utf-8", "replace")
    page = listing.page(
        request, "desk/files/view.html", shown.file, actor=actor, at=at,
        shown=shown, row=shown.row, card=shown.card, viewing=viewing, asked=asked,
        showing=showing.value, text=text, cut=shown.card.size > media.MOST_TEXT,
        purpose=words.PURPOSES[Purpose(viewing.purpose)],
    )  # fmt: skip
    page._csp_update = {"media-src": ["'self'"]}  # type: ignore[attr-defined] # django-csp asks it
    return page


@require_safe
def content(
    request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID, viewing_id: uuid.UUID
) -> HttpResponseBase:
    """The bytes of a file, or the part a browser asks for; each request is a look of its own."""
    actor, at = who.actor_of(request), clock.now()
    told: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "file_id": file_id}
    card = looks.file(**told).card
    etag = f'"{file_id.hex}"'
    try:
        part = ranges.part(
            request.headers.get("Range", ""),
            request.headers.get("If-Range", ""),
            etag=etag,
            length=card.size,
        )
    except ranges.UnsatisfiableError:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{card.size}"})
        return _shut(answer, card, etag, as_file=True)
    try:
        opened = _open(viewing_id=viewing_id, **told)
    except Refusal as refusal:
        if refusal.code in _BROKEN:
            return redirect("desk:file", case_id, file_id)
        raise
    start, end = (part.start, part.end) if part else (0, card.size)
    found = StreamingHttpResponse(_Sent(opened, start, end, told), status=206 if part else 200)
    found.headers["Content-Length"] = str(end - start)
    if part:
        found.headers["Content-Range"] = part.said(card.size)
    return _shut(found, card, etag, as_file=request.GET.get("download") == "1")


class _Sent:
    """The pieces of an answer; the file is let go with it, however it ends."""

    def __init__(self, opened: OpenedFile, start: int, end: int, told: dict[str, Any]) -> None:
        self._opened, self._told = opened, told
        self._pieces = opened.pieces(start, end)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        except Refusal as refusal:
            if refusal.code in _BROKEN:
                _note_broken(**self._told)
            raise  # too late for a page: the connection is cut, so nothing passes for whole

    def close(self) -> None:
        """Called by the server, also when the browser went away."""
        self._opened.close()


def _open(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, viewing_id: uuid.UUID
) -> OpenedFile:
    try:
        return looks.open_file(
            actor=actor, at=at, case_id=case_id, file_id=file_id, viewing_id=viewing_id
        )
    except Refusal as refusal:
        if refusal.code in _BROKEN:
            _note_broken(actor=actor, at=at, case_id=case_id, file_id=file_id)
        raise


def _note_broken(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """It stands on the board of failures at once, and the house looks for the exact place."""
    evidence.found_broken(actor=actor, at=at, case_id=case_id, file_id=file_id)


def _shut(
    answer: HttpResponseBase, card: FileCard, etag: str, *, as_file: bool
) -> HttpResponseBase:
    answer._csp_exempt = True  # type: ignore[attr-defined] # django-csp asks it; set below, shut
    kind = media.sent_as(card.found_type)
    as_file = as_file or kind == media.UNKNOWN
    name = f"file-{card.number}-{card.id.hex[-8:]}"
    answer.headers["Content-Type"] = media.UNKNOWN if as_file else kind
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{name}.bin"' if as_file else "inline"
    )
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _SHUT
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
