"""The tables that belong to no pack: how a kit moves by place, who must report, guidance."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.kernel.periods import Counting
from bairn.protocols import pack_contents, tables, wording
from bairn.protocols import queries as protocols
from bairn.protocols.terms import KitRule, ReportingRule, Tables
from bairn.web.desk import who


@require_safe
def all_tables(request: HttpRequest) -> HttpResponse:
    """Every row of every table with its source and mark; `?place=` shows one jurisdiction alone."""
    actor, at = who.actor_of(request), clock.now()
    protocols.packs_available(actor=actor, at=at)
    every, today = tables.current(), at.date()
    places = sorted({row.jurisdiction for row in every.kits} | _reporting_places(every))
    place = request.GET.get("place", "")
    place = place if place in places else ""
    context = {
        "kits": [_kit(row, every, today) for row in every.kits if _in(row.jurisdiction, place)],
        "reporting": [
            _reporting(row, today) for row in every.reporting if _in(row.jurisdiction, place)
        ],
        "guidance": [
            {"row": row, "past_review": row.source.review_due < today}
            for row in every.guidance
            if _in(row.jurisdiction, place)
        ],
        "versions": every.versions,
        "places": places,
        "place": place,
    }
    return render(request, "desk/packs/tables.html", context)


def _reporting_places(every: Tables) -> set[str]:
    return {row.jurisdiction for row in every.reporting}


def _in(jurisdiction: str, place: str) -> bool:
    """What holds in a whole country holds in each of its places too."""
    return not place or jurisdiction in ("ANY", place) or place.startswith(f"{jurisdiction}-")


def _kit(row: KitRule, every: Tables, today: date) -> dict[str, Any]:
    return {
        "row": row,
        "clocks": [(clock.title, pack_contents.of_clock(clock, every)) for clock in row.clocks],
        "past_review": row.source.review_due < today,
    }


def _reporting(row: ReportingRule, today: date) -> dict[str, Any]:
    within = wording.of_span(row.within, Counting.CLOCK) if row.within else None
    return {"row": row, "within": within, "past_review": row.source.review_due < today}
