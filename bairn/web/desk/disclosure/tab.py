"""The Court tab: the schedule of everything, what waits for a prosecutor, what left."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.disclosure import actions as disclosure
from bairn.disclosure import releasing
from bairn.disclosure.terms import Answer
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault.queries import words
from bairn.web.desk import case_page, may, who
from bairn.web.desk.disclosure import forms, saying
from bairn.web.desk.disclosure.reading import CourtFile, court_file

_MOST_WORDS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
@sensitive_post_parameters()
def tab(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The schedule; a post says something of ticked pieces, or answers a wish to withhold."""
    actor, at = who.actor_of(request), clock.now()
    form = forms.Saying(request.POST if request.POST.get("do") == "say" else None)
    refused = None
    if request.method == "POST":
        try:
            if _done(request, case_id, form, actor=actor, at=at):
                messages.success(request, _("It is on record."))
                return redirect("desk:court", case_id)
        except Refusal as refusal:
            refused = may.spoken(refusal)
            if form.is_bound:
                may.tell(form, refusal)
    shown = court_file(actor=actor, at=at, case_id=case_id)
    return page(
        request,
        "desk/disclosure/tab.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        refused=None if form.is_bound else refused,
        ticked=set(request.POST.getlist("pieces")),
        declining=saying.choices("declined"),
        say_off=may.off("disclosure.schedule", actor),
        answer_off=may.off("disclosure.answer_withholding", actor),
        release_off=release_off(actor, shown),
    )


def _done(
    request: HttpRequest, case_id: uuid.UUID, form: forms.Saying, *, actor: Actor, at: datetime
) -> bool:
    if form.is_bound:
        if not form.is_valid():
            return False
        disclosure.schedule(
            actor=actor,
            at=at,
            case_id=case_id,
            pieces=_pieces(request),
            said=form.said(),
        )
        return True
    return _answered(request, case_id, actor=actor, at=at)


def _answered(request: HttpRequest, case_id: uuid.UUID, *, actor: Actor, at: datetime) -> bool:
    do = request.POST.get("do", "")
    answers = {"agree": Answer.AGREED, "decline": Answer.DECLINED}
    if do not in answers:
        return False
    disclosure.answer_withholding(
        actor=actor,
        at=at,
        case_id=case_id,
        line_id=_id(request.POST.get("line", "")),
        answer=answers[do],
        declined_for=request.POST.get("declined_for", "") if do == "decline" else "",
    )
    return True


def _pieces(request: HttpRequest) -> list[Any]:
    try:
        return forms.pieces(request.POST.getlist("pieces"))
    except ValueError:
        raise Refusal("disclosure.not_here", "This case holds no such exhibit or file.") from None


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refusal("disclosure.not_withheld", "This is not to be withheld.") from None


@require_POST
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The words in which the schedule describes its lines, each with its number."""
    actor, at = who.actor_of(request), clock.now()
    shown = court_file(actor=actor, at=at, case_id=case_id)
    lines = [row for row in shown.rows if row.line and row.line.words_id][:_MOST_WORDS]
    ids = list(dict.fromkeys(row.line.words_id for row in lines if row.line and row.line.words_id))
    opened = words.read_words(actor=actor, at=at, subject_ids=ids, case_id=case_id) if ids else ()
    texts = {one.subject_id: one.fields.get("description", "") for one in opened}
    told = [
        (row, texts.get(row.line.words_id, "")) for row in lines if row.line and row.line.words_id
    ]
    return page(request, "desk/disclosure/words.html", shown, actor=actor, at=at, told=told)


def page(
    request: HttpRequest,
    template: str,
    shown: CourtFile,
    *,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> HttpResponse:
    """A page of the tab; a form with something to mend answers 400."""
    wrong = may.to_mend(more.values())
    return case_page.show(
        request,
        template,
        shown.file,
        actor=actor,
        at=at,
        tab="court",
        status=400 if wrong or more.get("refused") else 200,
        shown=shown,
        wrong=wrong,
        words_off=may.off("words.read", actor),
        **more,
    )


def release_off(actor: Actor, shown: CourtFile) -> Refusal | None:
    """Why nothing can be released now, by the rules' own words."""
    off = may.off("disclosure.release", actor)
    if off or shown.schedule is None:
        return off
    if not shown.rows:
        return may.spoken(
            Refusal("disclosure.nothing", "There is nothing on the schedule to release.")
        )
    return may.spoken(why_not(releasing.complete, shown.schedule))
