"""What else counts for a child: questioning outside an interview, and the first account."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.interviews import actions
from bairn.interviews.terms import ChildLedger
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.interviews import forms, reading, tab
from bairn.web.desk.interviews.plan import chosen_child
from bairn.web.desk.interviews.reading import LedgerFile


@require_http_methods(["GET", "HEAD", "POST"])
def questioned(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Somebody questioned the child outside an interview: when, who, how long."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    row = chosen_child(request, shown)
    if row is None:
        return _which(request, shown, actor, at, "interviews_questioned")
    form = forms.Questioned(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_questioning(
                actor=actor,
                at=at,
                case_id=case_id,
                about=row.about,
                at_time=forms.moment(given["at_time"], shown.zone),
                minutes=given["minutes"],
                by_role=given["by_role"],
                setting=given["setting"],
            )
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            messages.success(request, _("Kept. It counts."))
            return redirect("desk:interviews", case_id)
    return tab.show(
        request, "desk/interviews/questioned.html", shown, actor=actor, at=at,
        status=400 if form.errors else 200, row=row, form=form,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def account(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The first account, once; where it stands, what is put beside it."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    row = chosen_child(request, shown)
    if row is None:
        return _which(request, shown, actor, at, "interviews_account")
    form = _account_form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            words = _keep(form, shown, actor=actor, at=at, case_id=case_id, about=row.about)
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            messages.success(request, words)
            return redirect("desk:interviews", case_id)
    return tab.show(
        request, "desk/interviews/account.html", shown, actor=actor, at=at,
        status=400 if form.errors else 200, row=row, form=form,
    )  # fmt: skip


def _account_form(request: HttpRequest, row: ChildLedger) -> Form:
    """The form that fits, or the one that was sent: two people may write at the same time."""
    sent = request.POST if request.method == "POST" else None
    first = row.first_account is None if sent is None else "told_to_role" in sent
    return forms.Account(sent) if first else forms.Addition(sent)


def _keep(form: Form, shown: LedgerFile, **this: Any) -> str:
    given = form.cleaned_data
    if isinstance(form, forms.Addition):
        actions.add_to_account(**this, words=given["words"])
        return _("Put beside the first account, which stays as it is.")
    actions.record_first_account(
        **this,
        told_to_role=given["told_to_role"],
        told_at=forms.moment(given["told_at"], shown.zone),
        words=given["words"],
        prompts=given["prompts"],
    )
    return _("Kept, sealed. The child is never asked for it again.")


def _which(
    request: HttpRequest, shown: LedgerFile, actor: Actor, at: datetime, on: str
) -> HttpResponse:
    return tab.show(request, "desk/interviews/which.html", shown, actor=actor, at=at, on=on)
