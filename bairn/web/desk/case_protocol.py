"""The duties of a case: stages as columns, and a page for each step to act on it."""

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
from django.views.decorators.http import require_http_methods, require_safe

from bairn.access.terms import StaffCard
from bairn.cases import actions as cases
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import of_wall_time
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import actions as protocols
from bairn.protocols import waiving
from bairn.protocols.terms import AskedWaiver, Board, DueStep, StepState, Titled
from bairn.web.desk import case_file, case_page, case_words, may, who
from bairn.web.desk.case_file import CaseFile

_WALL = "%Y-%m-%dT%H:%M"
ACTS = {
    "mark": "cases.mark",
    "pause": "protocols.pause",
    "resume": "protocols.resume",
    "ask": "protocols.ask_waiver",
    "approve": "protocols.approve_waiver",
}


class Acting(forms.Form):
    """What is done with a step: one of `ACTS`, with a time or a coded reason."""

    use_required_attribute = False
    do = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    happened_at = forms.DateTimeField(
        label=gettext_lazy("When it was done"),
        input_formats=[_WALL],
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_WALL),
    )
    kind = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(required=False, max_length=64)


@require_safe
def protocol(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every step by its stage, with due, owner, source and mark."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.protocol(actor=actor, at=at, case_id=case_id)
    return case_page.show(
        request,
        "desk/case_protocol.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        windows_off=may.off("desk.case_windows", actor),
        columns=_columns(file.board) if file.board else (),
        asked={one.step for one in file.board.waivers if not one.approved_at} if file.board else (),
    )


def _columns(board: Board) -> tuple[tuple[Titled, tuple[DueStep, ...]], ...]:
    """Each stage with its steps, most pressing first; a stage without steps is left out."""
    pairs = [
        (stage, tuple(row for row in board.steps if row.stage == stage.id))
        for stage in board.stages
    ]
    return tuple((stage, rows) for stage, rows in pairs if rows)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, case_id: uuid.UUID, step: str) -> HttpResponse:
    """One step: why, by when, from which source; mark it done, stop its clock, leave it out."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.protocol(actor=actor, at=at, case_id=case_id)
    row = next((one for one in file.board.steps if one.step == step), None) if file.board else None
    if row is None or file.board is None:
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
        off=_offs(actor, _waiver(file.board, row)),
        asker=_asker(file, _waiver(file.board, row)),
        **_step_words(file.board, row, form, at),
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
    }
    act, words = acts[asked["do"]]
    act()
    return words


def _mark(this: Mapping[str, Any], asked: Mapping[str, Any], board: Board, row: DueStep) -> None:
    wall, kinds = asked["happened_at"], row.done_by or (row.step,)
    if wall is None:
        raise Refusal("desk.when", "Say when it was done.", field="happened_at")
    # Of several milestones that fulfil a step, other clocks may start from one and not another.
    if asked["kind"] not in kinds and len(kinds) > 1:
        raise Refusal("desk.which", "Say which of these has happened.", field="kind")
    kind = asked["kind"] if asked["kind"] in kinds else kinds[0]
    read = of_wall_time(wall.replace(tzinfo=None), board.binding.zone).earliest
    cases.mark(**this, kind=kind, happened_at=read or this["at"])


def _step_words(board: Board, row: DueStep, form: Acting, at: datetime) -> dict[str, Any]:
    """What the page of a step says and offers, in the words of its pack."""
    waiver = _waiver(board, row)
    now = at.astimezone(board.binding.zone).strftime(_WALL)
    return {
        "stage_title": next((one.title for one in board.stages if one.id == row.stage), None),
        "wall": form["happened_at"].value() or now,
        "kinds": [(kind, case_words.kind(kind)) for kind in row.done_by],
        "waiver": waiver,
        "waiver_why": _reason(board.waiver_reasons, waiver.reason if waiver else ""),
        "pause_why": _reason(board.pause_reasons, row.reason),
        "pauses": [one for one in board.pause_reasons if one.id in row.pause_reasons],
        "waivers": board.waiver_reasons,
        "may_mark": row.state not in (StepState.DONE, StepState.WAIVED),
    }


def _waiver(board: Board, row: DueStep) -> AskedWaiver | None:
    return next((one for one in board.waivers if one.step == row.step), None)


def _asker(file: CaseFile, waiver: AskedWaiver | None) -> StaffCard | None:
    return file.staff.get(waiver.asked_by) if waiver else None


def _reason(rows: tuple[Titled, ...], code: str) -> str:
    return next((case_words.said(one.title) for one in rows if one.id == code), code)


def _offs(actor: Actor, waiver: AskedWaiver | None) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    offs = {name: may.off(act, actor) for name, act in ACTS.items()}
    if waiver and not offs["approve"]:
        second = why_not(waiving.check_second_person, asked_by=waiver.asked_by, by=actor.id)
        offs["approve"] = may.spoken(second)
    return offs
