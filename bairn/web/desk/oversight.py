"""The record for whoever oversees: searchable by act, person, kind and time; no identity in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import RecordState, StaffCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.oversight import health
from bairn.oversight.terms import EntryKind, Page, Place
from bairn.web.desk import entries, who
from bairn.web.desk.choosing import DeskForm

ROWS = 50


class Filter(DeskForm):
    """What to look for on the record; all of it stands in the address, none of it names anybody."""

    act = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            *((k.value, w) for k, (w, _c) in entries.KINDS.items()),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    actor = forms.UUIDField(required=False, widget=forms.HiddenInput)
    holder = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        titles = sorted((entries.title(act), act) for act in gate.policy())
        self.choose(
            "act",
            [
                ("", _("everything")),
                *((act, title) for title, act in titles),
            ],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """A page of the record with who acted, and how the record stands."""

    page: Page
    staff: Mapping[uuid.UUID, StaffCard]
    state: RecordState


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """What was done, seen and refused in the whole house, and whether the record is whole."""
    actor, at = who.actor_of(request), clock.now()
    form = Filter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    place = entries.place_of(request.GET.get("before", ""))
    found = inspect(actor=actor, at=at, asked=asked, before=place)
    names = {card.id: card.display_name for card in found.staff.values()}
    context = {
        "at": at,
        "form": form,
        "rows": entries.shown(found.page.entries, staff=found.staff, called={}),
        "older": entries.key_of(found.page.next),
        "further": place is not None,
        "only": names.get(asked["actor"], _("somebody")) if asked.get("actor") else "",
        "of_one": bool(asked.get("holder")),
        "state": found.state,
        "health": health.head_health(at=at),
        "by_actor": True,
    }
    return render(request, "desk/oversight.html", context, status=400 if form.errors else 200)


@gate.look("desk.oversight")
def inspect(
    *, actor: Actor, at: datetime, asked: Mapping[str, Any], before: Place | None = None
) -> Inspected:
    """A page of the record as asked for, newest first."""
    if asked.get("holder"):
        page = access.inspect_record_of(
            actor=actor, at=at, case_id=asked["holder"], before=before, limit=ROWS
        )
    else:
        page = access.record_search(
            actor=actor,
            at=at,
            act=asked.get("act") or None,
            actor_id=asked.get("actor"),
            kind=EntryKind(asked["kind"]) if asked.get("kind") else None,
            since=_midnight(asked.get("since")),
            until=_midnight(asked.get("until"), days=1),
            before=before,
            limit=ROWS,
        )
    gate.note(count=len(page.entries))
    ids = {row.entry.actor_id for row in page.entries}
    return Inspected(
        page=page,
        staff=access.staff_of(actor=actor, at=at, ids=ids) if ids else {},
        state=access.record_state(actor=actor, at=at),
    )


def _midnight(day: Any, *, days: int = 0) -> datetime | None:
    """The beginning of a day in UTC; the last day asked for is still part of the answer."""
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
