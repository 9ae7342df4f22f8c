"""The partner API: three addresses, each one call of intake."""

import logging
from typing import Annotated, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja import Header, NinjaAPI, Path, Status
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from bairn.api.partner import drafts, problems
from bairn.api.partner.problems import Problem
from bairn.api.partner.reading import Reader
from bairn.api.partner.schemas import (
    AdditionIn,
    AdditionOut,
    AnswerOut,
    ReceiptOut,
    ReportIn,
    StateOut,
)
from bairn.api.partner.tokens import Bearer, caller_of
from bairn.intake import actions as intake_actions
from bairn.intake import queries as intake
from bairn.kernel.refusal import Refusal

_log = logging.getLogger(__name__)
_REFUSED = {400: Problem, 401: Problem, 403: Problem, 413: Problem, 422: Problem, 503: Problem}


class _Api(NinjaAPI):
    """Names the media type of problems in the description as they are sent."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        content = response["content"]
                        content[problems.MEDIA_TYPE] = content.pop("application/json")
        return schema


api = _Api(
    title="Bairn partner API",
    version="1",
    description="Bring reports, add to them, and ask how they stand. A token belongs to one agency "
    "and one purpose. Names and words are sealed when they arrive.",
    urls_namespace="api:partner",
    docs_url=None,  # its page would fetch scripts from elsewhere
    auth=Bearer(),
    parser=Reader(),
)

IdempotencyKey = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        pattern=r"^([!-~]{16,128})?$",
        description="Random, new for each report: the same key again gives the same receipt.",
    ),
]
Reference = Annotated[str, Path(..., max_length=24, description="Such as `R-26-7K4M2QX-3`.")]


@api.post("reports", response={200: ReceiptOut, 201: ReceiptOut, **_REFUSED}, url_name="report")
def bring_report(
    request: HttpRequest, sent: ReportIn, idempotency_key: IdempotencyKey = ""
) -> Status[ReceiptOut]:
    """Bring a report. 201 for a new one, 200 when the same key came before."""
    caller = caller_of(request, reports=True)
    draft = drafts.draft_of(sent, request.body)
    receipt = intake_actions.receive(
        actor=caller.actor, at=caller.at, draft=draft, sending_key=idempotency_key
    )
    told = ReceiptOut(
        reference=receipt.reference,
        entry_id=receipt.entry_id,
        repeated=receipt.repeated,
        kept_unknown=list(draft.kept_unknown),
    )
    return Status(200 if receipt.repeated else 201, told)


@api.post(
    "reports/{reference}/additions",
    response={201: AdditionOut, 404: Problem, **_REFUSED},
    url_name="additions",
)
def add_to_report(
    request: HttpRequest, reference: Reference, sent: AdditionIn
) -> Status[AdditionOut]:
    """Tell more of a report that this agency's system brought."""
    caller = caller_of(request, reports=True)
    report_id = intake.by_reference(actor=caller.actor, at=caller.at, reference=reference)
    if report_id is None:
        raise Refusal("api.report", "There is no such report that you brought.")
    added = intake_actions.add_to_report(
        actor=caller.actor,
        at=caller.at,
        report_id=report_id,
        text=sent.text,
        facts=drafts.known_facts(sent.facts),
    )
    unknown = list(drafts.unknown_in(sent))
    told = AdditionOut(reference=reference.upper(), addition_id=added, kept_unknown=unknown)
    return Status(201, told)


@api.get(
    "reports/{reference}",
    response={200: StateOut, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    url_name="state",
)
def state_of_report(request: HttpRequest, reference: Reference) -> StateOut:
    """How a report stands that this agency's system brought."""
    caller = caller_of(request, reports=False)
    report_id = intake.by_reference(actor=caller.actor, at=caller.at, reference=reference)
    if report_id is None:
        raise Refusal("api.report", "There is no such report that you brought.")
    view = intake.state_for_partner(actor=caller.actor, at=caller.at, report_id=report_id)
    return StateOut(
        reference=view.reference,
        state=view.state.value,
        in_case=view.in_case,
        received_at=view.received_at,
        additions=view.additions,
        answers=[
            AnswerOut(code=one.code, answered_at=one.answered_at, contact_by=one.contact_by)
            for one in view.answers
        ],
    )


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.of_refusal(request, refusal)


@api.exception_handler(ValidationError)
def _unfit(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return problems.of_validation(fault.errors)


@api.exception_handler(HttpError)
def _http(_request: HttpRequest, fault: HttpError) -> HttpResponse:
    if fault.status_code == 401:
        detail = "Send your token: Authorization: Bearer …"
        return problems.answer(401, "api.token", detail, WWW_Authenticate="Bearer")
    detail = (
        "Send one JSON object in UTF-8: no key twice, no half characters, at most 16 levels and "
        "20,000 values."
    )
    return problems.answer(fault.status_code, "api.json", detail)


@api.exception_handler(RequestDataTooBig)
def _too_big(_request: HttpRequest, _fault: RequestDataTooBig) -> HttpResponse:
    return problems.answer(413, "api.too_large", "A request has at most 2 MB.")


@api.exception_handler(UnreadablePostError)
def _cut_off(_request: HttpRequest, _fault: UnreadablePostError) -> HttpResponse:
    return problems.answer(400, "api.cut_off", "The body ended before all of it had arrived.")


@api.exception_handler(Exception)
def _failed(_request: HttpRequest, _fault: Exception) -> HttpResponse:
    # Our formatter writes the kind of fault and the line, never what it says.
    _log.exception("partner API failed")
    return problems.answer(500, "api.fault", "The fault is ours. Send it again later.")
