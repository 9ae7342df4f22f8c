"""The Proof tab: each offence with what its elements have and lack, and questions of advice."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.journeys import advise
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.proof import actions as proof
from bairn.proof import advising
from bairn.proof.terms import Considered, ElementRow, Item, ItemState, OnRecord
from bairn.web.desk import case_page, case_words, may, who
from bairn.web.desk.proof.forms import Ask, Consider, Drop
from bairn.web.desk.proof.reading import ProofFile, proof_file

ACTS = {
    "put": "proof.put",
    "consider": "proof.consider",
    "drop": "proof.drop",
    "ask": "journeys.ask_advice",
    "give": "journeys.give_advice",
    "words": "words.read",
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on record for an element, and the address that offers to confirm it.

    The address names every element that it is on record for: one confirmation may serve them all.
    """

    one: OnRecord
    query: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One state of one element: what stands there, and what is on record for it."""

    state: ItemState
    items: tuple[Item, ...]
    on_record: tuple[Recorded, ...]
    nobody_asked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One element as the table shows it."""

    row: ElementRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One offence as the page shows it."""

    one: Considered
    called: str
    lines: tuple[Line, ...]
    drop: Drop


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def board(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every element against what is held, requested, missing, refused and impossible."""
    actor, at = who.actor_of(request), clock.now()
    shown = proof_file(actor=actor, at=at, case_id=case_id)
    asked = request.POST.get("do", "")
    filled: dict[str, forms.Form] = {
        "consider": Consider(shown, request.POST if asked == "consider" else None),
        "ask": Ask(request.POST if asked == "ask" else None),
    }
    drops = _drops(shown, request.POST if asked == "drop" else {})
    form = filled.get(asked) or drops.get(request.POST.get("key", ""))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            messages.success(request, _done(asked, form, actor, at, case_id, request.POST))
            return redirect("desk:proof", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    wrong = form if form is not None and form.errors else None
    return case_page.show(
        request,
        "desk/proof/board.html",
        shown.file,
        actor=actor,
        at=at,
        tab="proof",
        status=400 if wrong else 200,
        shown=shown,
        considered=_considered(shown, drops),
        forms=filled,
        wrong=wrong,
        off=offs(actor, shown),
        **named(shown),
    )


def named(shown: ProofFile) -> dict[str, Any]:
    """What the pages of proof need to say codes and ids in words."""
    return {
        "staff": shown.staff,
        "states": tuple(ItemState),
        "milestones": {
            str(one.id): case_words.milestone(one, None) for one in shown.file.milestones
        },
        "waits": advising.waiting(shown.board.advice) if shown.board else None,
    }


def offs(actor: Actor, shown: ProofFile) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    if shown.file.card.closed_at:
        closed = Refusal("cases.closed", "This case is closed. Reopen it first.")
        closing = may.spoken(closed)
        found |= {name: found[name] or closing for name in ACTS if name != "words"}
    advice = shown.board.advice if shown.board else ()
    found["ask"] = found["ask"] or may.spoken(why_not(advising.nothing_waits, advice))
    waits = advising.waiting(advice)
    found["give"] = found["give"] or may.spoken(
        why_not(advising.may_answer, asked=waits, by=actor.id)
    )
    return found


def _key(one: Considered) -> str:
    return f"{one.offence.id}/{one.suspect or ''}"


def _drops(shown: ProofFile, data: Mapping[str, Any]) -> dict[str, Drop]:
    return {
        _key(one): Drop(one, data if data.get("key") == _key(one) else None)
        for one in (shown.board.considered if shown.board else ())
    }


def _done(
    asked: str,
    form: forms.Form,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    data: Mapping[str, Any],
) -> str:
    """Do what was asked and say so. Raises Refusal."""
    this: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id}
    given = form.cleaned_data
    if asked == "consider":
        suspect = uuid.UUID(given["suspect"]) if given["suspect"] else None
        proof.consider(**this, offence=given["offence"], suspect=suspect)
        return _("The offence is on the board.")
    if asked == "ask":
        advise.ask(**this, questions=given["questions"], words=given["words"])
        return _("Asked. The prosecutors of the circle see it in their list.")
    offence, _slash, named = str(data.get("key", "")).partition("/")
    suspect = uuid.UUID(named) if named else None
    proof.drop_offence(**this, offence=offence, suspect=suspect, reason=given["reason"])
    return _("The offence has left the board. What was put for it is kept.")


def _considered(shown: ProofFile, drops: Mapping[str, Drop]) -> Iterator[Shown]:
    everywhere: dict[tuple[str, uuid.UUID], list[str]] = defaultdict(list)
    for _one, row in shown.rows:
        for seen in row.on_record:
            everywhere[seen.kind, seen.milestone_id].append(row.serves.key)
    for one in shown.board.considered if shown.board else ():
        yield Shown(
            one=one,
            called=shown.called(one.suspect),
            lines=tuple(Line(row, tuple(_cells(row, everywhere))) for row in one.rows),
            drop=drops[_key(one)],
        )


def _cells(
    row: ElementRow, everywhere: Mapping[tuple[str, uuid.UUID], list[str]]
) -> Iterator[Cell]:
    for state in ItemState:
        yield Cell(
            state=state,
            items=row.items[state],
            on_record=tuple(
                Recorded(one, _query(one, everywhere[one.kind, one.milestone_id]))
                for one in row.on_record
                if one.state is state
            ),
            nobody_asked=row.nobody_asked and state is ItemState.MISSING,
        )


def _query(one: OnRecord, serves: list[str]) -> str:
    asked = {"kind": one.kind, "state": one.state.value, "reference": str(one.milestone_id)}
    return urlencode({**asked, "serves": serves}, doseq=True)
