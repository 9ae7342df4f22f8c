"""Releases: letting something leave, agreeing, taking back; bundles on their way and to fetch."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.disclosure import actions as disclosure
from bairn.disclosure import making as rule
from bairn.disclosure import releasing
from bairn.disclosure.terms import Release, Stage
from bairn.journeys import fetch_bundle
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.disclosure import forms, saying
from bairn.web.desk.disclosure.reading import CourtFile, court_file
from bairn.web.desk.disclosure.tab import page, release_off


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
@sensitive_post_parameters()
def new(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Let something leave."""
    actor, at = who.actor_of(request), clock.now()
    shown = court_file(actor=actor, at=at, case_id=case_id)
    form = forms.Releasing(shown, request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            made = disclosure.release(actor=actor, at=at, case_id=case_id, said=form.said())
            messages.success(request, _("It may leave. A bundle can be made of it."))
            return redirect("desk:court_release", case_id, made)
        except Refusal as refusal:
            may.tell(form, refusal)
    return page(
        request,
        "desk/disclosure/new.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        release_off=release_off(actor, shown),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, case_id: uuid.UUID, release_id: uuid.UUID) -> HttpResponse:
    """One release: what leaves, how it stands, its bundles and how each is checked."""
    actor, at = who.actor_of(request), clock.now()
    refused = None
    if request.method == "POST":
        try:
            if _done(request, case_id, release_id, actor=actor, at=at):
                messages.success(request, _("It is on record."))
                return redirect("desk:court_release", case_id, release_id)
        except Refusal as refusal:
            refused = may.spoken(refusal)
    shown = court_file(actor=actor, at=at, case_id=case_id)
    found = shown.release(release_id)
    if found is None:
        raise Refusal("disclosure.no_release", "This case has no such release.")
    makings = shown.makings(release_id)
    return page(
        request,
        "desk/disclosure/one.html",
        shown,
        actor=actor,
        at=at,
        one=found,
        rows=[row for row in shown.rows if row.held.piece in found.pieces],
        bundles=shown.bundles(release_id),
        makings=[row for row in makings if row.stage is not Stage.MADE],
        under_way=any(rule.under_way(row.stage) for row in makings),
        reasons=saying.choices("revoked"),
        refused=refused,
        **_offs(found, shown, actor, at),
    )


def _offs(found: Release, shown: CourtFile, actor: Actor, at: datetime) -> dict[str, Any]:
    """Why each button is off, by the rules' own words."""
    making = may.off("disclosure.ask_bundle", actor)
    if making is None and shown.schedule is not None:
        making = may.spoken(
            why_not(releasing.may_bundle, found, shown.schedule, at=at)
            or why_not(rule.may_ask, shown.makings(found.id))
        )
    fetching = may.off("disclosure.fetch", actor)
    if fetching is None and shown.schedule is not None:
        fetching = may.spoken(why_not(releasing.may_bundle, found, shown.schedule, at=at))
    return {
        "make_off": making,
        "fetch_off": fetching,
        "revoke_off": may.off("disclosure.revoke", actor),
    }


def _done(
    request: HttpRequest,
    case_id: uuid.UUID,
    release_id: uuid.UUID,
    *,
    actor: Actor,
    at: datetime,
) -> bool:
    do = request.POST.get("do", "")
    if do == "make":
        disclosure.ask_bundle(actor=actor, at=at, case_id=case_id, release_id=release_id)
    elif do == "revoke":
        disclosure.revoke(
            actor=actor,
            at=at,
            case_id=case_id,
            release_id=release_id,
            reason=request.POST.get("reason", ""),
        )
    else:
        return False
    return True


@require_POST
def bundle(request: HttpRequest, case_id: uuid.UUID, bundle_id: uuid.UUID) -> HttpResponseBase:
    """The bundle as one zip, checked before its first byte leaves and while it does."""
    actor, at = who.actor_of(request), clock.now()
    pieces = fetch_bundle.hand_out(actor=actor, at=at, case_id=case_id, bundle_id=bundle_id)
    found = StreamingHttpResponse(pieces, content_type="application/zip")
    found["Content-Disposition"] = f'attachment; filename="bundle-{bundle_id}.zip"'
    found["Cache-Control"] = "no-store"
    found["X-Content-Type-Options"] = "nosniff"
    return found
