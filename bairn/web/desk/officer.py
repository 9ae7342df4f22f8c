"""An officer writes a report down: it is received, placed, and shown with its receipt at once."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.intake import actions as intake
from bairn.intake.terms import Receipt
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import actions as triage
from bairn.triage.terms import Standpoint
from bairn.web.desk import may, officer_draft
from bairn.web.desk.officer_form import NEW_PEOPLE, OfficerForm, PeopleForms
from bairn.web.desk.who import actor_of


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def officer(request: HttpRequest) -> HttpResponse:
    """Show the form, add or take out a person, or take the report in."""
    actor, at = actor_of(request), clock.now()
    may.check("intake.receive", actor)
    if request.method != "POST":
        fresh = OfficerForm(initial={"sending_key": uuid.uuid4().hex})
        return _page(request, fresh, PeopleForms(initial=NEW_PEOPLE))
    do, _, number = request.POST.get("do", "").partition(".")
    if do == "add":
        return _again(request, officer_draft.with_person(request.POST))
    if do == "remove" and number.isascii() and number.isdigit():
        return _again(request, officer_draft.without_person(request.POST, int(number)))
    return _take_in(request, actor, at)


def _take_in(request: HttpRequest, actor: Actor, at: datetime) -> HttpResponse:
    form, people = OfficerForm(request.POST), PeopleForms(request.POST)
    if not (form.is_valid() and people.is_valid()):
        return _page(request, form, people, status=422)
    draft = officer_draft.draft(
        form.cleaned_data,
        [one.cleaned_data for one in people.forms],
        language=translation.get_language() or "en",
    )
    try:
        receipt = intake.receive(
            actor=actor, at=at, draft=draft, sending_key=form.cleaned_data["sending_key"]
        )
    except Refusal as no:
        if no.code.startswith("access."):
            raise
        may.tell(form, no)
        return _page(request, form, people, status=422)
    context = {"receipt": receipt, "point": _placed(receipt, actor, at)}
    return render(request, "desk/officer_receipt.html", context)


def _placed(receipt: Receipt, actor: Actor, at: datetime) -> Standpoint | None:
    """Where the report stands at once; the report is safe even if no rule can be asked now."""
    try:
        triage.enter(actor=actor, at=at, report_id=receipt.report_id)
        return triage.assess(actor=actor, at=at, report_id=receipt.report_id)
    except Refusal:
        return None


def _again(request: HttpRequest, data: QueryDict) -> HttpResponse:
    """The same form with everything typed, not yet scolded."""
    form, people = OfficerForm(data), PeopleForms(data)
    return _page(request, form, people, quiet=True)


def _page(
    request: HttpRequest, form: OfficerForm, people: Any, *, status: int = 200, quiet: bool = False
) -> HttpResponse:
    if quiet:
        for one in (form, *people.forms):
            one._errors = {}
    wrong = [one for one in (form, *people.forms) if one.errors]
    context = {"form": form, "people": people, "wrong": wrong}
    return render(request, "desk/officer.html", context, status=status)
