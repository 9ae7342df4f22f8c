"""What changed in law and laboratories: the list, and a form for those who answer for it."""

import uuid
from datetime import UTC, date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.nonrecent import actions, declaring, queries
from bairn.web.desk import may, who
from bairn.web.desk.nonrecent import forms, saying


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """Everything declared, the newest first; declaring and taking back."""
    actor, at = who.actor_of(request), clock.now()
    kinds = _own_kinds(actor)
    form = forms.Change(kinds, request.POST if request.POST.get("do") == "declare" else None)
    if request.method == "POST" and (done := _act(request, form, actor, at)):
        return done
    rows = queries.changes(actor=actor, at=at)
    context = {
        "rows": rows,
        "staff": access.staff_of(actor=actor, at=at, ids={one.declared_by for one in rows}),
        "form": form,
        "kinds": kinds,
        "own": {kind for kind, _words in kinds},
        "wrong": may.to_mend([form]),
        "off": {"declare": may.off("nonrecent.declare", actor)},
    }
    status = 400 if context["wrong"] else 200
    return render(request, "desk/nonrecent/changes.html", context, status=status)


def _act(
    request: HttpRequest, form: forms.Change, actor: Actor, at: datetime
) -> HttpResponse | None:
    withdrawn = request.POST.get("withdraw", "")
    try:
        if withdrawn:
            actions.withdraw(actor=actor, at=at, change_id=uuid.UUID(withdrawn))
            messages.success(request, _("It is taken back. Reviews that it began go on."))
            return redirect("desk:old_cases_changes")
        if form.is_valid():
            actions.declare(actor=actor, at=at, said=form.said(_day))
            messages.success(request, _("It is on record. Files that it concerns come back."))
            return redirect("desk:old_cases_changes")
    except Refusal as refusal:
        if withdrawn:
            messages.error(request, may.in_words(refusal))
            return redirect("desk:old_cases_changes")
        may.tell(form, refusal)
    except ValueError:
        return redirect("desk:old_cases_changes")  # no such id: the list says what there is
    return None


def _day(given: date) -> datetime:
    """A law holds from a day on; which midnight is of no weight for a review."""
    return datetime.combine(given, time(), UTC)


def _own_kinds(actor: Actor) -> list[tuple[str, str]]:
    return [
        (kind.value, str(words))
        for kind, words in saying.DECLARED.items()
        if not declaring.WHO[kind].isdisjoint(actor.roles)
    ]
