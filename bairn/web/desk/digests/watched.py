"""What a case watches for: files that must not come back, and where they did."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.digests import actions, queries
from bairn.digests.terms import Hit, Watch
from bairn.intake import queries as intake
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import case_page, may, who
from bairn.web.desk.case_file import CaseFile
from bairn.web.desk.digests import saying
from bairn.web.desk.digests.forms import WatchFor


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRead:
    """A case with its watches, where they were struck, and who began them."""

    file: CaseFile
    watches: tuple[Watch, ...]
    hits: tuple[Hit, ...]
    staff: Mapping[uuid.UUID, StaffCard]
    references: Mapping[uuid.UUID, str]  # of reports within reach


@gate.look("desk.case_watched")
def read(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> WatchedRead:
    """A case with what it watches for."""
    watches = queries.watches(actor=actor, at=at, case_id=case_id)
    hits = queries.watch_hits(actor=actor, at=at, case_id=case_id)
    places = sorted({one.found_in for one in hits if one.found_in})
    off = may.off("intake.list", actor)
    rows = () if off else intake.by_ids(actor=actor, at=at, report_ids=places)
    return WatchedRead(
        file=CaseFile(
            card=cases.case(actor=actor, at=at, case_id=case_id),
            milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
        ),
        watches=watches,
        hits=hits,
        staff=access.staff_of(actor=actor, at=at, ids={one.by_id for one in watches}),
        references={row.id: row.reference for row in rows},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def watched(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What the case watches for; its circle begins and ends watches here."""
    actor, at = who.actor_of(request), clock.now()
    asked = request.POST.get("do", "")
    form = WatchFor(request.POST if asked == "watch" else None)
    if request.method == "POST" and (asked != "watch" or form.is_valid()):
        try:
            _change(request, form, actor, at, case_id)
            return redirect("desk:watched", case_id)
        except Refusal as no:
            if no.code.startswith("access."):
                raise
            may.tell(form, no) if asked == "watch" else messages.error(request, may.in_words(no))
    shown = read(actor=actor, at=at, case_id=case_id)
    return case_page.show(
        request,
        "desk/digests/watched.html",
        shown.file,
        actor=actor,
        at=at,
        tab="case",
        status=422 if form.errors else 200,
        form=form,
        rows=[_row(one, shown) for one in shown.watches],
        off={name: may.off(f"digests.{name}", actor) for name in ("watch", "end_watch")},
    )


def _change(
    request: HttpRequest, form: WatchFor, actor: Actor, at: datetime, case_id: uuid.UUID
) -> None:
    """Begin or end, as was asked, and say so. Raises Refusal."""
    if request.POST.get("do") == "watch":
        actions.watch(actor=actor, at=at, case_id=case_id, **form.asked())
        messages.success(request, _("Watched for from now on."))
        return
    actions.end_watch(actor=actor, at=at, case_id=case_id, watch_id=_id(request))
    messages.success(request, _("The watch has ended. What it found stays."))


def _id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("watch", ""))
    except ValueError:
        return uuid.UUID(int=0)


def _row(one: Watch, shown: WatchedRead) -> dict[str, object]:
    return {
        "watch": one,
        "why": saying.WATCHING[one.reason],
        "by": shown.staff.get(one.by_id),
        "hits": [
            {"hit": hit, "reference": shown.references.get(hit.found_in) if hit.found_in else ""}
            for hit in shown.hits
            if hit.watch_id == one.id
        ],
    }
