"""Planning a child's one interview, asking for one more, or putting the defence's questions."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.interviews import actions
from bairn.interviews.terms import ChildLedger, InterviewPurpose
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import addressing, may, who
from bairn.web.desk.interviews import forms, reading, saying, tab
from bairn.web.desk.interviews.reading import LedgerFile


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def plan(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The form for one child; without a child the page asks which."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    row = chosen_child(request, shown)
    if row is None:
        return tab.show(
            request, "desk/interviews/which.html", shown, actor=actor, at=at, on="interviews_plan"
        )
    purpose = _purpose(request, row)
    form = forms.Plan(shown, row, purpose, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _plan(form, shown, purpose, actor=actor, at=at, case_id=case_id, about=row.about)
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            messages.success(request, _said(purpose))
            return redirect("desk:interviews", case_id)
    return tab.show(
        request, "desk/interviews/plan.html", shown, actor=actor, at=at,
        status=400 if form.errors else 200, row=row, form=form, purpose=purpose,
        title=saying.PURPOSES[purpose], plan_off=tab.plan_off(row, purpose, shown, actor),
        asks=purpose is InterviewPurpose.REPEAT,
    )  # fmt: skip


def chosen_child(request: HttpRequest, shown: LedgerFile) -> ChildLedger | None:
    """The child that was named, or the only one; None when there are several or none."""
    named = request.POST.get("child") or request.GET.get("child", "")
    if named:
        found = addressing.an_id(named)
        if found is None:
            raise Http404
        return shown.ledger(found)
    return shown.ledgers[0] if len(shown.ledgers) == 1 else None


def _purpose(request: HttpRequest, row: ChildLedger) -> InterviewPurpose:
    named = request.POST.get("kind") or request.GET.get("kind", "")
    if named in {one.value for one in InterviewPurpose}:
        return InterviewPurpose(named)
    held = any(one.sittings for one in row.interviews)
    return InterviewPurpose.REPEAT if held else InterviewPurpose.FIRST


def _plan(
    form: forms.Plan, shown: LedgerFile, purpose: InterviewPurpose, *, at: datetime, **this: Any
) -> None:
    given = form.cleaned_data
    interviewer = uuid.UUID(given["interviewer"])
    actions.plan(
        **this,
        at=at,
        planned_at=forms.moment(given["planned_at"], shown.zone),
        place=given["place"],
        adapted_site=given["adapted_site"],
        interviewer=interviewer,
        present=form.seats(interviewer),
        adult_refused=form.adult_refused(),
        purpose=purpose,
        open_questions=given.get("open_questions", ""),
        sittings=given.get("sittings") or 1,
        covers=given["covers"] or 1,
    )


def _said(purpose: InterviewPurpose) -> str:
    if purpose is InterviewPurpose.REPEAT:
        return _("Asked. It has no effect until a supervisor who did not ask agrees.")
    return _("The interview is planned.")
