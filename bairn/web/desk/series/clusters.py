"""Which offences hang together at a threshold, and what a change would make of it."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.series.terms import Block, Changes, Clusters
from bairn.web.desk import addressing, may, who
from bairn.web.desk.series import finding, forms


@require_http_methods(["GET", "HEAD", "POST"])
def clusters(request: HttpRequest) -> HttpResponse:
    """Clusters of two or more; nothing that is tried out here is kept."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _opened(request)
    form = forms.WhatIf(request.GET or None)
    changes = _changes(form, actor, at)
    percent = getattr(form, "cleaned_data", {}).get("threshold") or forms.USUAL
    found = queries.clusters(actor=actor, at=at, threshold=percent / 100, changes=changes)
    context = {
        "found": found,
        "form": form,
        "wrong": may.to_mend([form]),
        "changed": changes != Changes(),
        "joined": _names(found.joined, found),
        "parted": _names(found.parted, found),
        "less": _leaving_out(request, found),
        "open_off": may.off("series.open", actor),
        "book": book(),
    }
    return render(
        request, "desk/series/clusters.html", context, status=400 if context["wrong"] else 200
    )


def _changes(form: forms.WhatIf, actor: Actor, at: datetime) -> Changes:
    """What the form says; where something of it is to be mended, what can be understood of it."""
    form.is_valid()
    given: dict[str, Any] = getattr(form, "cleaned_data", {})

    def read(name: str) -> list[list[uuid.UUID]]:
        """Each line of a field as the offences that it names."""
        lines = [line for line in given.get(name, "").splitlines() if line.strip()]
        try:
            found = [finding.numbered(one, actor=actor, at=at, field=name) for one in lines]
        except Refusal as refusal:
            may.tell(form, refusal)
            return []
        return [[one.id for one in line] for line in found]

    return Changes(
        without_blocks=frozenset(Block(one) for one in given.get("without", ())),
        without_items=frozenset(given.get("items", ())),
        without_offences=frozenset(one for line in read("leave") for one in line),
        together=_pairs(form, "together", read("together")),
        apart=_pairs(form, "apart", read("apart")),
    )


def _pairs(
    form: forms.WhatIf, name: str, lines: list[list[uuid.UUID]]
) -> frozenset[frozenset[uuid.UUID]]:
    """The pairs of each line: everybody of it with everybody else."""
    if any(len(line) < 2 for line in lines):
        form.add_error(name, _("Name two offences or more on each line."))
    return frozenset(
        frozenset((one, other)) for line in lines for one in line for other in line if one != other
    )


def _leaving_out(request: HttpRequest, found: Clusters) -> dict[uuid.UUID, str]:
    """By offence the address that tries the same without it too."""
    given = {name: request.GET.getlist(name) for name in request.GET}
    left = " ".join(given.get("leave", [])).split()
    return {
        one.id: "?" + urlencode({**given, "leave": " ".join([*left, one.number])}, doseq=True)
        for cluster in found.clusters
        for one in cluster.offences
    }


def _opened(request: HttpRequest) -> HttpResponse:
    actor, at = who.actor_of(request), clock.now()
    try:
        series_id = actions.open_series(
            actor=actor, at=at, offence_ids=addressing.ids(request.POST.getlist("offence"))
        )
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
        return redirect("desk:series_clusters")
    messages.success(request, _("They are held together; nothing is merged and no case learns it."))
    return redirect("desk:series_one", series_id)


def _names(pairs: frozenset[frozenset[uuid.UUID]], found: Clusters) -> list[str]:
    return sorted(" + ".join(sorted(found.numbers[one] for one in pair)) for pair in pairs)
