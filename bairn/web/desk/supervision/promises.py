"""One promise: keep it, put it off, take it back, as far as the rules let it."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.cases import actions as cases
from bairn.cases import promising
from bairn.cases.terms import Promise
from bairn.journeys import keep_promise
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.supervision import forms, tab
from bairn.web.desk.supervision.reading import supervision_file

ACTS = {
    "keep": "journeys.keep_promise",
    "put_off": "cases.put_off_promise",
    "withdraw": "cases.withdraw_promise",
}


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, case_id: uuid.UUID, promise_id: uuid.UUID) -> HttpResponse:
    """What was promised to whom, and what may still be done about it."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    one = next((made for made in shown.promises if made.id == promise_id), None)
    if one is None:
        raise Http404
    asked = request.POST.get("do", "")
    data = {name: request.POST if asked == name else None for name in ACTS}
    filled: dict[str, django_forms.Form] = {
        "keep": forms.Keep(data["keep"], initial={"kept_at": forms.wall(at, shown.zone)}),
        "put_off": forms.PutOff(data["put_off"]),
        "withdraw": forms.Withdraw(data["withdraw"]),
    }
    form = filled.get(asked)
    if form is not None and form.is_valid():
        this = {"actor": actor, "at": at, "case_id": case_id, "promise_id": promise_id}
        act, words = _acts(this, form.cleaned_data, shown.zone)[asked]
        try:
            act()
            messages.success(request, words)
            return redirect("desk:supervision", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return tab.page(
        request,
        "desk/supervision/promise.html",
        shown,
        actor=actor,
        at=at,
        promise=one,
        part=shown.parts.get(one.to),
        may=_offs(actor, one, at),
        **{f"{name}_form": one_form for name, one_form in filled.items()},
    )


def _acts(
    this: dict[str, Any], given: dict[str, Any], zone: Any
) -> dict[str, tuple[Callable[[], object], str]]:
    return {
        "keep": (
            lambda: keep_promise.keep_promise(
                **this, kept_at=forms.read(given["kept_at"], zone), told=given["told"]
            ),
            _("The promise was kept: it is on record."),
        ),
        "put_off": (
            lambda: cases.put_off_promise(
                **this, until=forms.read(given["until"], zone), reason=given["reason"]
            ),
            _("The promise is put off. Each time is counted."),
        ),
        "withdraw": (
            lambda: cases.withdraw_promise(**this, reason=given["reason"]),
            _("The promise is taken back. It stays on record."),
        ),
    }


def _offs(actor: Actor, one: Promise, at: datetime) -> dict[str, Refusal | None]:
    """Why each button is off: by one's role, else by the rule itself."""
    rules = {
        "keep": why_not(promising.may_keep, one, kept_at=at, at=at),
        "put_off": why_not(promising.may_move, one, at=at),
        "withdraw": why_not(promising.may_move, one, at=at),
    }
    return {name: may.off(act, actor) or may.spoken(rules[name]) for name, act in ACTS.items()}
