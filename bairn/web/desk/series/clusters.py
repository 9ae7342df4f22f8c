"""Which offences hang together at a threshold, and what a change would make of it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.series.terms import Block, Changes
from bairn.web.desk import may, who
from bairn.web.desk.series import forms, saying

USUAL = 0.5


@require_http_methods(["GET", "HEAD", "POST"])
def clusters(request: HttpRequest) -> HttpResponse:
    """Clusters of two or more; nothing that is tried out here is kept."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _opened(request)
    threshold = _threshold(request.GET.get("threshold", ""))
    left_out = [one for one in request.GET.getlist("without") if one in saying.BLOCKS]
    apart = forms.ids(request.GET.getlist("leave"))
    changes = Changes(
        without_blocks=frozenset(Block(one) for one in left_out),
        without_offences=frozenset(apart),
    )
    found = queries.clusters(actor=actor, at=at, threshold=threshold, changes=changes)
    numbers = {one.id: one.number for cluster in found.clusters for one in cluster.offences}
    for one in changes.without_offences - numbers.keys():
        numbers[one] = queries.offence(actor=actor, at=at, offence_id=one).offence.number
    context = {
        "found": found,
        "percent": round(threshold * 100),
        "blocks": saying.BLOCKS.items(),
        "left_out": left_out,
        "joined": [_names(pair, numbers) for pair in found.joined],
        "parted": [_names(pair, numbers) for pair in found.parted],
        "open_off": may.off("series.open", actor),
        "book": book(),
    }
    return render(request, "desk/series/clusters.html", context)


def _opened(request: HttpRequest) -> HttpResponse:
    actor, at = who.actor_of(request), clock.now()
    try:
        series_id = actions.open_series(
            actor=actor, at=at, offence_ids=forms.ids(request.POST.getlist("offence"))
        )
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
        return redirect("desk:series_clusters")
    messages.success(request, _("They are held together; nothing is merged and no case learns it."))
    return redirect("desk:series_one", series_id)


def _names(pair: frozenset[uuid.UUID], numbers: dict[uuid.UUID, str]) -> str:
    return " + ".join(sorted(numbers.get(one, "…") for one in pair))


def _threshold(text: str) -> float:
    try:
        return min(0.99, max(0.01, float(text) / 100))
    except ValueError:
        return USUAL
