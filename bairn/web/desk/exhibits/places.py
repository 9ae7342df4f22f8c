"""Storage places of a unit: what they are kept at, when somebody counts again, and the count."""

import uuid
from datetime import datetime
from typing import Any

from django import forms as django
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms import AuditCard, ExhibitCard, Filters, PlaceCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import fields, scan


class Add(fields.Coded):
    """A new place of one's own unit."""

    lists = {"condition": "storage"}  # noqa: RUF012 - read alone
    name = fields.short(
        gettext_lazy("Name of the place"),
        required=True,
        most=80,
        hint=gettext_lazy("As it stands on the door or the shelf. No names of people."),
    )
    condition = fields.choice(gettext_lazy("How it is kept"))


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Every place of one's own unit, those first where a count is due."""
    actor, at = who.actor_of(request), clock.now()
    form = Add(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and actor.unit:
        given = form.cleaned_data
        try:
            made = evidence.add_place(
                actor=actor,
                at=at,
                unit_id=actor.unit,
                name=given["name"],
                condition=given["condition"],
            )
            messages.success(request, _("The place can be used."))
            return redirect("desk:place", made)
        except Refusal as refusal:
            may.tell(form, refusal)
    rows = queries.places(actor=actor, at=at, unit_id=actor.unit) if actor.unit else ()
    context = {
        "at": at,
        "rows": sorted(rows, key=lambda one: one.audit_due_at),
        "form": form,
        "off": {"add": may.off("evidence.add_place", actor)},
    }
    status = 400 if form.errors else 200
    return render(request, "desk/exhibits/places.html", context, status=status)


@gate.look("desk.place")
def place_file(
    *, actor: Actor, at: datetime, place_id: uuid.UUID
) -> tuple[PlaceCard, tuple[AuditCard, ...], dict[uuid.UUID, StaffCard]]:
    """A place of one's own unit with its counts and whoever made them."""
    rows = queries.places(actor=actor, at=at, unit_id=actor.unit, closed=True)
    found = next((one for one in rows if one.id == place_id and one.unit_id == actor.unit), None)
    if found is None:
        raise Refusal("evidence.no_place", "Your unit has no such place.")
    off = may.off("evidence.audits", actor)
    counts = () if off else queries.audits(actor=actor, at=at, place_id=place_id)
    staff = access.staff_of(actor=actor, at=at, ids={one.by_id for one in counts})
    return found, counts, dict(staff)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, place_id: uuid.UUID) -> HttpResponse:
    """What lies in a place as far as one may see it, its counts, and a count by scanning."""
    actor, at = who.actor_of(request), clock.now()
    try:
        card, counts, staff = place_file(actor=actor, at=at, place_id=place_id)
    except Refusal as refusal:
        if refusal.code == "evidence.no_place":
            raise Http404 from refusal
        raise
    codes = scan.read_lines(request.POST.get("lines", ""))
    asked = request.POST.get("do", "")
    form = scan.Line(request.POST if asked == "add" else None)
    result = refused = None
    try:
        if asked == "count":
            result = evidence.audit_place(actor=actor, at=at, place_id=place_id, scanned=codes)
            codes = []
        elif asked == "close":
            evidence.close_place(actor=actor, at=at, place_id=place_id)
            messages.success(request, _("Nothing more is put there."))
            return redirect("desk:places")
    except Refusal as refusal:
        refused = may.spoken(refusal)
    if asked == "add" and form.is_valid():
        codes = list(dict.fromkeys([*codes, form.cleaned_data["code"]]))
        form = scan.Line()
    return _page(
        request, card, actor, at,
        form=form, codes=codes, lines=" ".join(codes), result=result, refused=refused,
        counts=counts, staff=staff, begun=bool(codes) or asked == "add",
    )  # fmt: skip


def _page(
    request: HttpRequest, card: PlaceCard, actor: Actor, at: datetime, **more: Any
) -> HttpResponse:
    form: django.Form = more["form"]
    context = {
        "at": at,
        "card": card,
        "inside": _inside(card, actor, at),
        "off": {
            "count": may.off("evidence.audit_place", actor),
            "close": may.off("evidence.close_place", actor),
        },
        **more,
    }
    status = 400 if form.errors or more["refused"] else 200
    return render(request, "desk/exhibits/place.html", context, status=status)


def _inside(card: PlaceCard, actor: Actor, at: datetime) -> tuple[ExhibitCard, ...]:
    """What lies there and is in the reader's reach; of others' cases nothing is said."""
    if may.off("evidence.search", actor):
        return ()
    page = queries.search(actor=actor, at=at, filters=Filters(place_id=card.id), limit=100)
    return page.exhibits
