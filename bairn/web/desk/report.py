"""The page of one report: everything that arrived, where it stands and why, what can be done."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bairn.intake import actions as intake
from bairn.intake.terms import ReportCard, ReportState
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.triage import lowering
from bairn.triage.terms import Band
from bairn.web.desk import may, opened_parts, purposes, report_file, report_words, words
from bairn.web.desk.report_file import ReportFile
from bairn.web.desk.report_forms import DISMISSING, AnswerForm, BandForm, JoinForm, PoliceForm
from bairn.web.desk.who import actor_of

_LISTS = ("people", "files", "answers", "open_elements", "kept_unknown")


@require_safe
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """The report as it stands."""
    actor, at = actor_of(request), clock.now()
    return page(request, report_file.read(actor=actor, at=at, report_id=report_id), actor, at)


@require_POST
def answer(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Answer whoever reported, with a sentence from the list."""
    actor, at = actor_of(request), clock.now()
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            intake.answer_reporter(
                actor=actor,
                at=at,
                report_id=report_id,
                code=form.cleaned_data["code"],
                contact_by=form.cleaned_data["contact_by"],
            )
        except Refusal as no:
            form.refuse(no)
        else:
            return back(report_id, "answers")
    file = report_file.read(actor=actor, at=at, report_id=report_id)
    return page(request, file, actor, at, status=422, answer_form=form, form=form)


def back(report_id: uuid.UUID, part: str) -> HttpResponse:
    """To the page of the report, at the part where something was done."""
    return HttpResponseRedirect(f"{reverse('desk:report', args=[report_id])}#{part}")


def page(
    request: HttpRequest,
    file: ReportFile,
    actor: Actor,
    at: datetime,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page with its forms; `more` replaces a form that has to be looked at again."""
    number = opened_parts.number(request.GET.get("part", ""))
    card, further = _cut(file.card, number)
    file = replace(file, leads=tuple(opened_parts.some(file.leads, number)))
    now = file.triage.now if file.triage else None
    band, lowest = (now.band, now.floor or Band.C) if now else (Band.C, Band.C)
    context = {
        "at": at,
        "file": file,
        "card": card,
        "people": opened_parts.some(report_words.numbered(file.card.people), number),
        "before": opened_parts.ROWS * number,
        "file_known": file.known,
        "links_off": may.off("desk.report_links", actor),
        "known_off": may.off("desk.known_file", actor),
        "files_known": len(file.known),
        "files_all": len(file.card.files),
        "next_part": number + 1 if further else None,
        "now": now,
        "purposes": [(one.value, words.PURPOSES[one]) for one in purposes.fitting(actor.roles)],
        "answer_form": AnswerForm(),
        "join_form": JoinForm(),
        "police_form": PoliceForm(),
        "raise_form": BandForm(lower=False, now=band),
        "lower_form": BandForm(lower=True, now=band, lowest=lowest),
        "dismissing": [(one.value, said) for one, said in DISMISSING.items()],
        "off": off(file, actor),
    }
    return render(request, "desk/report.html", context | more, status=status)


def _cut(card: ReportCard, number: int) -> tuple[ReportCard, bool]:
    """The card with the rows of one part of its lists, and whether another follows; newest told
    first, since whoever reported may add without end.
    """
    newest = tuple(reversed(card.additions))
    lists: dict[str, Any] = {name: getattr(card, name) for name in _LISTS}
    cut: dict[str, Any] = {
        name: tuple(opened_parts.some(rows, number)) for name, rows in lists.items()
    }
    cut["additions"] = tuple(reversed(opened_parts.some(newest, number)))
    longest = max(len(newest), *map(len, lists.values()))
    return replace(card, **cut), longest > opened_parts.ROWS * (number + 1)


def off(file: ReportFile, actor: Actor) -> dict[str, Refusal | None]:
    """Why each button of the page is off, in the rule's own words; None when it is on."""
    standing = file.triage.now.standing if file.triage and file.triage.now else None
    wish = file.triage.lowering if file.triage else None
    found = {
        "words": may.off("words.read", actor),
        "document": may.off("document.read", actor),
        "person": may.off("identity.open", actor),
        "answer": may.off("intake.answer_reporter", actor),
        "raise": may.off("triage.raise", actor) or _not_assessed(standing),
        "lower": may.off("triage.propose_lowering", actor) or _not_assessed(standing),
        "confirm": may.off("triage.confirm_lowering", actor),
        "merge": may.off("triage.merge", actor),
        "case": may.off("journeys.open_case", actor) or _in_case(file),
        "join": may.off("journeys.join_report", actor) or _in_case(file),
        "police": may.off("triage.police_band", actor),
    }
    if wish and not found["confirm"]:
        found["confirm"] = may.spoken(
            why_not(lowering.may_confirm, proposed_by=wish.proposed_by, confirmed_by=actor.id)
        )
    if standing and not found["raise"] and standing.band is Band.A:
        found["raise"] = may.spoken(
            Refusal("triage.not_higher", "The report stands as high already.")
        )
    lowest = Band.C if standing is None or standing.floor is None else standing.floor
    if standing and not found["lower"] and standing.band >= lowest:
        found["lower"] = may.spoken(
            Refusal("triage.floor", "A child, or an age nobody knows, never goes below this.")
        )
    return found


def _not_assessed(standing: object) -> Refusal | None:
    if standing is not None:
        return None
    return may.spoken(Refusal("triage.not_assessed", "This report has not been assessed yet."))


def _in_case(file: ReportFile) -> Refusal | None:
    if file.card.case_id is not None:
        return may.spoken(Refusal("desk.in_case", "This report is in a case already."))
    if file.card.state is not ReportState.RECEIVED:
        return may.spoken(
            Refusal("desk.not_alone", "Only a report that stands by itself becomes a case.")
        )
    return None
