"""The list of coded offences, one's series and proposals, and what a supervisor is asked."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.series import queries
from bairn.series.book import book
from bairn.series.terms import Answer
from bairn.web.desk import may, who

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest) -> HttpResponse:
    """Offences in one's sight; `?number=` finds one, `?after=` leads on."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _answered(request)
    ask = {"actor": actor, "at": at}
    number, after = request.GET.get("number", "")[:40], _id(request.GET.get("after", ""))
    rows = queries.offences(actor=actor, at=at, number=number, after=after, limit=PAGE)
    asked = () if may.off("series.to_review", actor) else queries.to_review(actor=actor, at=at)
    ids = [one.case_id for one in asked]
    known = cases.by_ids(actor=actor, at=at, case_ids=ids) if ids else ()
    context = {
        "at": at,
        "rows": rows,
        "number": number,
        "older": str(rows[-1].id) if len(rows) == PAGE else "",
        "all_series": () if may.off("series.all", actor) else queries.all_series(**ask),  # type: ignore[arg-type] # the two keywords
        "proposals": () if may.off("series.proposals", actor) else queries.proposals(**ask),  # type: ignore[arg-type] # the same
        "agreement": None if may.off("series.agreement", actor) else queries.agreement(**ask),  # type: ignore[arg-type] # the same
        "asked": asked,
        "references": {one.id: one.reference for one in known},
        "answer_off": may.off("journeys.answer_series", actor),
        "clusters_off": may.off("series.clusters", actor),
        "book": book(),
        "units": {one.id: one.name for one in access.units(**ask)},  # type: ignore[arg-type] # the same
    }
    return render(request, "desk/series/list.html", context)


def _answered(request: HttpRequest) -> HttpResponse:
    actor, at = who.actor_of(request), clock.now()
    part, case_id = _id(request.POST.get("part", "")), _id(request.POST.get("case", ""))
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


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
