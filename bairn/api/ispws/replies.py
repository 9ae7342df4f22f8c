"""The two documents that the protocol answers with, and an empty 401."""

import uuid
from collections.abc import Iterable
from xml.sax.saxutils import escape  # nosec: writes only, parses nothing

from django.http import HttpResponse

from bairn.api.ispws.codes import Code

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "text/xml; charset=utf-8"


def report_response(
    code: Code,
    description: str,
    *,
    report_id: int | None = None,
    file_id: str = "",
    digest: str = "",
    status: int = 200,
) -> HttpResponse:
    """`reportResponse`: the answer to everything but a finished report."""
    rows = [
        _element("responseCode", str(code.value)),
        _element("responseDescription", description),
        _element("reportId", str(report_id)) if report_id is not None else "",
        _element("fileId", file_id) if file_id else "",
        _element("hash", digest) if digest else "",
    ]
    return _answer(f"<reportResponse>{''.join(rows)}</reportResponse>", status)


def done_response(
    code: Code, report_id: int, file_ids: Iterable[str] = (), *, status: int = 200
) -> HttpResponse:
    """`reportDoneResponse`: a finished report with the ids of its files.

    The schema leaves no room for a description here: an error carries its words in a header.
    """
    files = "".join(_element("fileId", one) for one in file_ids)
    rows = (
        f"{_element('responseCode', str(code.value))}{_element('reportId', str(report_id))}"
        f"<files>{files}</files>"
    )
    return _answer(f"<reportDoneResponse>{rows}</reportDoneResponse>", status)


def sign_in_first() -> HttpResponse:
    """An empty 401, as clients of the protocol expect it."""
    answer = HttpResponse(status=401, content_type=_TYPE)
    answer.headers["WWW-Authenticate"] = 'Basic realm="reports", charset="UTF-8"'
    return _numbered(answer)


def schema(text: str) -> HttpResponse:
    """The schema document."""
    return _numbered(HttpResponse(text, content_type=_TYPE))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _answer(body: str, status: int) -> HttpResponse:
    return _numbered(HttpResponse(_HEAD + body, status=status, content_type=_TYPE))


def _numbered(answer: HttpResponse) -> HttpResponse:
    """Each answer has a random number that a sender can quote to us; only failures log it."""
    answer.headers["Request-ID"] = uuid.uuid4().hex
    return answer
