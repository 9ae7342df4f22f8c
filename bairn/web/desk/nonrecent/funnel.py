"""How far the old cases of one's reach came, drawn as bars and in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import queries
from bairn.web.desk import case_words, who


@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """Each step with its count and its share of the inventory."""
    actor, at = who.actor_of(request), clock.now()
    found = queries.funnel(actor=actor, at=at)
    whole = found.steps[0].count
    words = catalogue.book().steps
    context = {
        "steps": [(case_words.said(words[one.code]), one.count) for one in found.steps],
        "whole": whole,
        "unsent": found.unsent.items(),
    }
    return render(request, "desk/nonrecent/funnel.html", context)
