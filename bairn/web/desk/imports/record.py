"""One imported record: opened for a purpose, taken up into a case, or not."""

import json
import uuid
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.access.terms import Purpose
from bairn.cases import queries as cases
from bairn.journeys import take_up
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import actions, queries
from bairn.records.terms import RecordCard, RecordState
from bairn.vault.queries import identities
from bairn.web.desk import may, opened_fields, purposes, who, words
from bairn.web.desk.imports import saying
from bairn.web.desk.imports.forms import BeginCase, Decline, TakeUp

_WHY = {one.value: said for one, said in (*saying.TAKEN.items(), *saying.DECLINED.items())}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def one(request: HttpRequest, collection_id: uuid.UUID, record_id: uuid.UUID) -> HttpResponse:
    """What became of a record, and what may still."""
    actor, at = who.actor_of(request), clock.now()
    card = queries.record(actor=actor, at=at, collection_id=collection_id, record_id=record_id)
    if request.method != "POST":
        return _page(request, actor, at, card)
    match request.POST.get("do", ""):
        case "take_up":
            return _take_up(request, actor, at, card)
        case "begin":
            return _begin(request, actor, at, card)
        case "decline":
            return _decline(request, actor, at, card)
    return _opened(request, actor, at, card)


def _take_up(request: HttpRequest, actor: Actor, at: datetime, card: RecordCard) -> HttpResponse:
    form = TakeUp(request.POST)
    if form.is_valid():
        try:
            case_id = _case(actor, at, form.cleaned_data["reference"])
            take_up.take_up(
                actor=actor, at=at, collection_id=card.collection_id, record_id=card.id,
                case_id=case_id, **form.asked(),
            )  # fmt: skip
        except Refusal as no:
            may.tell(form, no, beside="reference")
        else:
            messages.success(request, _("The record is part of this case now."))
            return redirect("desk:people", case_id)
    return _page(request, actor, at, card, take=form)


def _begin(request: HttpRequest, actor: Actor, at: datetime, card: RecordCard) -> HttpResponse:
    form = BeginCase(request.POST)
    if form.is_valid():
        try:
            case_id = take_up.take_up_anew(
                actor=actor, at=at, collection_id=card.collection_id, record_id=card.id,
                **form.asked(),
            )  # fmt: skip
        except Refusal as no:
            may.tell(form, no)
        else:
            messages.success(request, _("A case begins with this record."))
            return redirect("desk:case", case_id)
    return _page(request, actor, at, card, begin=form)


def _decline(request: HttpRequest, actor: Actor, at: datetime, card: RecordCard) -> HttpResponse:
    form = Decline(request.POST)
    if form.is_valid():
        try:
            actions.decline(
                actor=actor, at=at, collection_id=card.collection_id, record_id=card.id,
                reason=form.reason(),
            )  # fmt: skip
        except Refusal as no:
            may.tell(form, no)
        else:
            messages.success(request, _("The record is not taken up."))
            return redirect("desk:import_record", card.collection_id, card.id)
    return _page(request, actor, at, card, decline=form)


def _opened(request: HttpRequest, actor: Actor, at: datetime, card: RecordCard) -> HttpResponse:
    """The person and every column as it was, for the purpose chosen."""
    try:
        chosen = Purpose(request.POST.get("purpose", ""))
    except ValueError:
        return _page(request, actor, at, card, unclear=True)
    (opened,) = identities.open_identities(
        actor=actor.for_purpose(chosen.value), at=at, subject_ids=[card.subject_id],
        purpose=chosen, case_id=card.case_id or card.collection_id,
    )  # fmt: skip
    fields = dict(opened.fields)
    original = json.loads(fields.pop("original", "{}"))
    return _page(
        request, actor, at, card,
        understood=[(label, lines) for label, lines in opened_fields.shown(fields)],
        original=list(original.items()), chosen=words.PURPOSES[chosen],
    )  # fmt: skip


def _page(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    card: RecordCard,
    *,
    take: forms.Form | None = None,
    begin: forms.Form | None = None,
    decline: forms.Form | None = None,
    **more: object,
) -> HttpResponse:
    shown = [take or TakeUp(), decline or Decline(), begin or BeginCase()]
    wrong = may.to_mend(shown)
    context = {
        **_told(card, actor, at),
        "take": shown[0],
        "decline": shown[1],
        "begin": shown[2],
        "begin_open": bool(begin),
        "form": wrong,
        "off": {
            "open": may.off("identity.open", actor),
            "take": may.off("journeys.take_up", actor),
            "decline": may.off("records.decline", actor),
        },
        **more,
    }
    status = 422 if wrong else 400 if more.get("unclear") else 200
    return render(request, "desk/imports/record.html", context, status=status)


def _told(card: RecordCard, actor: Actor, at: datetime) -> dict[str, object]:
    """What became of the record, and what may still."""
    found = queries.collection(actor=actor, at=at, collection_id=card.collection_id)
    settled = {card.settled_by} if card.settled_by else set()
    return {
        "at": at,
        "card": card,
        "reference": found.card.reference,
        "withdrawn": found.card.state == "withdrawn",
        "state": saying.STATES[card.state],
        "tone": saying.STATE_TONES.get(card.state, "amber"),
        "notes": [saying.NOTES[one] for one in card.notes],
        "why": _WHY.get(card.why, ""),
        "staff": access.staff_of(actor=actor, at=at, ids=settled),
        "open_to_take": card.state is not RecordState.TAKEN_UP,
        "open_to_decline": card.state is RecordState.WAITING,
        "purposes": [(one.value, words.PURPOSES[one]) for one in purposes.fitting(actor.roles)],
    }


def _case(actor: Actor, at: datetime, reference: str) -> uuid.UUID:
    found = cases.by_reference(actor=actor, at=at, reference=reference)
    if found is None:
        raise Refusal("desk.case", "There is no such case or report in your circle.")
    return found.id
