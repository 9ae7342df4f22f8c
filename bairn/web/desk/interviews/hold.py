"""Writing down that a sitting was held: the journey keeps ledger and milestone together."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.interviews import holding
from bairn.interviews.terms import Interview, Sitting
from bairn.journeys import hold_interview
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.interviews import forms, reading, tab
from bairn.web.desk.interviews.reading import LedgerFile

_ANSWERS = {"yes": True, "no": False, "": None}


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, case_id: uuid.UUID, interview_id: uuid.UUID) -> HttpResponse:
    """When, in which phases, with whom, and its recording or why there is none."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    row, one = shown.interview(interview_id)
    form = forms.Hold(shown, one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = _hold(form, shown, one, actor=actor, at=at)
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            _say(request, sitting)
            return redirect("desk:interviews", case_id)
    off = may.off(tab.ACTS["hold"], actor) or may.spoken(why_not(holding.is_next, one))
    return tab.show(
        request, "desk/interviews/hold.html", shown, actor=actor, at=at,
        status=400 if form.errors else 200, row=row, one=one, form=form, hold_off=off,
        number=len(one.sittings) + 1,
    )  # fmt: skip


def _hold(
    form: forms.Hold, shown: LedgerFile, one: Interview, *, actor: Actor, at: datetime
) -> Sitting:
    given: dict[str, Any] = form.cleaned_data
    return hold_interview.hold_interview(
        actor=actor,
        at=at,
        case_id=one.case_id,
        interview_id=one.id,
        started_at=forms.moment(given["started_at"], shown.zone),
        ended_at=forms.moment(given["ended_at"], shown.zone),
        phases=form.phases(),
        open_prompts=given["open_prompts"],
        leading_prompts=given["leading_prompts"],
        recording=form.recording(),
        no_recording_reason=given["no_recording_reason"],
        minimal_facts=_ANSWERS[given["minimal_facts"]],
        present=form.seats(one.interviewer),
        adult_refused=form.adult_refused(),
    )


def _say(request: HttpRequest, sitting: Sitting) -> None:
    if sitting.recording is None:
        messages.warning(request, _("Kept. Without a recording it shows as a fault."))
    else:
        messages.success(request, _("Kept. The child is not asked again."))
