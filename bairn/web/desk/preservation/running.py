"""The list in the rail: what runs out first over everything in one's reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.preservation.terms import Kind
from bairn.web.desk import addressing, who
from bairn.web.desk.preservation import saying
from bairn.web.desk.preservation.reading import running_file

ROWS = 50


@require_safe
def running_out(request: HttpRequest) -> HttpResponse:
    """Open requests by what is due first; `?after=` leads on, `?kind=` shows those alone."""
    actor, at = who.actor_of(request), clock.now()
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in list(Kind) else None
    after = addressing.moment_and_id(request.GET.get("after", ""))
    found = running_file(actor=actor, at=at, kind=kind, after=after, limit=ROWS)
    rows, following = found.page.requests, found.page.next
    context = {
        "at": at,
        "rows": rows,
        "kind": kind or "",
        "kinds": [("", _("All")), *saying.choices("kinds")],
        "waiting": found.waiting,
        "references": found.references,
        "over": sum(one.next is not None and one.next.over(at) for one in rows),
        "older": addressing.key_of(*following) if following else "",
    }
    return render(request, "desk/preservation/running.html", context)
