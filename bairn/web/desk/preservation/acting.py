"""One request: the line of its steps, what is due, and what may be written down of it now."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.journeys import ask_holder, receive_answer
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.preservation import actions as preservation
from bairn.preservation import asking, codes, states
from bairn.preservation.terms import Answer, Move, Request, State
from bairn.web.desk import may, who
from bairn.web.desk.preservation import forms, saying, tab
from bairn.web.desk.preservation.reading import RequestsFile, requests_file

ACTS: Mapping[Move, str] = {
    Move.APPROVE: "preservation.approve",
    Move.SEND: "journeys.ask_holder",
    Move.ACKNOWLEDGE: "journeys.holder_acknowledged",
    Move.EXTEND: "preservation.extend",
    Move.RECEIVE: "journeys.receive_answer",
    Move.REFUSE: "preservation.refuse",
    Move.FIND_NOTHING: "preservation.find_nothing",
    Move.REMOVE: "journeys.content_removed",
    Move.REUPLOAD: "preservation.note_reuploaded",
    Move.WITHDRAW: "preservation.withdraw",
}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
@sensitive_post_parameters()
def one(request: HttpRequest, case_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """The request; a post writes down what happened to it."""
    actor, at = who.actor_of(request), clock.now()
    shown = requests_file(actor=actor, at=at, case_id=case_id, request_id=request_id)
    asked = shown.one.request if shown.one else None
    if asked is None:  # the look has refused it already
        raise Refusal("preservation.none", "There is no such request in this case.")
    form, move = None, _move(request.POST.get("do", ""))
    if request.method == "POST" and move is not None:
        form = forms.Told(move, request.POST)
        if form.is_valid():
            try:
                _write(move, form, request, shown, actor=actor, at=at)
                messages.success(request, _("It is on record."))
                return redirect("desk:preservation_request", case_id, request_id)
            except Refusal as refusal:
                may.tell(form, refusal)
    return tab.page(
        request,
        "desk/preservation/one.html",
        shown,
        actor=actor,
        at=at,
        one=asked,
        form=form,
        basis=codes.book().bases[asked.basis],
        row=codes.book().classes[asked.holder_class],
        ways=_ways(asked, shown, actor=actor, at=at, given=form, move=move),
        refusal=_refusal(shown),
        together=shown.together(asked),
        lodge_off=may.off("evidence.register", actor),
        lodge=request.method != "POST" or "lodge" in request.POST,
    )


def _move(code: str) -> Move | None:
    return Move(code) if code in {one.value for one in ACTS} else None


def _ways(
    asked: Request,
    shown: RequestsFile,
    *,
    actor: Actor,
    at: datetime,
    given: forms.Told | None,
    move: Move | None,
) -> list[dict[str, Any]]:
    """What may be written down now, each with its form, or why it may not be."""
    now = {"happened_at": forms.on_wall(at, shown.zone)}
    found = []
    for way in states.moves(asked.state, kind=asked.kind):
        if way is Move.APPROVE and not codes.book().bases[asked.basis].needs:
            continue
        mine = given if given is not None and way is move else forms.Told(way, initial=now)
        off = may.off(ACTS[way], actor) or may.spoken(_rule(way, asked, actor))
        found.append(
            {"move": way, "label": _label(way, asked), "form": mine, "off": off,
             "open": mine is given}
        )  # fmt: skip
    return found


def _label(way: Move, asked: Request) -> Any:
    """What a move is called; what has left already leaves again by a second way."""
    again = way is Move.SEND and asked.sent_at is not None and asked.state is State.SENT
    return saying.SENT_AGAIN if again else saying.ASKED[way]


def _rule(way: Move, asked: Request, actor: Actor) -> Refusal | None:
    basis = codes.book().bases[asked.basis]
    if way is Move.APPROVE:
        return why_not(asking.may_approve, asked, basis=basis, by=actor.id, roles=actor.roles)
    if way is Move.SEND:
        return why_not(asking.may_send, asked, basis=basis, channel="phone")
    return None


def _refusal(shown: RequestsFile) -> Any:
    """What to try next where the holder refused."""
    steps = shown.one.steps if shown.one else ()
    last = next((step for step in reversed(steps) if step.move is Move.REFUSE), None)
    return codes.book().refusals.get(last.reason) if last else None


def _write(
    move: Move,
    form: forms.Told,
    request: HttpRequest,
    shown: RequestsFile,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    given = dict(form.cleaned_data)
    for name, latest in (("happened_at", False), ("until", False)):
        if name in given:
            given[name] = forms.moment(given[name], shown.zone, latest=latest)
    asked = shown.one.request if shown.one else None
    if asked is None:
        raise Refusal("preservation.none", "There is no such request in this case.")
    ids: dict[str, Any] = {"actor": actor, "at": at, "case_id": asked.case_id}
    if move is Move.SEND:
        others = [one.id for one in shown.together(asked)] if "together" in request.POST else []
        ask_holder.ask_holder(request_ids=[*others, asked.id], **ids, **given)
        return
    ids["request_id"] = asked.id
    if move is Move.RECEIVE:
        answer = Answer(
            sha256=given["sha256"], size_bytes=given["size_bytes"], words=given["words"]
        )
        receive_answer.receive_answer(
            happened_at=given["happened_at"], answer=answer, lodge="lodge" in request.POST, **ids
        )
    elif move is Move.REMOVE:
        receive_answer.content_removed(
            happened_at=given["happened_at"], digests_to_watch=given["digests"], **ids
        )
    else:
        _PLAIN[move](**ids, **given)


_PLAIN: Mapping[Move, Callable[..., Any]] = {
    Move.APPROVE: preservation.approve,
    Move.ACKNOWLEDGE: receive_answer.acknowledged,
    Move.EXTEND: preservation.extend,
    Move.REFUSE: preservation.refuse,
    Move.FIND_NOTHING: preservation.find_nothing,
    Move.REUPLOAD: preservation.note_reuploaded,
    Move.WITHDRAW: preservation.withdraw,
}
