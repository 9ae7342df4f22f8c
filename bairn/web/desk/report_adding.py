"""What is added to a report that stands: the case it belongs to, a band that police gave."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bairn.cases import queries as cases
from bairn.journeys import join_report as journey
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import actions as triage
from bairn.web.desk import may, report_file
from bairn.web.desk.report import back, page
from bairn.web.desk.report_forms import JoinForm, PoliceForm
from bairn.web.desk.who import actor_of


@require_POST
def join(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Make the report part of the case whose reference was given, then show that case."""
    actor, at = actor_of(request), clock.now()
    file = report_file.read(actor=actor, at=at, report_id=report_id)
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            case_id = _case(actor, at, form.cleaned_data["reference"])
            journey.join_report(actor=actor, at=at, case_id=case_id, report_id=report_id)
        except Refusal as no:
            form.refuse(no, beside="reference")
        else:
            return HttpResponseRedirect(reverse("desk:case", args=[case_id]))
    return page(request, file, actor, at, status=422, join_form=form, form=form)


@require_POST
def police(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Keep a band that police gave by their own scheme, as given."""
    actor, at = actor_of(request), clock.now()
    file = report_file.read(actor=actor, at=at, report_id=report_id)
    form = PoliceForm(request.POST)
    if form.is_valid():
        try:
            triage.record_police_band(actor=actor, at=at, report_id=report_id, **form.cleaned_data)
        except Refusal as no:
            form.refuse(no)
        else:
            return back(report_id, "police")
    return page(request, file, actor, at, status=422, police_form=form, form=form)


def _case(actor: Actor, at: datetime, reference: str) -> uuid.UUID:
    """The case of this reference; one that is not in reach gets the words of one that is not."""
    may.check("journeys.join_report", actor)
    found = cases.by_reference(actor=actor, at=at, reference=reference)
    if found is None:
        raise Refusal("desk.case", "There is no such case or report in your circle.")
    return found.id
