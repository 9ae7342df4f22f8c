"""What staff were exposed to, and the files that failed their check."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence import reading_book
from bairn.evidence.terms.viewing import ExposureLedger
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A colleague with what they were exposed to."""

    name: str
    ledger: ExposureLedger


@require_http_methods(["GET", "HEAD", "POST"])
def exposure(request: HttpRequest) -> HttpResponse:
    """One's own weeks; for a supervisor those of the unit, and whom to ask how they are."""
    actor, at = who.actor_of(request), clock.now()
    refused = None
    if request.method == "POST":
        try:
            staff_id, week = _asked(request)
            evidence.check_welfare(actor=actor, at=at, staff_id=staff_id, week=week)
            messages.success(request, _("Noted that you asked. Nothing of what was said is kept."))
            return redirect("desk:exposure")
        except Refusal as refusal:
            refused = may.spoken(refusal)
    mine = looks.own_exposure(actor=actor, at=at)
    sees_unit = not may.off("evidence.unit_exposure", actor)
    unit = looks.unit_exposure(actor=actor, at=at) if sees_unit else ()
    named = {one.staff_id for one in unit}
    named |= {week.checked_by for week in mine.weeks if week.checked_by}
    staff = access.staff_of(actor=actor, at=at, ids=named) if named else {}
    context = {
        "mine": mine,
        "unit": _people(unit, staff, actor.id) if sees_unit else None,
        "limit": reading_book.book().limit,
        "staff": staff,
        "refused": refused,
        "off_check": may.off("evidence.check_welfare", actor),
    }
    return render(request, "desk/files/exposure.html", context, status=400 if refused else 200)


@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    """Files within reach that are not what was taken in, the latest found first."""
    actor, at = who.actor_of(request), clock.now()
    rows = looks.failed_checks(actor=actor, at=at)
    context = {"rows": rows, "book": reading_book.book(), "at": at}
    return render(request, "desk/files/failed.html", context)


def _asked(request: HttpRequest) -> tuple[uuid.UUID, date]:
    try:
        return uuid.UUID(request.POST.get("staff", "")), date.fromisoformat(
            request.POST.get("week", "")
        )
    except ValueError:
        raise Refusal("evidence.no_week", "Nobody of your unit has such a week.") from None


def _people(
    unit: tuple[ExposureLedger, ...], staff: Mapping[uuid.UUID, StaffCard], mine: uuid.UUID
) -> tuple[Person, ...]:
    """By name, never by how much: it is no ranking."""
    found = [
        Person(name=staff[one.staff_id].display_name, ledger=one)
        for one in unit
        if one.staff_id in staff and one.staff_id != mine
    ]
    return tuple(sorted(found, key=lambda one: one.name))
