"""Offering several exhibits of a case together: one receiver, one purpose, one answer for each."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.evidence import actions as evidence
from bairn.evidence import handing
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import offer_forms, tab
from bairn.web.desk.exhibits.reading import evidence_file


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("to_words")
def offer(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Choose from what one holds in this case, and to whom it goes."""
    actor, at = who.actor_of(request), clock.now()
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    case_id = shown.file.card.id
    held = [one for one in shown.cards if why_not(handing.in_hands_of, one, actor.id) is None]
    takers = [(str(one.id), one.display_name) for one in shown.circle if one.id != actor.id]
    form = offer_forms.OfferMany(
        request.POST if request.method == "POST" else None,
        cards=held,
        takers=takers,
        zone=shown.zone,
    )
    if request.method == "POST" and form.is_valid():
        try:
            evidence.offer(
                actor=actor,
                at=at,
                case_id=case_id,
                exhibit_ids=form.chosen,
                to=form.receiver(),
                purpose=form.cleaned_data["purpose"],
                happened_at=form.when(at) if form.cleaned_data["happened_at"] else None,
            )
            messages.success(request, _("Offered. You answer for it until it is accepted."))
            return redirect("desk:exhibits")
        except Refusal as refusal:
            may.tell(form, refusal)
    return tab.page(
        request,
        "desk/exhibits/offer.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        held=held,
        no_offering=may.off("evidence.offer", actor),
    )
