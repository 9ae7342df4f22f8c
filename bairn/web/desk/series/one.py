"""One series: its offences on a map, in time and side by side; leaving it, proposing it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.web.desk import case_words, may, who
from bairn.web.desk.series import drawing, forms


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, series_id: uuid.UUID) -> HttpResponse:
    """The series with everything that one sees of it."""
    actor, at = who.actor_of(request), clock.now()
    shown = queries.series(actor=actor, at=at, series_id=series_id)
    members = [one for one in shown.members if one.until_at is None]
    wanted = [one.offence.id for one in members]
    if request.method == "POST":
        return _acted(request, series_id, wanted)
    moments = queries.map_and_time(actor=actor, at=at, offence_ids=wanted)
    matrix = queries.matrix(actor=actor, at=at, offence_ids=wanted)
    rows = [
        (case_words.said(book().items[item].title), _cells(item, values))
        for item, values in matrix.rows.items()
    ]
    context = {
        "series": shown,
        "members": members,
        "left": [one for one in shown.members if one.until_at is not None],
        "map": drawing.on_map(moments),
        "line": drawing.in_time(moments),
        "moments": moments,
        "numbers": matrix.numbers,
        "rows": rows,
        "leaving": forms.texts(book().leaving)[1:],
        "proposing": forms.texts(book().proposing)[1:],
        "off": {
            "leave": may.off("series.leave", actor),
            "propose": may.off("journeys.join_series", actor),
        },
        "book": book(),
    }
    return render(request, "desk/series/one.html", context)


def _cells(item: str, values: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Each value in words, and whether another offence has the same."""
    words = book().items[item].values
    return [
        (
            case_words.said(words[value]) if value in words else value,
            value in words and values.count(value) > 1,
        )
        for value in values
    ]


def _acted(request: HttpRequest, series_id: uuid.UUID, members: list[uuid.UUID]) -> HttpResponse:
    actor, at = who.actor_of(request), clock.now()
    what, _colon, which = request.POST.get("do", "").partition(":")
    reason = request.POST.get("reason", "")
    try:
        if what == "propose":
            join_series.join_series(actor=actor, at=at, offence_ids=members, reason=reason)
            messages.success(request, _("Each case is asked; whoever agrees appears in the list."))
        elif what == "leave":
            actions.leave_series(
                actor=actor,
                at=at,
                series_id=series_id,
                offence_id=uuid.UUID(which),
                reason=reason,
            )
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
    except ValueError:
        messages.error(request, _("This offence is not in the series."))
    return redirect("desk:series_one", series_id)
