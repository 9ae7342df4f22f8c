"""One offence with its leads, and one lead item by item."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.series.terms import Verdict
from bairn.web.desk import may, who
from bairn.web.desk.series import forms

MOST = 20


@require_safe
def offence(request: HttpRequest, offence_id: uuid.UUID) -> HttpResponse:
    """The strongest leads of one offence, each by its blocks."""
    actor, at = who.actor_of(request), clock.now()
    file = queries.offence(actor=actor, at=at, offence_id=offence_id)
    context = {
        "file": file,
        "ranked": queries.ranked(actor=actor, at=at, offence_id=offence_id, k=MOST),
        "book": book(),
    }
    return render(request, "desk/series/offence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, offence_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """One lead: every reason, what was said of it, and saying it."""
    actor, at = who.actor_of(request), clock.now()
    form = forms.Judging(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge_series_lead(
                actor=actor,
                at=at,
                offence_id=offence_id,
                other_id=other_id,
                verdict=Verdict(form.cleaned_data["verdict"]),
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _("Your judgement is on record."))
            return redirect("desk:series_lead", offence_id, other_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    ranked = queries.ranked(actor=actor, at=at, offence_id=offence_id, k=50)
    one = next((found for found in ranked.leads if found.other.id == other_id), None)
    if one is None:
        raise Http404
    wrong = may.to_mend([form])
    context = {
        "lead": one,
        "judgements": queries.judgements(
            actor=actor, at=at, offence_id=offence_id, other_id=other_id
        ),
        "form": form,
        "wrong": wrong,
        "off": may.off("series.judge", actor),
        "book": book(),
    }
    status = 400 if wrong else 200
    return render(request, "desk/series/lead.html", context, status=status)
