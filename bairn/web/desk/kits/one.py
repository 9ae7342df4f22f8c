"""The page of one kit: its way drawn, clocks, hands, laboratory, match, what holds it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.access import queries as access
from bairn.evidence import kit_book, kit_places, matching
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import KitState
from bairn.vault.queries import words
from bairn.web.desk import case_words, may, who
from bairn.web.desk.exhibits import framing
from bairn.web.desk.kits import doing, drawing, notice, saying
from bairn.web.desk.kits.forms import Do
from bairn.web.desk.kits.reading import KitShown, kit_shown


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def one(request: HttpRequest, case_id: uuid.UUID, kit_id: uuid.UUID) -> HttpResponse:
    """Where one kit stands, by when it must move, what holds it, and everything one may do."""
    actor, at = who.actor_of(request), clock.now()
    shown = kit_shown(actor=actor, at=at, case_id=case_id, kit_id=kit_id)
    if led := framing.moved(request, shown.file.card.holder_id):
        return led
    off = doing.offs(actor, shown)
    asked = request.POST.get("do", "")
    made = {
        name: form(
            request.POST if name == asked else None,
            zone=shown.zone,
            **doing.offered(name, shown, _colleagues(actor, shown, off)),
        )
        for name, form in doing.FORMS.items()
    }
    wrong: django_forms.Form | None = made.get(asked)
    if request.method == "POST":
        call = doing.Call(actor=actor, at=at, case_id=case_id, kit_id=kit_id, data=request.POST)
        answer, wrong = _done(request, call, asked, made.get(asked), shown)
        if answer is not None:
            return answer
    return _page(request, shown, made, off, wrong)


def _done(
    request: HttpRequest, call: doing.Call, asked: str, form: Do | None, shown: KitShown
) -> tuple[HttpResponse | None, django_forms.Form | None]:
    """What was asked is done and the page shown anew, or the form says what has to be mended."""
    try:
        if asked in doing.PLAIN:
            messages.success(request, doing.PLAIN[asked](call))
            return _back(call.case_id, call.kit_id), None
        if form is None:
            raise Http404
        if not form.is_valid():
            return None, form
        if asked == "notice":
            told = doing.tell(call, form)
            return notice.told(request, shown, told, form.cleaned_data, call.at), None
        messages.success(request, doing.DOES[asked](call, form))
    except Refusal as refusal:
        form = form or Do(request.POST, zone=shown.zone)
        form.is_valid()
        may.tell(form, refusal)
        return None, form
    case_id = uuid.UUID(form.cleaned_data["case"]) if asked == "report" else call.case_id
    return _back(case_id, call.kit_id), None


def _back(case_id: uuid.UUID, kit_id: uuid.UUID) -> HttpResponse:
    return redirect("desk:kit", case_id, kit_id)


def _colleagues(
    actor: Actor, shown: KitShown, off: dict[str, Refusal | None]
) -> list[tuple[str, str]]:
    """Who may be admitted to a kit without a report: people of one's own unit who give care."""
    if shown.file.card.reported or off["admit"] or actor.unit is None:
        return []
    staff = access.staff_of_unit(actor=actor, at=clock.now(), unit_id=actor.unit)
    known = {one.id for one in shown.circle}
    return [
        (f"{one.id}:{role}", f"{one.display_name}, {case_words.staff_role(role)}")
        for one in staff
        if one.active and one.id not in known
        for role in sorted(one.roles & {"medic", "support_worker", "lab", "supervisor"})
    ]


def _page(
    request: HttpRequest,
    shown: KitShown,
    made: dict[str, Do],
    off: dict[str, Refusal | None],
    wrong: django_forms.Form | None,
) -> HttpResponse:
    at, file = clock.now(), shown.file
    context: dict[str, Any] = {
        "at": at,
        "shown": shown,
        "file": file,
        "card": file.card,
        "forms": made,
        "off": off,
        "wrong": wrong,
        "lab": {one: file.way.moments.get(one) for one in ("submitted", "answered", "result")},
        "line": drawing.line(saying.LINE, file.way.moments),
        "width": drawing.WIDTH,
        "height": drawing.HEIGHT,
        "clocks": drawing.clocks(file.clocks, at=at),
        "open_clock": (KitState.OPEN, KitState.DUE_SOON, KitState.LATE, KitState.HELD),
        "notes": _notes(shown),
        "sources": kit_book.book().sources,
        "waiting": next((one for one in file.untested if one.waits), None),
        "searched": matching.search_goes_on(file.match_steps),
    }
    with timezone.override(shown.zone):
        status = 400 if wrong is not None and wrong.errors else 200
        return render(request, "desk/kits/one.html", context, status=status)


def _notes(shown: KitShown) -> Iterator[Any]:
    """The rules of the place, once each, for what they say beside their clocks."""
    named = {row.rule for row in shown.file.clocks} | {one.rule.id for one in shown.file.kept}
    yield from (rule for rule in kit_places.rules() if rule.id in named)


@require_POST
@sensitive_variables()
def read(request: HttpRequest, case_id: uuid.UUID, kit_id: uuid.UUID) -> HttpResponse:
    """Open the safe words of a plan; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = kit_shown(actor=actor, at=at, case_id=case_id, kit_id=kit_id)
    asked = request.POST.get("words", "")
    found = next((p.words_id for p in shown.file.plans if str(p.words_id) == asked), None)
    if found is None:
        raise Http404
    (opened,) = words.read_words(actor=actor, at=at, subject_ids=[found], case_id=case_id)
    context = {"shown": shown, "card": shown.file.card, "lines": tuple(opened.fields.values()),
               "title": _("Safe words")}  # fmt: skip
    return render(request, "desk/kits/words.html", context)
