"""One hand-over: what was frozen, accepted item by item, asked and answered, then finished."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.journeys import hand_over
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Pack
from bairn.supervision import actions as supervision
from bairn.supervision import handing, queries
from bairn.supervision.terms import Handover, Item, ItemKind, NewItem
from bairn.web.desk import case_words, may, who
from bairn.web.desk.supervision import forms, saying, tab
from bairn.web.desk.supervision.reading import SupervisionFile, supervision_file

ACTS = {
    "accept": "supervision.accept_item",
    "ask": "supervision.question_item",
    "answer": "supervision.answer_item",
    "take_back": "supervision.take_back",
    "finish": "journeys.finish_handover",
}

# Where each kind of item has a page of its own in the case.
_PAGES = {
    ItemKind.DUTY: "step",
    ItemKind.PAUSE: "step",
    ItemKind.PROMISE: "supervision_promise",
    ItemKind.DIRECTION: "supervision_direction",
    ItemKind.PROOF: "proof_item",
    ItemKind.REQUEST: "preservation_request",
    ItemKind.EXHIBIT: "exhibit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item as the page shows it; which buttons it offers follows from the rules."""

    item: Item | NewItem
    title: str
    about: str
    state_then: str
    reasons: list[str]
    url: str  # where the thing itself is shown; empty: only here
    can_accept: bool = False
    can_answer: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words", "note")
def handover(request: HttpRequest, case_id: uuid.UUID, handover_id: uuid.UUID) -> HttpResponse:
    """Every item by kind, what came since, and the receiver's way to the end of it."""
    actor, at = who.actor_of(request), clock.now()
    this: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_id": case_id,
        "handover_id": handover_id,
    }
    one = queries.handover(**this)
    refused = None
    if (asked := request.POST.get("do", "")) in ACTS:
        try:
            act, words = _acts(this, request.POST)[asked]
            act()
            messages.success(request, words)
            if asked == "take_back" and one.to_staff == actor.id and one.came_in:
                return redirect("desk:handovers")
            return redirect("desk:handover", case_id, handover_id)
        except Refusal as no:
            refused = may.spoken(no)
    return _page(request, one, actor, at, refused)


def _page(
    request: HttpRequest,
    one: Handover,
    actor: Actor,
    at: datetime,
    refused: Refusal | None,
) -> HttpResponse:
    shown = supervision_file(actor=actor, at=at, case_id=one.case_id)
    pack = _pack(actor, at, one)
    came: tuple[NewItem, ...] = ()
    if one.finished_at is None and one.ended_at is None and not may.off(_NEWS, actor):
        came = hand_over.news(actor=actor, at=at, case_id=one.case_id, handover_id=one.id)
    response = tab.page(
        request,
        "desk/supervision/handover.html",
        shown,
        actor=actor,
        at=at,
        handover=one,
        groups=_groups(one, shown, pack, actor),
        news=[_row(item, shown, pack) for item in came],
        refused=refused,
        typed=request.POST if refused else {},
        questions=[
            (code, case_words.said(text)) for code, text in handing.book().questions.items()
        ],
        take_back=forms.TakeBack(),
        may=_offs(actor, one),
        is_receiver=actor.id == one.to_staff,
    )
    response.status_code = 400 if refused else response.status_code
    return response


_NEWS = "journeys.handover_news"


def _pack(actor: Actor, at: datetime, one: Handover) -> Pack | None:
    """The pack in the version under which it was offered; that is what its codes mean."""
    if not one.pack:
        return None
    try:
        return protocols.kept_pack(actor=actor, at=at, pack_id=one.pack, version=one.version)
    except Refusal:
        return None


def _groups(
    one: Handover, shown: SupervisionFile, pack: Pack | None, actor: Actor
) -> list[tuple[str, list[Row]]]:
    """The items by kind, in the order in which a receiver reads them."""
    found = []
    for kind, title in handing.book().kinds.items():
        rows = [_row(item, shown, pack, one, actor) for item in one.items if item.kind is kind]
        if rows:
            found.append((case_words.said(title), rows))
    return found


def _row(
    item: Item | NewItem,
    shown: SupervisionFile,
    pack: Pack | None,
    one: Handover | None = None,
    actor: Actor | None = None,
) -> Row:
    part = shown.parts.get(item.about) if item.about else None
    then = item.state_then if isinstance(item, Item) else item.state
    row: dict[str, Any] = {}
    if one is not None and actor is not None and isinstance(item, Item):
        row["can_accept"] = why_not(handing.may_accept, one, item, actor_id=actor.id) is None
        answer = why_not(handing.may_answer, one, item, actor_id=actor.id, words="x")
        row["can_answer"] = answer is None
    return Row(
        item=item,
        title=saying.item_title(item, pack),
        about=case_words.called(part) if part else "",
        state_then="" if item.kind is ItemKind.DECISION else saying.state_then(then),
        reasons=saying.item_reasons(item, pack),
        url=_url(item, shown),
        **row,
    )


def _url(item: Item | NewItem, shown: SupervisionFile) -> str:
    name = _PAGES.get(item.kind)
    return reverse(f"desk:{name}", args=[shown.file.card.id, item.source_id]) if name else ""


def _offs(actor: Actor, one: Handover) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    found["finish"] = found["finish"] or may.spoken(
        why_not(handing.may_finish, one, actor_id=actor.id)
    )
    found["take_back"] = found["take_back"] or may.spoken(
        why_not(
            handing.may_take_back,
            one,
            actor_id=actor.id,
            reason=next(iter(handing.book().taking_back)),
        )
    )
    return found


def _acts(
    this: Mapping[str, Any], data: Mapping[str, str]
) -> dict[str, tuple[Callable[[], object], str]]:
    words = str(data.get("words", ""))
    return {
        "accept": (
            lambda: supervision.accept_item(
                **this, item_id=_item(data), note=str(data.get("note", ""))
            ),
            _("Accepted."),
        ),
        "ask": (
            lambda: supervision.question_item(
                **this, item_id=_item(data), code=str(data.get("code", "")), words=words
            ),
            _("Asked. The giver sees it."),
        ),
        "answer": (
            lambda: supervision.answer_item(**this, item_id=_item(data), words=words),
            _("Answered. The receiver looks again."),
        ),
        "take_back": (
            lambda: supervision.take_back(**this, reason=str(data.get("reason", ""))),
            _("The offer has ended. Nothing has changed hands."),
        ),
        "finish": (
            lambda: hand_over.finish(**this),
            _("The case is yours: you answer for it from now on."),
        ),
    }


def _item(data: Mapping[str, str]) -> uuid.UUID:
    try:
        return uuid.UUID(str(data.get("item", "")))
    except ValueError as wrong:
        raise Refusal("supervision.no_item", "There is no such item.") from wrong
