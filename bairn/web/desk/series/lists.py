"""The list of coded offences, one's series and proposals, and what a supervisor is asked."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.cases import queries as cases
from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import queries
from bairn.series.book import book
from bairn.series.terms import Answer, Proposal
from bairn.web.desk import addressing, may, who

PAGE = 50
MOST = 200  # offences whose numbers are looked up at once


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest) -> HttpResponse:
    """Offences in one's sight; `?number=` finds one, `?after=` leads on."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _answered(request)
    ask: dict[str, Any] = {"actor": actor, "at": at}
    number = request.GET.get("number", "")[:40]
    after = addressing.an_id(request.GET.get("after", ""))
    rows = queries.offences(**ask, numbers=[number] if number else (), after=after, limit=PAGE)
    asked = () if may.off("series.to_review", actor) else queries.to_review(**ask)
    ids = [one.case_id for one in asked]
    known = cases.by_ids(**ask, case_ids=ids) if ids else ()
    proposals = () if may.off("series.proposals", actor) else queries.proposals(**ask)
    context = {
        "at": at,
        "rows": rows,
        "number": number,
        "older": str(rows[-1].id) if len(rows) == PAGE else "",
        "all_series": () if may.off("series.all", actor) else queries.all_series(**ask),
        "proposals": proposals,
        "numbers": _numbers(actor, at, proposals),
        "agreement": None if may.off("series.agreement", actor) else queries.agreement(**ask),
        "asked": asked,
        "references": {one.id: one.reference for one in known},
        "answer_off": may.off("journeys.answer_series", actor),
        "clusters_off": may.off("series.clusters", actor),
        "book": book(),
    }
    return render(request, "desk/series/list.html", context)


def _numbers(actor: Actor, at: datetime, proposals: Sequence[Proposal]) -> dict[uuid.UUID, str]:
    """By offence whose case has agreed its number; those of the newest proposals."""
    agreed = [one for proposal in proposals for one in proposal.agreed][:MOST]
    if not agreed:
        return {}
    moments = queries.map_and_time(actor=actor, at=at, offence_ids=agreed)
    return {one.offence_id: one.number for one in moments}


def _answered(request: HttpRequest) -> HttpResponse:
    actor, at = who.actor_of(request), clock.now()
    part = addressing.an_id(request.POST.get("part", ""))
    case_id = addressing.an_id(request.POST.get("case", ""))
    try:
        if part and case_id:
            answer = Answer(request.POST.get("do", ""))
            join_series.answer_series(
                actor=actor, at=at, case_id=case_id, part_id=part, answer=answer
            )
            messages.success(request, _("Your answer is on record."))
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
    except ValueError:
        messages.error(request, _("Choose one of the answers."))
    return redirect("desk:series")
