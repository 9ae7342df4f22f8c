"""The seven addresses of the protocol. Each parses, calls one act of intake, and answers in XML."""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bairn.access import sessions
from bairn.api.ispws import codes, forms, replies, schema, signing_in
from bairn.api.ispws.bodies import Body
from bairn.api.ispws.codes import Code
from bairn.intake import actions as intake
from bairn.intake import documents
from bairn.intake.terms import FileHeld
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_log = logging.getLogger(__name__)
_AROUND_A_FILE = 64 * 1024  # bytes of boundaries, headers and the id around a file's content
_DISCARDED = (
    "Success. The content was measured and discarded while it arrived: digests, size and what you "
    "say of the file are kept, not the file."
)
_SEALED = "Success. The content is kept encrypted and locked."


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a platform that has shown who it is."""

    request: HttpRequest
    actor: Actor
    at: datetime


View = Callable[[HttpRequest], HttpResponse]


def _plain(code: Code, words: str, status: int) -> HttpResponse:
    return replies.report_response(code, words, report_id=0, status=status)


def _done(code: Code, words: str, status: int) -> HttpResponse:
    """The answer of `finish` has no room for words: they stand in a header."""
    answer = replies.done_response(code, 0, status=status)
    answer.headers["Bairn-Description"] = words
    return answer


def _address(
    method: str, *, failing: Callable[[Code, str, int], HttpResponse] = _plain
) -> Callable[[Callable[[Call], HttpResponse]], View]:
    """Sign in, run, and turn every refusal and every fault into the protocol's own answer."""

    def wear(function: Callable[[Call], HttpResponse]) -> View:
        @csrf_exempt
        @functools.wraps(function)
        def view(request: HttpRequest) -> HttpResponse:
            try:
                return function(_call(request, method))
            except _Stranger:
                return replies.sign_in_first()
            except Refusal as refusal:
                code, status = codes.of_refusal(refusal.code), codes.status_of(refusal.code)
                return failing(code, f"{refusal.reason} ({refusal.code})", status)
            except Exception:
                answer = failing(Code.SERVER_ERROR, "The fault is ours. Send it again later.", 500)
                # Our formatter writes the kind of fault and the line, never what it says.
                _log.exception("ispws failed, request " + answer.headers["Request-ID"])
                return answer

        return view

    return wear


class _Stranger(Exception):
    """Nobody that we know."""


def _call(request: HttpRequest, method: str) -> Call:
    platform = signing_in.platform_of(request.headers.get("Authorization", ""))
    if platform is None:
        raise _Stranger
    if request.method != method:
        raise Refusal("ispws.method", f"Use {method} here.")
    return Call(request, sessions.platform(platform_id=platform), clock.now())


@_address("GET")
def status(call: Call) -> HttpResponse:
    """Whether the service answers and knows this platform."""
    return replies.report_response(Code.SUCCESS, "Success. The service answers and knows you.")


@_address("GET")
def xsd(call: Call) -> HttpResponse:
    """The schema of what is sent and answered."""
    return replies.schema(schema.document())


@_address("POST")
def submit(call: Call) -> HttpResponse:
    """Open a report: its document in, its number out."""
    content = Body(call.request, most=documents.MAX_BYTES).whole()
    opened = intake.open_sending(actor=call.actor, at=call.at, content=content)
    return replies.report_response(Code.SUCCESS, "Success", report_id=opened.number)


@_address("POST")
def upload(call: Call) -> HttpResponse:
    """Take a file of an open report: measured while it streams, kept only where the house seals."""
    body = Body(
        call.request,
        most=settings.BAIRN_FILE_LIMIT + _AROUND_A_FILE,
        too_large="ispws.file_too_large",
    )
    number, part, content = forms.upload(call.request.META.get("CONTENT_TYPE", ""), body)
    taken = intake.take_file(
        actor=call.actor,
        at=call.at,
        number=number,
        stream=content,
        name=part.filename or "",
    )
    kept = taken.held == FileHeld.SEALED
    answer = replies.report_response(
        Code.SUCCESS,
        _SEALED if kept else _DISCARDED,
        report_id=number,
        file_id=taken.file_id,
        digest=taken.md5,
    )
    answer.headers["Bairn-Content"] = "sealed" if kept else "discarded"
    return answer


@_address("POST")
def fileinfo(call: Call) -> HttpResponse:
    """Take what the platform says of a file."""
    content = Body(call.request, most=documents.MAX_BYTES).whole()
    number = intake.describe_file(actor=call.actor, at=call.at, content=content)
    return replies.report_response(Code.SUCCESS, "Success", report_id=number)


@_address("POST", failing=_done)
def finish(call: Call) -> HttpResponse:
    """Finish a report: from now on it is with the house."""
    number = forms.number(call.request)
    finished = intake.finish(actor=call.actor, at=call.at, number=number)
    answer = replies.done_response(Code.SUCCESS, finished.number, finished.file_ids)
    answer.headers["Bairn-Reference"] = finished.reference
    answer.headers["Bairn-Entry"] = str(finished.receipt)
    return answer


@_address("POST")
def retract(call: Call) -> HttpResponse:
    """Take back a report that was not finished."""
    number = forms.number(call.request)
    intake.retract(actor=call.actor, at=call.at, number=number)
    return replies.report_response(Code.SUCCESS, "Success", report_id=number)
