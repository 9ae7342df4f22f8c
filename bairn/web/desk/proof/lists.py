"""The list in the rail: where advice is waited for, and what one is to get oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.proof import queries
from bairn.web.desk import may, who


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Cases in which a prosecutor was asked, oldest first; then what I am to get, by when."""
    actor, at = who.actor_of(request), clock.now()
    advises = may.off("proof.advice_waiting", actor) is None
    waiting = queries.advice_waiting(actor=actor, at=at) if advises else ()
    staff = access.staff_of(actor=actor, at=at, ids={one.by_id for one in waiting})
    context = {
        "at": at,
        "advises": advises,
        "waiting": waiting,
        "wanted": queries.wanted(actor=actor, at=at),
        "staff": staff,
        "most": queries.MOST,
    }
    return render(request, "desk/proof/lists.html", context)
