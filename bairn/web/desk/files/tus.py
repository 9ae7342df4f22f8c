"""tus 1.0 (core, creation, termination, expiration, checksum): files that come in by turns.

One deviation: HEAD does not give Upload-Metadata back. A name is sealed when the upload begins and
is opened by nobody but a reader, on record.
"""

import functools
import uuid
from collections.abc import Callable, Iterator, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms.uploads import ALGORITHMS, NewFile, UploadCard, UploadState
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.files import tus_headers
from bairn.web.desk.files.tus_headers import EXTENSIONS, VERSION, BadHeaderError

View = Callable[..., HttpResponse]
PIECE = 1024 * 1024  # bytes in memory at once
_CONTENT = "application/offset+octet-stream"
_STATUS = {
    "access.reach": 404,
    "evidence.checksum": 460,
    "evidence.digest_differs": 460,
    "evidence.file_too_large": 413,
    "evidence.too_many_bytes": 413,
    "evidence.no_exhibit": 404,
    "evidence.no_file": 404,
    "evidence.no_room": 507,
    "evidence.no_upload": 404,
    "evidence.too_many_uploads": 429,
    "evidence.twin": 422,
    "evidence.upload_elsewhere": 423,
    "evidence.upload_expired": 410,
    "evidence.upload_gone": 410,
    "evidence.upload_refused": 410,
    "evidence.upload_taken": 409,
    "evidence.upload_withdrawn": 410,
    "evidence.wrong_offset": 409,
    "evidence.name_too_long": 400,
    "evidence.not_a_digest": 400,
    "evidence.not_a_size": 400,
    "evidence.redaction": 400,
}


def _door(*methods: str) -> Callable[[View], View]:
    """What every address of the protocol has in common, around what each does."""

    def around(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, **ids: uuid.UUID) -> HttpResponse:
            response = _answered(request, view, methods, **ids)
            response.headers["Tus-Resumable"] = VERSION
            response.headers["Cache-Control"] = "no-store"
            return response

        answer.when_sent_away = _sent_away  # type: ignore[attr-defined] # `who.Who` asks for it
        return answer

    return around


def _answered(
    request: HttpRequest, view: View, methods: tuple[str, ...], **ids: uuid.UUID
) -> HttpResponse:
    method = _method(request)
    if method == "OPTIONS":
        return HttpResponse(status=204, headers=_abilities())
    if method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join((*methods, "OPTIONS"))})
    if method != "GET" and request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    try:
        return view(request, **ids)
    except BadHeaderError as fault:
        return HttpResponse(str(fault), status=400, content_type="text/plain; charset=utf-8")
    except UnreadablePostError:
        return HttpResponse(status=400)  # whoever sent it is gone; what had arrived stays
    except Refusal as refusal:
        return _refused(refusal)


def _sent_away(status: int) -> HttpResponse:
    """For a program that is not signed in (401), or whose person has something to do first."""
    headers = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Session realm="desk"'
        words = "Sign in at the desk first."
    else:
        words = "Go to the desk first: it asks for a second factor or for what you are here for."
    return HttpResponse(
        words, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )


def _method(request: HttpRequest) -> str:
    said = request.headers.get("X-HTTP-Method-Override", "").upper()
    return said if said and request.method == "POST" else str(request.method)


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.BAIRN_EVIDENCE_LIMIT),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def _refused(refusal: Refusal) -> HttpResponse:
    return HttpResponse(
        may.in_words(refusal),
        status=_STATUS.get(refusal.code, 403),
        content_type="text/plain; charset=utf-8",
        headers={"Bairn-Refusal": refusal.code},
    )


@_door("POST")
def uploads(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Begin an upload to this exhibit."""
    if "Upload-Defer-Length" in request.headers:
        raise BadHeaderError("Say how long the file is: Upload-Length.")
    size = tus_headers.number("Upload-Length", request.headers.get("Upload-Length", ""))
    said = tus_headers.metadata(request.headers.get("Upload-Metadata", ""))
    actor, at = who.actor_of(request), clock.now()
    card = evidence.begin_upload(
        actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id, said=_said(said, size)
    )
    if size == 0:
        card = evidence.receive(
            actor=actor, at=at, case_id=case_id, upload_id=card.id, offset=0, stream=()
        )
    response = HttpResponse(status=201, headers=_times(card))
    response.headers["Location"] = reverse("desk:upload_part", args=[case_id, card.id])
    return response


def _said(metadata: Mapping[str, str], size: int) -> NewFile:
    original = metadata.get("original", "")
    try:
        original_id = uuid.UUID(original) if original else None
    except ValueError:
        raise BadHeaderError("`original` is the id of a file.") from None
    return NewFile(
        name=metadata.get("filename", ""),
        stated_type=metadata.get("filetype", "")[:130],
        size=size,
        sha256=tus_headers.digest(metadata.get("sha256", "")),
        restricted=metadata.get("restricted") == "yes",
        twice=metadata.get("twice") != "no",
        original_id=original_id,
        redaction=metadata.get("redaction", "")[:40],
    )


@_door("HEAD", "PATCH", "DELETE", "GET")
def part(request: HttpRequest, case_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """How far an upload is, more of it, or its end."""
    match _method(request):
        case "PATCH":
            return _more(request, case_id, upload_id)
        case "DELETE":
            evidence.withdraw_upload(
                actor=who.actor_of(request), at=clock.now(), case_id=case_id, upload_id=upload_id
            )
            return HttpResponse(status=204)
        case method:
            card = queries.upload(
                actor=who.actor_of(request), at=clock.now(), case_id=case_id, upload_id=upload_id
            )
            return _told(card) if method == "GET" else _far(request, card)


def _far(request: HttpRequest, card: UploadCard) -> HttpResponse:
    """How many bytes have arrived. All of them, and no act: what a crash left is finished now."""
    if card.state is UploadState.ARRIVING and card.whole:
        card = evidence.finish_upload(
            actor=who.actor_of(request), at=clock.now(), case_id=card.case_id, upload_id=card.id
        )
    if card.state not in (UploadState.ARRIVING, UploadState.TAKEN):
        raise Refusal(f"evidence.upload_{card.state.value}", "This upload has ended.")
    response = HttpResponse(status=200, headers=_times(card))
    response.headers["Upload-Length"] = str(card.size)
    return response


def _more(request: HttpRequest, case_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    if request.content_type != _CONTENT:
        return HttpResponse(status=415)
    offset = tus_headers.number("Upload-Offset", request.headers.get("Upload-Offset", ""))
    said = request.headers.get("Upload-Checksum")
    if not request.headers.get("Content-Length"):
        return HttpResponse(status=411)
    card = evidence.receive(
        actor=who.actor_of(request),
        at=clock.now(),
        case_id=case_id,
        upload_id=upload_id,
        offset=offset,
        stream=_pieces(request),
        checksum=tus_headers.checksum(said) if said is not None else None,
    )
    return HttpResponse(status=204, headers=_times(card))


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    return iter(lambda: request.read(PIECE), b"")


def _times(card: UploadCard) -> dict[str, str]:
    headers = {"Upload-Offset": str(card.arrived)}
    if card.state is UploadState.ARRIVING:
        headers["Upload-Expires"] = http_date(card.expires_at.timestamp())
    return headers


def _told(card: UploadCard) -> HttpResponse:
    """For the page: how far the digest is that is computed anew, and what became of the file."""
    return JsonResponse(
        {
            "state": card.state.value,
            "size": card.size,
            "arrived": card.arrived,
            "checked": card.checked,
            "code": card.code,
            "twins": len(card.twins),
        }
    )
