"""The queue of old cases: why each is here, until when it is to be taken up, and who has it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import queries
from bairn.nonrecent.terms import Why
from bairn.web.desk import addressing, case_words, may, who

SHOWN = ("open", "mine", "ended")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is due first at the top; `?why=`, `?show=` narrow it, `?after=` leads on."""
    actor, at = who.actor_of(request), clock.now()
    asked, show = request.GET.get("why", ""), request.GET.get("show", "open")
    why = Why(asked) if asked in list(Why) else None
    show = show if show in SHOWN else "open"
    found = queries.queue(
        actor=actor,
        at=at,
        why=why,
        mine=show == "mine",
        ended=show == "ended",
        after=addressing.moment_and_id(request.GET.get("after", "")),
    )
    taken = {one.taken_by for one in found.items if one.taken_by}
    context = {
        "at": at,
        "rows": found.items,
        "late": sum(one.late(at) for one in found.items),
        "staff": access.staff_of(actor=actor, at=at, ids=taken),
        "triggers": catalogue.book().triggers,
        "why": why or "",
        "reasons": [("", _("All reasons")), *_reasons()],
        "show": show,
        "shown": [("open", _("Open")), ("mine", _("Mine")), ("ended", _("Ended"))],
        "older": addressing.key_of(*found.next) if found.next else "",
        "funnel_off": may.off("nonrecent.funnel", actor),
    }
    return render(request, "desk/nonrecent/queue.html", context)


def _reasons() -> list[tuple[str, str]]:
    triggers = catalogue.book().triggers.items()
    return [(code.value, case_words.said(row.title)) for code, row in triggers]
