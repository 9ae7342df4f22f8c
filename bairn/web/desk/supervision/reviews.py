"""Looking over a case, answering a direction, and what is to be looked over in one's unit."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bairn.journeys import review_case
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import queries as protocols
from bairn.supervision import actions as supervision
from bairn.supervision import queries, reviewing
from bairn.supervision.terms import DirectionAnswer
from bairn.web.desk import may, who
from bairn.web.desk.supervision import forms, tab
from bairn.web.desk.supervision.reading import SupervisionFile, supervision_file


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def review(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every topic answered, what was found wrong directed, and the next look named."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    form = forms.Review(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        next_at = form.cleaned_data["next_at"]
        try:
            review_case.review_case(
                actor=actor,
                at=at,
                case_id=case_id,
                findings=form.findings,
                directions=form.directions(shown.zone),
                comments=form.cleaned_data["comments"],
                next_at=forms.read(next_at, shown.zone) if next_at else None,
            )
            messages.success(request, _("The review is on record."))
            return redirect("desk:supervision", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return tab.page(
        request,
        "desk/supervision/review.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        rule=_rule(request, shown),
    )


def _rule(request: HttpRequest, shown: SupervisionFile) -> object:
    """How often the pack asks for a look, with its source."""
    if shown.file.binding is None:
        return None
    return protocols.review_rule(
        actor=who.actor_of(request), at=clock.now(), case_id=shown.file.card.id
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def direction(request: HttpRequest, case_id: uuid.UUID, direction_id: uuid.UUID) -> HttpResponse:
    """One direction, and its owner's answer to it."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    one = next((given for given in shown.directions if given.id == direction_id), None)
    if one is None:
        raise Http404
    form = forms.Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            supervision.answer_direction(
                actor=actor,
                at=at,
                case_id=case_id,
                direction_id=direction_id,
                answer=DirectionAnswer(given["answer"]),
                reason=given["reason"],
                words=given["words"],
            )
            messages.success(request, _("Your answer is on record."))
            return redirect("desk:supervision", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    answer = may.off("supervision.answer_direction", actor) or may.spoken(
        why_not(
            reviewing.may_answer, one, actor_id=actor.id, answer=DirectionAnswer.DONE, reason=""
        )
    )
    return tab.page(
        request,
        "desk/supervision/direction.html",
        shown,
        actor=actor,
        at=at,
        direction=one,
        form=form,
        answer_off=answer,
    )


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The open cases of one's unit, the one longest due first; and what one was directed to do."""
    actor, at = who.actor_of(request), clock.now()
    due = queries.due_reviews(actor=actor, at=at)
    context = {
        "at": at,
        "rows": due,
        "late": sum(bool(row.late_by(at)) for row in due),
        "most": queries.MOST_CASES,
    }
    return render(request, "desk/supervision/reviews.html", context)
