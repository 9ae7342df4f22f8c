"""Errors as problem documents (RFC 9457): a code, what to mend, and never a value that was sent."""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel, Field

from bairn.kernel.refusal import Refusal

MEDIA_TYPE = "application/problem+json"
_MOST_FAULTS = 20
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_STATUS = {
    "access.role": 403,
    "access.no_policy": 403,
    "api.purpose": 403,
    "access.reach": 404,
    "access.holder": 404,
    "api.report": 404,
    "intake.no_unit": 503,
}


class Fault(BaseModel):
    """One thing to mend."""

    field: str = Field(description="Where it stands, such as `people[1].identity.birth_date`.")
    problem: str = Field(description="What to mend there.")


class Problem(BaseModel):
    """What was wrong. No value that was sent is repeated."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="Stable: look it up in the documentation.")
    detail: str
    errors: list[Fault] = []


def answer(
    status: int, code: str, detail: str, faults: Iterable[Fault] = (), **headers: str
) -> HttpResponse:
    """The problem as a response."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        errors=list(faults)[:_MOST_FAULTS],
    )
    response = JsonResponse(problem.model_dump(), status=status, content_type=MEDIA_TYPE)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def of_refusal(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A rule's no, with the field that it names."""
    status = _STATUS.get(refusal.code, 422)
    detail = refusal.reason
    if status == 404:  # "not yours" and "not there" are one answer
        return answer(404, "api.report", "There is no such report that you brought.")
    faults = [Fault(field=refusal.field, problem=detail)] if refusal.field else []
    return answer(status, refusal.code, detail, faults)


def of_validation(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """What does not fit the schema: where and what, in pydantic's words, which name no value."""
    faults = [Fault(field=_place(one["loc"]), problem=str(one["msg"])) for one in errors]
    return answer(422, "api.schema", "The request does not fit the schema.", faults)


def name_of(part: str) -> str:
    """A field's name as it may be shown: a sender's own name for a field could be anything."""
    return part if _PLAIN_NAME.fullmatch(part) else "(unnamed)"


def _place(parts: Iterable[str | int]) -> str:
    # The first two say "body" and the name of our own parameter.
    shown = ""
    for part in list(parts)[1:]:
        shown += f"[{part}]" if isinstance(part, int) else f".{name_of(part)}"
    return shown.removeprefix(".").removeprefix("sent.")
