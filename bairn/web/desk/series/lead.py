"""Two offences item by item; judging them, and entering what a laboratory found."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.evidence import queries as evidence
from bairn.journeys import lay_result
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.series.terms import Verdict
from bairn.web.desk import addressing, case_words, may, who
from bairn.web.desk.series import drawing, forms


@dataclass(frozen=True, slots=True)
class Laying:
    """Where a laboratory's result may be entered: from the case of one of the two offences."""

    case_id: uuid.UUID
    offence_id: uuid.UUID
    other_id: uuid.UUID
    form: forms.Result


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, offence_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """Every reason, what was said of the two, and saying it; also once it is a lead no more."""
    actor, at = who.actor_of(request), clock.now()
    do = request.POST.get("do", "")
    judging = forms.Judging(request.POST if do == "judge" else None)
    laying = _laying(actor, at, offence_id, other_id, request.POST if do == "lay" else None)
    if do == "judge":
        done = _judged(request, actor, at, offence_id, other_id, judging)
    else:
        done = do == "lay" and laying is not None and _laid(request, actor, at, laying)
    if done:
        return redirect("desk:series_lead", offence_id, other_id)
    found = queries.lead(actor=actor, at=at, offence_id=offence_id, other_id=other_id)
    said = queries.judgements(actor=actor, at=at, offence_id=offence_id, other_id=other_id)
    wrong = may.to_mend([judging, laying and laying.form])
    context = {
        "lead": found,
        "steps": drawing.steps(found.reasons),
        "items": _side_by_side(found.offence.codes, found.other.codes),
        "judgements": said,
        "form": judging,
        "laying": laying,
        "wrong": wrong,
        "off": may.off("series.judge", actor),
        "book": book(),
    }
    return render(request, "desk/series/lead.html", context, status=400 if wrong else 200)


def _laying(
    actor: Actor, at: datetime, offence_id: uuid.UUID, other_id: uuid.UUID, data: object
) -> Laying | None:
    """For whoever works on the case of either offence; an analyst enters no result."""
    if may.off("journeys.lay_result", actor):
        return None
    for one, other in ((offence_id, other_id), (other_id, offence_id)):
        case_id = queries.offence(actor=actor, at=at, offence_id=one).case_id
        if case_id is not None:
            exhibits = evidence.exhibits(actor=actor, at=at, case_id=case_id)
            return Laying(case_id, one, other, forms.Result(exhibits, data))
    return None


def _judged(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    offence_id: uuid.UUID,
    other_id: uuid.UUID,
    form: forms.Judging,
) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.judge_series_lead(
            actor=actor,
            at=at,
            offence_id=offence_id,
            other_id=other_id,
            verdict=Verdict(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        may.tell(form, refusal)
        return False
    messages.success(request, _("Your judgement is on record."))
    return True


def _laid(request: HttpRequest, actor: Actor, at: datetime, laying: Laying) -> bool:
    form = laying.form
    if not form.is_valid():
        return False
    try:
        lay_result.lay_result(
            actor=actor,
            at=at,
            case_id=laying.case_id,
            offence_id=laying.offence_id,
            other_id=laying.other_id,
            ruling=form.said(),
            exhibit_id=addressing.an_id(form.cleaned_data["exhibit"]),
        )
    except Refusal as refusal:
        may.tell(form, refusal)
        return False
    messages.success(request, _("The result is on record. It binds until a later one."))
    return True


def _side_by_side(
    here: Mapping[str, str], there: Mapping[str, str]
) -> list[tuple[str, str, str, bool]]:
    """By item what either side has, in words, and whether both have the same."""
    rows = []
    for code, item in book().items.items():
        if code in here or code in there:
            one, other = (
                case_words.said(item.values[side[code]]) if side.get(code) in item.values else ""
                for side in (here, there)
            )
            rows.append((case_words.said(item.title), one, other, bool(one) and one == other))
    return rows
