"""Drafting a request: first what is asked of whom, then the request itself."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions as preservation
from bairn.preservation import codes
from bairn.preservation.terms import Kind, NewRequest
from bairn.protocols.terms import WindowNow
from bairn.web.desk import may, who
from bairn.web.desk.preservation import forms, tab
from bairn.web.desk.preservation.reading import RequestsFile, only_removals, requests_file


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form", "wish")
@sensitive_post_parameters()
def draft(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """`?kind=` and `?to=` choose; `?window=` is the window of the pack that it began from."""
    actor, at = who.actor_of(request), clock.now()
    shown = requests_file(actor=actor, at=at, case_id=case_id)
    asked = request.GET if "kind" in request.GET or "to" in request.GET else None
    which = forms.Which(asked, only=Kind.TAKEDOWN if only_removals(actor) else None)
    window = _window(shown, request.GET.get("window", ""))
    if not which.is_valid():
        return tab.page(
            request, "desk/preservation/which.html", shown, actor=actor, at=at, which=which
        )
    kind, row = Kind(which.cleaned_data["kind"]), codes.book().classes[which.cleaned_data["to"]]
    form = forms.Draft(
        shown, row, kind, request.POST or None, initial=_initial(request, shown, window)
    )
    if request.method == "POST" and form.is_valid():
        try:
            wish = form.wish(
                kind=kind, to=row.id, window=window.window if window else "", zone=shown.zone
            )
            return _made(request, case_id, wish, actor=actor, at=at)
        except Refusal as refusal:
            beside = "addressee" if refusal.field == "holder" else None
            may.tell(form, refusal, beside=beside)
    return tab.page(
        request,
        "desk/preservation/draft.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        kind=kind,
        row=row,
        window=window,
        bases=codes.book().bases_for(kind=kind, holder_class=row.id, law=shown.law),
        title=_("Draft a request"),
    )


def _made(
    request: HttpRequest, case_id: uuid.UUID, wish: NewRequest, *, actor: Actor, at: datetime
) -> HttpResponse:
    act = preservation.draft_takedown if only_removals(actor) else preservation.draft
    made = act(actor=actor, at=at, case_id=case_id, said=wish)
    messages.success(
        request,
        _("Both requests are drafted.") if len(made) > 1 else _("The request is drafted."),
    )
    return redirect("desk:preservation_request", case_id, made[0])


def _window(shown: RequestsFile, code: str) -> WindowNow | None:
    return next((one for one in shown.file.windows if one.window == code), None)


def _initial(request: HttpRequest, shown: RequestsFile, window: WindowNow | None) -> dict[str, Any]:
    period = window.contact if window else Bounds()
    language = "zh" if str(getattr(request, "LANGUAGE_CODE", "en")).startswith("zh") else "en"
    return {
        "from_at": forms.on_wall(period.earliest, shown.zone),
        "until_at": forms.on_wall(period.latest, shown.zone),
        "language": language,
    }
