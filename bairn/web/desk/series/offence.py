"""One offence with its leads, the strongest first."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.series import queries
from bairn.series.book import book
from bairn.web.desk import who

MOST = 20


@require_safe
def offence(request: HttpRequest, offence_id: uuid.UUID) -> HttpResponse:
    """The strongest leads of one offence, each by its blocks, and which are leads no more."""
    actor, at = who.actor_of(request), clock.now()
    file = queries.offence(actor=actor, at=at, offence_id=offence_id)
    context = {
        "file": file,
        "ranked": queries.ranked(actor=actor, at=at, offence_id=offence_id, k=MOST),
        "book": book(),
    }
    return render(request, "desk/series/offence.html", context)
