"""One step of a case: why, by when, from which source; mark it, stop its clock, leave it out."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.cases import stages
from bairn.journeys import do_step
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import of_wall_time
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import actions as protocols
from bairn.protocols import gates, waiving
from bairn.protocols.terms import AskedWaiver, Board, DueStep, Titled
from bairn.web.desk import case_board, case_file, case_page, case_words, may, who
from bairn.web.desk.case_file import CaseFile

_WALL = "%Y-%m-%dT%H:%M"
ACTS = {
    "mark": "journeys.do_step",
    "pause": "protocols.pause",
    "resume": "protocols.resume",
    "ask": "protocols.ask_waiver",
    "approve": "protocols.approve_waiver",
    "decline": "protocols.decline_waiver",
}
# What has a page of its own, so that it never stands on the case without what belongs to it.
ELSEWHERE = {
    "first_account_recorded": (
        "desk:interviews",
        gettext_lazy("A first account is kept word for word in the ledger."),
    ),
    "interview_held": ("desk:interviews", gettext_lazy("Interviews are kept in the ledger.")),
    "case_reviewed": ("desk:supervision", gettext_lazy("Reviews are kept with their directions.")),
    "conflicts_screened": (
        "desk:decisions",
        gettext_lazy("The house compares the names itself; a supervisor can ask for it anew."),
    ),
}


class Acting(forms.Form):
    """What is done with a step: one of `ACTS`, with a time or a coded reason."""

    use_required_attribute = False
    do = forms.ChoiceField(label=gettext_lazy("This step"), choices=[(name, name) for name in ACTS])
    happened_at = forms.DateTimeField(
        label=gettext_lazy("When it was done"),
        input_formats=[_WALL],
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_WALL),
    )
    kind = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(required=False, max_length=64)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, case_id: uuid.UUID, step: str) -> HttpResponse:
    """The page of one step; a post does one of `ACTS` with it."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.protocol(actor=actor, at=at, case_id=case_id)
    row = next((one for one in file.board.steps if one.step == step), None) if file.board else None
    if row is None or file.board is None or file.pack is None:
        raise Http404
    form = Acting(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = _done(form.cleaned_data, actor, at, case_id, file.board, row)
            messages.success(request, words)
            return redirect("desk:protocol", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return case_page.show(
        request,
        "desk/case_step.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        status=400 if form.errors else 200,
        row=row,
        form=form,
        off=_offs(actor, file, file.board, row),
        **_step_words(file, file.board, row, form, at),
    )


def _done(
    asked: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    board: Board,
    row: DueStep,
) -> str:
    """Do what was asked and say so. Raises Refusal."""
    reason = str(asked["reason"])
    this: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id, "step": row.step}
    acts: Mapping[str, tuple[Callable[[], object], str]] = {
        "mark": (lambda: _mark(this, asked, board, row), _("Marked as done.")),
        "pause": (lambda: protocols.pause(**this, reason=reason), _("The clock stands still.")),
        "resume": (lambda: protocols.resume(**this), _("The clock runs again.")),
        "ask": (
            lambda: protocols.ask_waiver(**this, reason=reason),
            _("Asked. It has no effect until a second person agrees."),
        ),
        "approve": (lambda: protocols.approve_waiver(**this), _("The step is left out.")),
        "decline": (
            lambda: protocols.decline_waiver(**this),
            _("Turned down. The step stays as it is."),
        ),
    }
    act, words = acts[asked["do"]]
    act()
    return words


def _mark(this: Mapping[str, Any], asked: Mapping[str, Any], board: Board, row: DueStep) -> None:
    wall, kinds = asked["happened_at"], _kinds(row)
    if wall is None:
        raise Refusal("desk.when", "Say when it was done.", field="happened_at")
    # Of several milestones that fulfil a step, other clocks may start from one and not another.
    if asked["kind"] not in kinds and len(kinds) > 1:
        raise Refusal("desk.which", "Say which of these has happened.", field="kind")
    kind = asked["kind"] if asked["kind"] in kinds else kinds[0]
    if kind in ELSEWHERE:
        raise Refusal("desk.elsewhere", "This is written down on a page of its own.")
    read = of_wall_time(wall.replace(tzinfo=None), board.binding.zone).earliest
    do_step.do_step(**this, kind=kind, happened_at=read or this["at"])


def _kinds(row: DueStep) -> tuple[str, ...]:
    return row.done_by or (row.step,)


def _step_words(
    file: CaseFile, board: Board, row: DueStep, form: Acting, at: datetime
) -> dict[str, Any]:
    """What the page of a step says and offers, in the words of its pack."""
    asked = [one for one in board.waivers if one.step == row.step]
    now = at.astimezone(board.binding.zone).strftime(_WALL)
    held = _held(board, row)
    return {
        "stage_title": next((one.title for one in board.stages if one.id == row.stage), None),
        "branch": next((one for one in board.branches if one.id == row.branch), None),
        "wall": form["happened_at"].value() or now,
        "kinds": [
            (kind, case_words.kind(kind), held[kind])
            for kind in row.done_by
            if kind not in ELSEWHERE
        ],
        "elsewhere": [ELSEWHERE[kind] for kind in _kinds(row) if kind in ELSEWHERE],
        "elsewhere_alone": all(kind in ELSEWHERE for kind in _kinds(row)),
        "held": max(held.values(), key=len),
        "held_whole": all(held.values()),
        "waiver": next((one for one in asked if one.waiting or one.approved_at), None),
        "waivers_asked": [_told(one, board, file) for one in reversed(asked)],
        "pause_why": _reason(board.pause_reasons, row.reason),
        "pauses": [one for one in board.pause_reasons if one.id in row.pause_reasons],
        "waivers": board.waiver_reasons,
        "may_mark": row.state not in case_board.FINISHED,
        "history": _history(file, row),
        "contacts": [one.text for one in board.contacts if one.role in row.who],
    }


def _held(board: Board, row: DueStep) -> dict[str, tuple[DueStep, ...]]:
    """For each milestone that fulfils the step, what still has to stand before it."""
    enters = stages.table().enters
    return {
        kind: case_board.missing(board, kind, enters[kind].value) if kind in enters else ()
        for kind in _kinds(row)
    }


def _held_back(board: Board, row: DueStep) -> Refusal | None:
    """The gate's own no, where none of the milestones that fulfil the step may go on record."""
    enters, kinds = stages.table().enters, _kinds(row)
    if not all(_held(board, row).values()):
        return None
    stage = enters[kinds[0]].value
    shut = next(gate for gate in board.gates if gate.stage == stage)
    return why_not(gates.check_open, shut, kind=kinds[0])


def _history(file: CaseFile, row: DueStep) -> list[datetime]:
    """Every moment at which the step was done, the latest first."""
    kinds = {row.step, *row.done_by}
    return [
        mark.at for mark in reversed(file.milestones) if mark.step == row.step or mark.kind in kinds
    ]


def _told(one: AskedWaiver, board: Board, file: CaseFile) -> dict[str, Any]:
    return {
        "waiver": one,
        "why": _reason(board.waiver_reasons, one.reason),
        "asker": file.staff.get(one.asked_by),
        "approver": file.staff.get(one.approved_by) if one.approved_by else None,
        "decliner": file.staff.get(one.declined_by) if one.declined_by else None,
    }


def _reason(rows: tuple[Titled, ...], code: str) -> str:
    return next((case_words.said(one.title) for one in rows if one.id == code), code)


def _offs(actor: Actor, file: CaseFile, board: Board, row: DueStep) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    offs = {name: may.off(act, actor) for name, act in ACTS.items()}
    offs["mark"] = offs["mark"] or may.spoken(_held_back(board, row))
    waiting = next((one for one in board.waivers if one.step == row.step and one.waiting), None)
    own = file.pack.step(row.step) if file.pack else None
    if waiting is None or own is None or file.pack is None:
        return offs
    second = why_not(waiving.check_second_person, asked_by=waiting.asked_by, by=actor.id)
    weight = why_not(waiving.check_approver, file.pack, own, actor.roles)
    offs["approve"] = offs["approve"] or may.spoken(second) or may.spoken(weight)
    offs["decline"] = offs["decline"] or may.spoken(second)
    return offs
