"""One interview: its plan, its sittings, and agreeing to it, putting it off or taking it back."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.interviews import actions, holding, planning
from bairn.interviews.terms import Interview
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.interviews import forms, reading, saying, tab
from bairn.web.desk.interviews.reading import LedgerFile

ACTS = ("approve", "decline", "postpone", "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, case_id: uuid.UUID, interview_id: uuid.UUID) -> HttpResponse:
    """What was planned and held, by whom; what may still be done with it, or why not."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    row, found = shown.interview(interview_id)
    do = request.POST.get("do", "")
    filled = {
        name: forms.Answer(name, request.POST if do == name else None)
        for name in ACTS
        if name != "approve"
    }
    if do in ACTS and (do not in filled or filled[do].is_valid()):
        try:
            said = _done(do, filled, shown, found, actor, at)
        except Refusal as refusal:
            _tell(request, filled.get(do), refusal)
        else:
            messages.success(request, said)
            return redirect("desk:interviews", case_id)
    wrong = may.to_mend(filled.values())
    return tab.show(
        request, "desk/interviews/one.html", shown, actor=actor, at=at,
        status=400 if wrong else 200, row=row, one=found, wrong=wrong, forms=filled,
        offs=_offs(actor, found), title=saying.PURPOSES[found.purpose],
    )  # fmt: skip


def _tell(request: HttpRequest, form: Form | None, refusal: Refusal) -> None:
    if form is None:
        messages.error(request, may.in_words(refusal))
    else:
        may.tell(form, refusal)


def _done(
    do: str,
    filled: dict[str, forms.Answer],
    shown: LedgerFile,
    found: Interview,
    actor: Actor,
    at: datetime,
) -> str:
    """Do what was asked and say so. Raises Refusal."""
    this: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_id": found.case_id,
        "interview_id": found.id,
    }
    given = filled[do].cleaned_data if do in filled else {}
    reason = given.get("reason", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "approve": (lambda: actions.approve(**this), _("Agreed: the interview is planned.")),
        "decline": (
            lambda: actions.decline(**this, reason=reason),
            _("Declined; it stays on the ledger."),
        ),
        "postpone": (
            lambda: actions.postpone(
                **this, until=forms.moment(given["until"], shown.zone), reason=reason
            ),
            _("Put off. That it was stays on the ledger."),
        ),
        "withdraw": (
            lambda: actions.withdraw(**this, reason=reason),
            _("Withdrawn; it stays on the ledger."),
        ),
    }
    act, said = acts[do]
    act()
    return said


def _offs(actor: Actor, found: Interview) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    offs = {name: may.off(f"interviews.{name}", actor) for name in ACTS}
    offs["hold"] = may.off(tab.ACTS["hold"], actor)
    answer = why_not(planning.may_answer, state=found.state, asked_by=found.asked_by, by=actor.id)
    rules = {
        "approve": answer,
        "decline": answer,
        "withdraw": why_not(
            planning.may_withdraw, state=found.state, sittings_left=found.sittings_left
        ),
        "postpone": why_not(planning.is_waiting, found.state),
        "hold": why_not(holding.is_next, found),
    }
    return {name: off or may.spoken(rules[name]) for name, off in offs.items()}
