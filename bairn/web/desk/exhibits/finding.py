"""Finding exhibits in one's reach: by code or number, by kind, by how they stand, by place."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitPage, Filters
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.web.desk import addressing, may, who
from bairn.web.desk.exhibits import forms, framing, saying

_ASKED = ("text", "kind", "state", "place", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of exhibits with the cases, people and places that it names."""

    page: ExhibitPage
    references: Mapping[uuid.UUID, str] = field(default_factory=dict)
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    places: Mapping[uuid.UUID, str] = field(default_factory=dict)


@gate.look("desk.exhibits_found")
def look_for(*, actor: Actor, at: datetime, asked: Mapping[str, str]) -> Found:
    """What fits, newest case first."""
    places = () if may.off("evidence.places", actor) else evidence.places(actor=actor, at=at)
    page = evidence.search(
        actor=actor,
        at=at,
        text=asked["text"],
        filters=Filters(
            kind=asked["kind"], state=asked["state"], place_id=addressing.an_id(asked["place"])
        ),
        after=addressing.an_id(asked["after"]),
    )
    named = {one.hands.staff_id for one in page.exhibits if one.hands.staff_id}
    return Found(
        page=page,
        references=framing.references(actor, at, [one.case_id for one in page.exhibits]),
        staff=access.staff_of(actor=actor, at=at, ids=named) if named else {},
        places={one.id: one.name for one in places},
    )


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The list with its filters; everything in one's reach when nothing is asked."""
    actor, at = who.actor_of(request), clock.now()
    asked = {name: request.GET.get(name, "")[:64] for name in _ASKED}
    found = look_for(actor=actor, at=at, asked=asked)
    context = {
        "asked": asked,
        "found": found,
        "narrowed": any(asked[name] for name in _ASKED[:4]),
        "kinds": saying.choices("kind"),
        "states": [(code, words) for code, (words, _colour) in saying.STATES.items()],
        "places": [] if may.off("evidence.places", actor) else _places(actor, at),
    }
    return render(request, "desk/exhibits/find.html", context)


def _places(actor: Actor, at: datetime) -> list[tuple[str, str]]:
    return forms.places_of(evidence.places(actor=actor, at=at))
