"""One hand-over: accepted thing by thing, refused or taken back for a reason, or by a receipt."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.evidence import actions as evidence
from bairn.evidence import handing, queries
from bairn.evidence.terms import Handover
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import answering, forms, tab
from bairn.web.desk.exhibits.reading import EvidenceFile, evidence_file


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("reference", "signed_by")
def handover(request: HttpRequest, case_id: uuid.UUID, offer_id: uuid.UUID) -> HttpResponse:
    """What was offered, and the receiver's answer: all of it at once, each thing by itself."""
    actor, at = who.actor_of(request), clock.now()
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    case_id = shown.file.card.id
    one = queries.handover(actor=actor, at=at, case_id=case_id, handover_id=offer_id)
    asked = request.POST.get("do", "")
    here = request.GET.getlist("here")
    filled = _forms(one, shown, asked, request.POST, here)
    form = filled.get(asked)
    refused = None
    if form is not None and form.is_valid():
        this: dict[str, Any] = {
            "actor": actor, "at": at, "case_id": case_id, "handover_id": offer_id,
            "happened_at": form.when(at) if form.cleaned_data.get("happened_at") else None,
        }  # fmt: skip
        try:
            messages.success(request, _done(asked, form, this, one, request.POST))
            return redirect("desk:exhibits")
        except Refusal as refusal:
            refused = may.spoken(refusal)
    return tab.page(
        request,
        "desk/exhibits/handover.html",
        shown,
        actor=actor,
        at=at,
        handover=one,
        answer=filled["accept"],
        forms=filled,
        asked=asked,
        wrong=form if form is not None and form.errors else None,
        refused=refused,
        why=_offs(one, actor),
        outside=bool(one.taker.outside),
    )


def _forms(
    one: Handover, shown: EvidenceFile, asked: str, data: Any, here: list[str]
) -> dict[str, Any]:
    answer = answering.Receipted if one.taker.outside else answering.Answer
    given = {name: data if asked == name else None for name in ("accept", "refuse", "take_back")}
    return {
        "accept": answer(given["accept"], handover=one, zone=shown.zone, here=here),
        "refuse": forms.Refuse(given["refuse"], zone=shown.zone),
        "take_back": forms.TakeBack(given["take_back"], zone=shown.zone),
    }


def _offs(one: Handover, actor: Actor) -> dict[str, Refusal | None]:
    """Why each button is off, by the policy's and the rules' own words."""
    accept = "evidence.accepted_outside" if one.taker.outside else "evidence.accept"
    found = {
        "accept": may.off(accept, actor),
        "refuse": may.off("evidence.refuse", actor),
        "take_back": may.off("evidence.take_back", actor),
    }
    rules: Mapping[str, Refusal | None] = {
        "accept": why_not(handing.still_waiting, one, ())
        if one.taker.outside
        else why_not(handing.may_answer, one, (), by=actor.id),
        "refuse": why_not(handing.may_answer, one, (), by=actor.id),
        "take_back": why_not(handing.may_take_back, one, (), by=actor.id),
    }
    return {name: off or may.spoken(rules[name]) for name, off in found.items()}


def _done(asked: str, form: Any, this: dict[str, Any], one: Handover, data: Any) -> str:
    """Do what was asked and say so. Raises Refusal."""
    if asked == "accept" and isinstance(form, answering.Receipted):
        count = evidence.accepted_outside(**this, receipt=form.receipt(), **form.said())
        return _("On record: %(n)s taken outside the house.") % {"n": count}
    if asked == "accept":
        count = evidence.accept(**this, **form.said())
        return _("Accepted: %(n)s. You answer for it from now on.") % {"n": count}
    some = answering.ticked(data, one)
    act = evidence.refuse if asked == "refuse" else evidence.take_back
    count = act(**this, reason=form.cleaned_data["reason"], exhibit_ids=some)
    if asked == "refuse":
        return _("Refused: %(n)s. The giver goes on answering for it.") % {"n": count}
    return _("Taken back: %(n)s.") % {"n": count}
