"""Offering a case to a colleague or to another unit, and everything of somebody who leaves."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.access.terms import Role, StaffCard
from bairn.cases import queries as cases
from bairn.journeys import hand_over
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.supervision import handing, queries
from bairn.web.desk import case_words, may, who
from bairn.web.desk.supervision import forms, tab
from bairn.web.desk.supervision.reading import SupervisionFile, supervision_file


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Offer one person's place in the case, or the whole case to another unit's supervisor."""
    actor, at = who.actor_of(request), clock.now()
    shown = supervision_file(actor=actor, at=at, case_id=case_id)
    asked = request.POST.get("do", "")
    person = forms.OfferPerson(
        _givers(shown),
        _able(access.staff_of_unit(actor=actor, at=at, unit_id=shown.file.card.unit_id)),
        request.POST if asked == "person" else None,
    )
    unit = forms.OfferUnit(
        _supervisors_elsewhere(actor, at, shown), request.POST if asked == "unit" else None
    )
    form = {"person": person, "unit": unit}.get(asked)
    if form is not None and form.is_valid():
        try:
            made = hand_over.offer_case(
                actor=actor, at=at, case_id=case_id, **_wanted(asked, form.cleaned_data)
            )
            messages.success(request, _("Offered. Until all of it is accepted nothing changes."))
            return redirect("desk:handover", case_id, made)
        except Refusal as refusal:
            may.tell(form, refusal, beside="receiver" if asked == "unit" else "to_staff")
    return tab.page(
        request,
        "desk/supervision/offer.html",
        shown,
        actor=actor,
        at=at,
        person=person,
        unit=unit,
    )


def _wanted(asked: str, given: dict[str, Any]) -> dict[str, Any]:
    if asked == "person":
        return {
            "from_staff": uuid.UUID(given["from_staff"]),
            "to_staff": uuid.UUID(given["to_staff"]),
            "reason": given["reason"],
        }
    staff, _colon, unit = given["receiver"].partition(":")
    return {"to_staff": uuid.UUID(staff), "to_unit": uuid.UUID(unit), "reason": given["reason"]}


def _givers(shown: SupervisionFile) -> list[tuple[str, str]]:
    return [
        (str(one.staff_id), f"{one.display_name} · {case_words.staff_role(one.role)}")
        for one in shown.file.circle
    ]


def _able(cards: Iterable[StaffCard]) -> list[StaffCard]:
    """Those who hold a role in which a case can be taken over."""
    return [one for one in cards if not one.roles.isdisjoint(handing.ROLES)]


def _supervisors_elsewhere(
    actor: Actor, at: datetime, shown: SupervisionFile
) -> list[tuple[str, str]]:
    """Supervisors of every other unit, named with it."""
    units = {unit.id: unit for unit in access.units(actor=actor, at=at)}
    known = access.staff_in_role(actor=actor, at=at, role=Role.SUPERVISOR.value)
    named = [
        (f"{one.id}:{unit.id}", f"{unit.name}, {unit.agency_name} · {one.display_name}")
        for one in known
        if (unit := units.get(one.unit_id) if one.unit_id else None)
        and unit.id != shown.file.card.unit_id
    ]
    return sorted(named, key=lambda pair: pair[1])


@require_http_methods(["GET", "HEAD", "POST"])
def handovers(request: HttpRequest) -> HttpResponse:
    """What I receive, what I give or have offered, and everybody who leaves with how far it is."""
    actor, at = who.actor_of(request), clock.now()
    may_offer = may.off("journeys.offer_person", actor)
    unit = (
        access.staff_of_unit(actor=actor, at=at, unit_id=actor.unit)
        if actor.unit and not may_offer
        else ()
    )
    form = forms.OfferPerson(
        [(str(one.id), one.display_name) for one in unit], _able(unit), request.POST or None
    )
    refused: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            refused = _offer_all(request, actor, at, form.cleaned_data)
            form = forms.OfferPerson([(str(one.id), one.display_name) for one in unit], _able(unit))
        except Refusal as refusal:
            may.tell(form, refusal)
    return render(
        request,
        "desk/supervision/handovers.html",
        {
            "at": at,
            "form": form,
            "wrong": form if form.errors else None,
            "off": {"offer": may_offer},
            "refused": refused,
            **_lists(actor, at),
        },
        status=400 if form.errors else 200,
    )


def _offer_all(
    request: HttpRequest, actor: Actor, at: datetime, given: dict[str, Any]
) -> list[tuple[str, str]]:
    """Offer everything of somebody; the references of what could not be offered, with why."""
    done = hand_over.offer_person(
        actor=actor,
        at=at,
        staff_id=uuid.UUID(given["from_staff"]),
        to_staff=uuid.UUID(given["to_staff"]),
        reason=given["reason"],
    )
    count = len(done.offered)
    messages.success(request, _("Cases offered: %(count)d.") % {"count": count})
    known = cases.by_ids(actor=actor, at=at, case_ids=list(done.refused))
    return [(one.reference, done.refused[one.id]) for one in known]


def _lists(actor: Actor, at: datetime) -> dict[str, Any]:
    found = queries.handovers_waiting(actor=actor, at=at)
    leaving = queries.batches(actor=actor, at=at)
    batches = [one for one in leaving if one.finished + one.taken_back < one.cases]
    known = cases.by_ids(actor=actor, at=at, case_ids=[one.case_id for one in found])
    names = {one.from_staff for one in found} | {one.to_staff for one in found}
    names |= {name for one in batches for name in (one.from_staff, one.to_staff)}
    return {
        "mine": [one for one in found if one.to_staff == actor.id],
        "given": [one for one in found if one.to_staff != actor.id],
        "references": {one.id: one.reference for one in known},
        "batches": batches,
        "staff": access.staff_of(actor=actor, at=at, ids=names),
    }
