"""One signal: what, since when and why; what the unit said; the answer; what has become of it."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault.queries import signals as sealed
from bairn.vigilance import actions, answering
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms import SignalFile
from bairn.web.desk import case_page, may, who
from bairn.web.desk.vigilance import boards, reading, saying
from bairn.web.desk.vigilance.forms import Answer, Explain
from bairn.web.desk.vigilance.reading import SignalRead, Units


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def signal(request: HttpRequest, signal_id: uuid.UUID) -> HttpResponse:
    """One signal; its owner answers here, and the unit explains."""
    actor, at = who.actor_of(request), clock.now()
    read = reading.signal(actor=actor, at=at, signal_id=signal_id)
    asked = request.POST.get("do", "")
    answer = Answer(request.POST if asked == "answer" else None)
    explain = Explain(request.POST if asked == "explain" else None)
    filled: Mapping[str, forms.Form] = {"answer": answer, "explain": explain}
    if asked in filled and filled[asked].is_valid():
        try:
            messages.success(request, _done(asked, filled[asked], read.file, actor, at))
            return redirect("desk:vigilance_signal", signal_id)
        except Refusal as refusal:
            may.tell(filled[asked], refusal)
    words = _words(read.file, actor, at) if asked == "read" else {}
    wrong = may.to_mend(filled.values())
    context = {
        **_shown(read, at, words),
        "at": at,
        "answer": answer,
        "explain": explain,
        "wrong": wrong,
        "off": _offs(read.file, actor),
        "sealed": _sealed(read.file),
        "opened": bool(words),
        "receipt": not may.off("desk.receipt", actor),
        "board": not may.off("desk.vigilance", actor),
    }
    return render(request, "desk/vigilance/signal.html", context, status=400 if wrong else 200)


def _done(asked: str, form: forms.Form, file: SignalFile, actor: Actor, at: datetime) -> str:
    """Answer or explain as was asked; what to say of it. Raises Refusal."""
    given = form.cleaned_data
    if asked == "answer":
        actions.answer(
            actor=actor,
            at=at,
            signal_id=file.card.id,
            finding=given["finding"],
            words=given["words"],
            directed_by=given["directed_by"],
        )
        return _("Answered. Where it is still so later, it is raised anew.")
    if file.card.case_id is None:
        raise Refusal("vigilance.signal", "There is no such signal that you may see.")
    actions.explain(
        actor=actor,
        at=at,
        case_id=file.card.case_id,
        signal_id=file.card.id,
        code=given["code"],
        words=given["words"],
    )
    return _("Explained. It stands until its owner has answered.")


def _sealed(file: SignalFile) -> list[uuid.UUID]:
    """The words of the answer and of the explanations that can be read."""
    ids = [file.card.words_id, *(one.words_id for one in file.explanations)]
    return [one for one in ids if one]


def _words(file: SignalFile, actor: Actor, at: datetime) -> dict[uuid.UUID, str]:
    """Everything that was said to it, opened once and recorded first. Raises Refusal."""
    opened = sealed.read_signal_words(
        actor=actor, at=at, case_id=file.card.id, subject_ids=_sealed(file)
    )
    return {one.subject_id: "\n".join(one.fields.values()) for one in opened}


def _shown(read: SignalRead, at: datetime, words: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    card, staff = read.file.card, read.staff
    rule = rules().by_id.get(card.rule)
    return {
        "file": read.file,
        "one": boards.shown((card,), read.units, staff, at)[0],
        "why": saying.why(card.rule),
        "rule": rule,
        "reading": saying.reading(rule) if rule else "",
        "given": saying.given(rule) if rule else [],
        "within": saying.span(rule.answer_within) if rule else "",
        "answered_by": staff.get(card.answered_by) if card.answered_by else None,
        "words": words.get(card.words_id, "") if card.words_id else "",
        "said": [
            {
                "row": said,
                "code": saying.explanation(said.code),
                "by": staff.get(said.by_id),
                "words": words.get(said.words_id, "") if said.words_id else "",
            }
            for said in read.file.explanations
        ],
        "turns": [
            {
                "at": turn.at,
                "words": saying.TURNS[turn.kind],
                "by": staff.get(turn.by_id) if turn.by_id else None,
                "to": staff.get(turn.to_id) if turn.to_id else None,
            }
            for turn in reversed(read.file.turns)
        ],
    }


def _offs(file: SignalFile, actor: Actor) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    rule = rules().by_id.get(file.card.rule)
    refused = may.spoken(why_not(answering.may_answer, file.card, actor=actor, known=rule))
    return {
        "answer": refused or may.off("vigilance.answer", actor),
        "explain": may.off("vigilance.explain", actor),
        "read": may.off("words.read_signal", actor),
    }


@require_safe
def of_case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What is said to be neglected in one case, for its circle."""
    actor, at = who.actor_of(request), clock.now()
    file, cards, staff = reading.of_case(actor=actor, at=at, case_id=case_id)
    units: Units = {unit.id: unit.name for unit in access.units(actor=actor, at=at)}
    rows = boards.shown(cards, units, staff, at)
    return case_page.show(
        request,
        "desk/vigilance/case.html",
        file,
        actor=actor,
        at=at,
        tab="vigilance_case",
        waiting=[row for row in rows if not row["card"].answered_at],
        answered=[row for row in rows if row["card"].answered_at],
    )
