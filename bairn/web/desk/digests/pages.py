"""Lists of digests: all of them, bringing a small one in, one of them."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bairn.access import queries as access
from bairn.digests import actions, queries
from bairn.digests.terms import ListCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.digests import saying
from bairn.web.desk.digests.forms import BringIn

_CATEGORIES = 50  # of a list, the largest first


@require_safe
def all_lists(request: HttpRequest) -> HttpResponse:
    """Every list that the house holds."""
    actor, at = who.actor_of(request), clock.now()
    cards = queries.lists(actor=actor, at=at)
    context = {
        "at": at,
        "rows": [_shown(card) for card in cards if card.state != "retired"],
        "retired": [_shown(card) for card in cards if card.state == "retired"],
        "off": may.off("digests.hand_in", actor),
    }
    return render(request, "desk/digests/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """A small file is handed in; the worker reads it."""
    actor, at = who.actor_of(request), clock.now()
    may.check("digests.hand_in", actor)
    form = BringIn(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.hand_in(actor=actor, at=at, said=form.said(), content=form.content())
        except Refusal as no:
            may.tell(form, no)
        else:
            return redirect("desk:digest_list", begun.list_id)
    status = 422 if form.errors else 200
    return render(request, "desk/digests/import.html", {"form": form, "at": at}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """One list: how far it came in, what of it could not be read."""
    actor, at = who.actor_of(request), clock.now()
    if request.method == "POST":
        return _retire(request, actor, at, list_id)
    file = queries.list_file(actor=actor, at=at, list_id=list_id)
    people = {one for one in (file.begun_by, file.retired_by) if one}
    staff = access.staff_of(actor=actor, at=at, ids=people)
    context = {
        "at": at,
        "file": file,
        "one": _shown(file.card),
        "begun_by": staff.get(file.begun_by),
        "bad": [(one.line, saying.BAD[one.reason]) for one in file.bad_rows],
        "categories": [(code, f"{count:,}") for code, count in file.categories[:_CATEGORIES]],
        "off": may.off("digests.retire", actor),
    }
    return render(request, "desk/digests/list.html", context)


def _retire(request: HttpRequest, actor: Actor, at: datetime, list_id: uuid.UUID) -> HttpResponse:
    try:
        actions.retire(actor=actor, at=at, list_id=list_id)
        messages.success(request, _("The list is retired. What it found stays."))
    except Refusal as no:
        if no.code.startswith("access."):
            raise
        messages.error(request, may.in_words(no))
    return redirect("desk:digest_list", list_id)


def _shown(card: ListCard) -> dict[str, object]:
    return {
        "card": card,
        "kind": saying.KINDS[card.kind],
        "tone": saying.TONES[card.kind],
        "state": saying.STATES[card.state],
        "state_tone": saying.STATE_TONES[card.state],
        **{name: f"{getattr(card, name):,}" for name in ("rows", "digests", "bad", "matched")},
    }
