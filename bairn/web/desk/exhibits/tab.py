"""The Evidence tab: every exhibit of the case; registering one; words that are opened."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bairn.evidence import queries
from bairn.journeys.lodge_exhibit import lodge_exhibit
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words as vault_words
from bairn.web.desk import case_words, may, who
from bairn.web.desk.exhibits import framing, registering, saying
from bairn.web.desk.exhibits.reading import (
    EvidenceFile,
    OneExhibit,
    Row,
    evidence_file,
    one_exhibit,
)

ACTS = {
    "register": "journeys.lodge_exhibit",
    "offer": "evidence.offer",
    "contacts": "evidence.contacts",
    "words": "words.read_exhibit",
}
_SEALED = (
    "description", "source_words", "place", "note", "collector_words", "receipt", "witness",
    "basis_reference", "tool", "tool_version",
)  # fmt: skip


_KIT_ALONE = Refusal(
    "evidence.kit_keeps_alone",
    "Without a report only the kit is kept here. Anything else is registered in a case.",
)


@require_safe
def evidence_tab(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The exhibits of the case, what was taken from one below it, with every break."""
    actor, at = who.actor_of(request), clock.now()
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    asked = {name: request.GET.get(name, "") for name in ("kind", "state", "flag")}
    there = {row.card.kind for row in shown.rows}
    return page(
        request,
        "desk/exhibits/tab.html",
        shown,
        actor=actor,
        at=at,
        rows=tuple(_asked_for(shown, asked)),
        asked=asked,
        narrowed=any(asked.values()),
        kinds=[pair for pair in saying.choices("kind") if pair[0] in there],
        states=[(code, words) for code, (words, _colour) in saying.STATES.items()],
        waiting_alerts=_alerts(shown, actor, at),
    )


def _asked_for(shown: EvidenceFile, asked: dict[str, str]) -> Iterator[Row]:
    for row in shown.rows:
        card = row.card
        if asked["kind"] not in ("", card.kind) or asked["state"] not in ("", card.state):
            continue
        if asked["flag"] == "breaks" and not row.breaks:
            continue
        if asked["flag"] == "offered" and card.handover_id is None:
            continue
        yield row


def _alerts(shown: EvidenceFile, actor: Actor, at: datetime) -> int:
    if offs(actor, shown)["contacts"]:
        return 0
    return len(queries.contacts(actor=actor, at=at, case_id=shown.file.card.id).waiting)


def page(
    request: HttpRequest,
    template: str,
    shown: EvidenceFile,
    *,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> HttpResponse:
    """A page of the tab; a form with something to mend answers 400."""
    more = {"wrong": may.to_mend(more.values()), **more}
    return framing.show(
        request,
        template,
        shown.file,
        actor=actor,
        at=at,
        status=400 if more["wrong"] or more.get("refused") else 200,
        shown=shown,
        off=offs(actor, shown),
        **more,
    )


def offs(actor: Actor, shown: EvidenceFile) -> dict[str, Refusal | None]:
    """Why each button is off, by the policy's own words."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    if isinstance(shown.file, framing.KitFrame):
        found["register"] = may.spoken(_KIT_ALONE)
        found["contacts"] = found["files"] = found["register"]
    elif shown.file.card.closed_at:
        closed = Refusal("cases.closed", "This case is closed. Reopen it first.")
        found["register"] = found["register"] or may.spoken(closed)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters(*_SEALED)
def new(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Register an exhibit; what was typed stays when a rule says no."""
    actor, at = who.actor_of(request), clock.now()
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    framing.of_case(shown.file)
    form = _form(shown, actor, request)
    if request.method == "POST" and form.is_valid():
        try:
            made = lodge_exhibit(actor=actor, at=at, case_id=case_id, said=form.said())
            said = {"number": made.number, "code": made.code}
            messages.success(request, _("Exhibit %(number)s is registered: %(code)s.") % said)
            return redirect("desk:exhibit", case_id, made.id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return page(request, "desk/exhibits/new.html", shown, actor=actor, at=at, form=form)


def _form(shown: EvidenceFile, actor: Actor, request: HttpRequest) -> registering.Register:
    return registering.Register(
        request.POST if request.method == "POST" else None,
        parents=[
            (str(one.id), f"{one.number} · {saying.code('kind', one.kind)}") for one in shown.cards
        ],
        people=[(str(one.id), case_words.called(one)) for one in shown.file.people],
        staff=[(str(one.id), one.display_name) for one in shown.circle],
        zone=shown.zone,
        initial={"parent": request.GET.get("parent", ""), "collected_by": str(actor.id)},
    )


@require_POST
@sensitive_variables()
def words(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Open what was said of one exhibit in words; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    one = one_exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    asked = request.POST.get("words", "own")
    found = one.one.words_id if asked == "own" else _of_this(one, asked, actor, at)
    (opened,) = vault_words.read_exhibit_words(
        actor=actor, at=at, subject_ids=[found], case_id=one.card.case_id
    )
    return page(
        request,
        "desk/exhibits/words.html",
        one.shown,
        actor=actor,
        at=at,
        card=one.card,
        lines=[(saying.sealed(name), text) for name, text in opened.fields.items()],
    )


def _of_this(one: OneExhibit, asked: str, actor: Actor, at: datetime) -> uuid.UUID:
    """The sealed text that was asked for, when this exhibit or its chain names it."""
    ids = [row.words_id for row in one.one.omitted]
    ids += [row.words_id for row in one.one.corrections]
    ids += [row.words_id for row in one.one.explanations]
    for event in one.one.chain.events:
        ids += [event.words_id, event.giver.words_id, event.taker.words_id]
    if not may.off("evidence.disposal", actor):
        this = {"case_id": one.card.case_id, "exhibit_id": one.card.id}
        file = queries.disposal_of(actor=actor, at=at, **this)
        ids += [row.words_id for row in file.objections]
    found = next((text for text in ids if text and str(text) == asked), None)
    if found is None:
        raise Http404
    return found
