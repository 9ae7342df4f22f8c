"""The Supervision tab: promises, reviews with their directions, hand-overs; and sealed words."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.cases import actions as cases
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.supervision import reviewing
from bairn.vault.queries import words
from bairn.web.desk import case_page, may, who
from bairn.web.desk.supervision import forms
from bairn.web.desk.supervision.reading import SupervisionFile, supervision_file

ACTS = {
    "promise": "cases.promise",
    "keep": "journeys.keep_promise",
    "review": "journeys.review_case",
    "offer": "journeys.offer_case",
    "words": "words.read",
}


@require_http_methods(["GET", "HEAD", "POST"])
def tab(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What was promised, who looked over the case, and a form to promise something."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    form = forms.Promise(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            cases.promise(
                actor=actor,
                at=at,
                case_id=case_id,
                to=uuid.UUID(given["to"]),
                kind=given["kind"],
                by_at=forms.read(given["by_at"], shown.zone),
            )
            messages.success(request, _("The promise is on record."))
            return redirect("desk:supervision", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return page(request, "desk/supervision/tab.html", shown, actor=actor, at=at, form=form)


def page(
    request: HttpRequest,
    template: str,
    shown: SupervisionFile,
    *,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> HttpResponse:
    """A page of the tab; a form with something to mend answers 400."""
    wrong = may.to_mend(more.values())
    return case_page.show(
        request,
        template,
        shown.file,
        actor=actor,
        at=at,
        tab="supervision",
        status=400 if wrong else 200,
        shown=shown,
        wrong=wrong,
        off=offs(actor, shown),
        **more,
    )


def offs(actor: Actor, shown: SupervisionFile) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    own = may.spoken(why_not(reviewing.may_look_over, shown.own_roles))
    found["review"] = found["review"] or own
    if shown.file.card.closed_at:
        closed = may.spoken(Refusal("cases.closed", "This case is closed."))
        found |= {name: found[name] or closed for name in ("review", "offer")}
    return found


@require_POST
@sensitive_variables()
def read_words(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Open sealed comments, a direction, a question or an answer; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    try:
        asked = uuid.UUID(request.POST.get("words", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    (opened,) = words.read_words(actor=actor, at=at, subject_ids=[asked], case_id=case_id)
    back = request.POST.get("handover", "")
    return page(
        request,
        "desk/supervision/words.html",
        shown,
        actor=actor,
        at=at,
        lines=tuple(opened.fields.values()),
        back=next((one.id for one in shown.handovers if str(one.id) == back), None),
    )
