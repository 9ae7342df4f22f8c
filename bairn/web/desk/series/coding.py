"""Coding the offences of a case: a first time, again by somebody else, amended with a reason."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.web.desk import case_page, may, who
from bairn.web.desk.links import reading
from bairn.web.desk.series import forms


@require_http_methods(["GET", "HEAD", "POST"])
def coding(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The offences of a case, and the form to code another."""
    actor, at = who.actor_of(request), clock.now()
    form = forms.Coding(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _done(
            request,
            form,
            lambda: actions.code_offence(actor=actor, at=at, case_id=case_id, said=form.said()),
        )
        if done:
            return redirect("desk:case_offences", case_id)
    return _page(request, actor, at, case_id, form, mode="new", act="code_offence")


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, case_id: uuid.UUID, offence_id: uuid.UUID) -> HttpResponse:
    """One offence as it was coded, and the form to amend it."""
    actor, at = who.actor_of(request), clock.now()
    file = queries.offence(actor=actor, at=at, offence_id=offence_id)
    first = next((one for one in reversed(file.codings) if not one.second), None)
    form = forms.Coding(request.POST or None, first.codes if first else {}, amending=True)
    if file.offence.place is not None:
        form.fields["grain_km"].initial = str(file.offence.place.grain_km)
    if request.method == "POST" and form.is_valid():

        def amended() -> None:
            actions.amend_coding(
                actor=actor,
                at=at,
                case_id=case_id,
                offence_id=offence_id,
                said=form.said(),
                reason=form.cleaned_data["reason"],
            )

        if _done(request, form, amended):
            return redirect("desk:case_offences", case_id)
    more = {"offence_file": file}
    return _page(request, actor, at, case_id, form, mode="amend", act="amend_coding", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, case_id: uuid.UUID, offence_id: uuid.UUID) -> HttpResponse:
    """A second person codes the same offence and is shown nothing of the first coding."""
    actor, at = who.actor_of(request), clock.now()
    blank = queries.to_code_again(actor=actor, at=at, case_id=case_id, offence_id=offence_id)
    form = forms.Codes(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def coded() -> None:
            actions.code_again(
                actor=actor, at=at, case_id=case_id, offence_id=offence_id, codes=form.codes()
            )

        if _done(request, form, coded):
            return redirect("desk:case_offences", case_id)
    return _page(request, actor, at, case_id, form, mode="again", act="code_again", blank=blank)


def _done(request: HttpRequest, form: forms.Codes, do: Callable[[], object]) -> bool:
    try:
        do()
    except Refusal as refusal:
        may.tell(form, refusal)
        return False
    messages.success(request, _("The coding is on record."))
    return True


def _page(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    form: forms.Codes,
    *,
    mode: str,
    act: str,
    **more: Any,
) -> HttpResponse:
    shown = reading.of_case(actor=actor, at=at, case_id=case_id)
    wrong = may.to_mend([form])
    related = (
        ()
        if may.off("series.related", actor)
        else queries.related(actor=actor, at=at, case_id=case_id)
    )
    return case_page.show(
        request,
        "desk/series/coding.html",
        shown.case,
        actor=actor,
        at=at,
        tab="case_links",
        status=400 if wrong else 200,
        form=form,
        wrong=wrong,
        mode=mode,
        off=may.off(f"series.{act}", actor),
        offences=queries.offences(actor=actor, at=at, case_id=case_id),
        related=related,
        units=shown.units,
        book=book(),
        **more,
    )
