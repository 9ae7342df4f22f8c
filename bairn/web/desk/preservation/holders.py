"""The directory of a unit, and how each holder answers."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions as preservation
from bairn.preservation import codes, queries
from bairn.web.desk import may, who
from bairn.web.desk.preservation import forms


@require_http_methods(["GET", "HEAD", "POST"])
def holders(request: HttpRequest) -> HttpResponse:
    """Companies that the unit writes to; classes with their times; how holders answer."""
    actor, at = who.actor_of(request), clock.now()
    form = forms.NewHolder(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST" and request.POST.get("do") == "retire":
        _retire(request, actor)
        return redirect("desk:holders")
    if request.method == "POST" and form.is_valid():
        try:
            preservation.add_holder(actor=actor, at=at, **form.cleaned_data)
            messages.success(request, _("It stands in the directory."))
            return redirect("desk:holders")
        except Refusal as refusal:
            may.tell(form, refusal)
    counted = may.off("preservation.quality", actor) is None
    context = {
        "at": at,
        "form": form,
        "wrong": form if form.errors else None,
        "holders": queries.holders(actor=actor, at=at),
        "quality": queries.quality(actor=actor, at=at) if counted else (),
        "classes": codes.book().classes.values(),
        "add_off": may.off("preservation.add_holder", actor),
        "retire_off": may.off("preservation.retire_holder", actor),
    }
    return render(
        request, "desk/preservation/holders.html", context, status=400 if form.errors else 200
    )


def _retire(request: HttpRequest, actor: Actor) -> None:
    try:
        asked = uuid.UUID(request.POST.get("holder", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    try:
        preservation.retire_holder(actor=actor, at=clock.now(), holder_id=asked)
        messages.success(request, _("It is out of the directory. What was sent to it stays."))
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
