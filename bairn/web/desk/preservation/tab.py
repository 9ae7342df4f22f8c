"""The Requests tab: what is still to be asked, what was asked of whom, and what runs out."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.preservation import asking
from bairn.web.desk import case_page, may, who
from bairn.web.desk.preservation.reading import RequestsFile, only_removals, requests_file


@require_safe
def tab(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Windows without a request first, then every request with the time that is left."""
    actor, at = who.actor_of(request), clock.now()
    shown = requests_file(actor=actor, at=at, case_id=case_id)
    return page(request, "desk/preservation/tab.html", shown, actor=actor, at=at)


def page(
    request: HttpRequest,
    template: str,
    shown: RequestsFile,
    *,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> HttpResponse:
    """A page of the tab; a form with something to mend answers 400."""
    wrong = may.to_mend(more.values())
    return case_page.show(
        request,
        template,
        shown.file,
        actor=actor,
        at=at,
        tab="preservation",
        status=400 if wrong else 200,
        shown=shown,
        wrong=wrong,
        draft_off=draft_off(actor, shown),
        words_off=may.off("words.read", actor),
        **more,
    )


def draft_off(actor: Actor, shown: RequestsFile) -> Refusal | None:
    """Why nothing can be drafted, by the rules' own words."""
    off = may.off("preservation.draft", actor)
    if only_removals(actor):
        named = shown.removals
        off = may.spoken(why_not(asking.may_ask_removal, roles=actor.roles, named=named))
    if off is None and shown.file.card.closed_at:
        off = may.spoken(Refusal("cases.closed", "This case is closed. Reopen it first."))
    return off
