"""What a case plans with somebody, whom to talk with, and identifiers whose owner is not known."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.access.terms import CircleMember
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, codes
from bairn.linkage import queries as linkage
from bairn.web.desk import case_page, may, who
from bairn.web.desk.choosing import NOTHING, DeskForm, texts
from bairn.web.desk.links import reading
from bairn.web.desk.links.reading import LinksFile


class Plan(DeskForm):
    """With whom what is planned, when, and whom others talk with."""

    subject_id = forms.ChoiceField(label=gettext_lazy("With whom"))
    what = forms.ChoiceField(label=gettext_lazy("What is planned"))
    from_at = forms.DateTimeField(
        label=gettext_lazy("From"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    until_at = forms.DateTimeField(
        label=gettext_lazy("Until"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    contact_id = forms.ChoiceField(label=gettext_lazy("Whom to talk with"))

    def __init__(self, shown: LinksFile, circle: list[CircleMember], data: Any = None) -> None:
        super().__init__(data, prefix="plan")
        people = [(str(p.subject_id), p.part.pseudonym) for p in shown.people if p.part]
        self.choose("subject_id", [NOTHING, *people])
        self.choose("what", texts(codes.book().plans))
        self.choose("contact_id", [NOTHING, *((str(c.staff_id), c.display_name) for c in circle)])

    def said(self) -> dict[str, Any]:
        """What the act takes, with times on the clock of the page."""
        given = self.cleaned_data
        return {
            "subject_id": uuid.UUID(given["subject_id"]),
            "what": given["what"],
            "from_at": _moment(given["from_at"]),
            "until_at": _moment(given["until_at"]),
            "contact_id": uuid.UUID(given["contact_id"]),
        }


class Trace(DeskForm):
    """An identifier that turned up, and where it comes from."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    value = forms.CharField(
        label=gettext_lazy("The value itself"),
        help_text=gettext_lazy("Sealed like a name, and compared with every other file."),
        max_length=2000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    platform = forms.CharField(
        label=gettext_lazy("On which platform"),
        help_text=gettext_lazy("For an account."),
        max_length=80,
        required=False,
    )
    source = forms.ChoiceField(label=gettext_lazy("Where it comes from"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="trace")
        self.choose("kind", texts(codes.book().traces))
        self.choose("source", texts(codes.book().sources))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("trace-value")
def plans(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Plans, talks and traces of one case, with a form for each."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.of_case(actor=actor, at=at, case_id=case_id)
    circle = list(access.circle_of(actor=actor, at=at, case_id=case_id))
    asked = request.POST.get("do", "")
    plan = Plan(shown, circle, request.POST if asked == "plan" else None)
    trace = Trace(request.POST if asked == "trace" else None)
    if asked and (done := _act(request, actor, at, case_id, plan, trace)):
        return done
    return _page(request, shown, actor, at, plan=plan, trace=trace)


def _act(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    plan: Plan,
    trace: Trace,
) -> HttpResponse | None:
    what, _colon, which = request.POST["do"].partition(":")
    here: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id}
    form = {"plan": plan, "trace": trace}.get(what)
    if form is not None and not form.is_valid():
        return None
    try:
        if what == "plan":
            actions.plan_action(**here, **plan.said())
            messages.success(request, _("The plan is on record."))
        elif what == "trace":
            actions.note_trace(**here, **trace.cleaned_data)
            messages.success(request, _("It is sealed, and compared within moments."))
        elif what == "drop":
            actions.drop_plan(**here, plan_id=uuid.UUID(which))
        elif what == "talked":
            outcome = request.POST.get("outcome", "")
            actions.note_talk(**here, talk_id=uuid.UUID(which), outcome=outcome)
            messages.success(request, _("What came of it is on record."))
    except Refusal as refusal:
        if form is not None:
            may.tell(form, refusal)
            return None
        messages.error(request, may.in_words(refusal))
    except ValueError:
        messages.error(request, _("There is no such plan."))
    return redirect("desk:case_plans", case_id)


def _page(
    request: HttpRequest,
    shown: LinksFile,
    actor: Actor,
    at: datetime,
    *,
    plan: Plan,
    trace: Trace,
) -> HttpResponse:
    here: dict[str, Any] = {"actor": actor, "at": at, "case_id": shown.case.card.id}
    acts = ("plan", "drop_plan", "note_talk", "note_trace", "plans", "talks")
    off = {name: may.off(f"linkage.{name}", actor) for name in acts}
    planned = () if off["plans"] else linkage.plans(**here)
    talks = () if off["talks"] else linkage.talks(**here)
    traces = linkage.traces(**here)
    ids = {one.contact_id for one in planned} | {one.with_staff for one in talks}
    wrong = may.to_mend([plan, trace])
    return case_page.show(
        request,
        "desk/links/plans.html",
        shown.case,
        actor=actor,
        at=at,
        tab="case_links",
        status=400 if wrong else 200,
        shown=shown,
        plans=planned,
        talks=talks,
        traces=traces,
        plan=plan,
        trace=trace,
        wrong=wrong,
        off=off,
        outcomes=texts(codes.book().talks)[1:],
        staff=access.staff_of(actor=actor, at=at, ids=ids | {one.by_id for one in traces}),
    )


def _moment(given: datetime) -> datetime:
    """A time on the wall of the page, as the house keeps it."""
    if timezone.is_aware(given):
        return given.astimezone(UTC)
    return timezone.make_aware(given).astimezone(UTC)
