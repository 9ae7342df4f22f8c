"""Colleagues who may be somebody under suspicion, for a person outside their unit to judge."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import ConflictCard, Verdict
from bairn.journeys import screen_conflicts
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.choosing import DeskForm

REASONS: Mapping[str, Promise] = {
    "same_name": gettext_lazy("The same name"),
    "other_order": gettext_lazy("The same name in another order"),
    "part_of_name": gettext_lazy("The same name but for a part of it"),
    "service_name": gettext_lazy("A handle or mailbox that is their service name"),
}
VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.OTHER_PERSON: gettext_lazy("Somebody else with this name"),
    Verdict.KEPT_OUT: gettext_lazy("It is them: keep them out"),
    Verdict.UNIT_KEPT_OUT: gettext_lazy("It is them: keep their whole unit out"),
}


class Judge(DeskForm):
    """What somebody found out about one colleague; a name alone says nothing."""

    conflict = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=gettext_lazy("Is it this colleague?"),
        choices=[(one.value, words) for one, words in VERDICTS.items()],
        widget=forms.RadioSelect,
    )
    to_unit = forms.ChoiceField(
        label=gettext_lazy("If so, which unit takes the case over?"),
        help_text=gettext_lazy("Needed where the case lies with the unit of this colleague."),
        required=False,
    )

    def __init__(self, units: Mapping[uuid.UUID, str], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.choose(
            "to_unit",
            [
                ("", gettext_lazy("It stays where it is")),
                *((str(unit_id), name) for unit_id, name in units.items()),
            ],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One colleague as the page names them, with the form that judges."""

    card: ConflictCard
    name: str
    unit: str
    reason: str | Promise
    verdict: str | Promise
    form: Judge | None


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """What waits to be judged, in every case the reader may judge in."""
    actor, at = who.actor_of(request), clock.now()
    units = _units(actor, at)
    asked = request.POST.get("conflict")
    form = _form(asked, units, request.POST) if asked else None
    if form is not None and form.is_valid():
        try:
            screen_conflicts.judge(
                actor=actor,
                at=at,
                conflict_id=form.cleaned_data["conflict"],
                verdict=Verdict(form.cleaned_data["verdict"]),
                to_unit=uuid.UUID(to) if (to := form.cleaned_data["to_unit"]) else None,
            )
        except Refusal as refusal:
            may.tell(form, refusal, beside="verdict")
        else:
            messages.success(request, _("It is judged, and on the record."))
            return redirect("desk:conflicts")
    context = {
        "rows": waiting(actor=actor, at=at, form=form),
        "wrong": form if form is not None and form.errors else None,
        "inspects": not may.off("access.record_search", actor),
    }
    return render(request, "desk/conflicts.html", context, status=400 if context["wrong"] else 200)


@gate.look("desk.conflicts")
def waiting(*, actor: Actor, at: datetime, form: Judge | None) -> tuple[Row, ...]:
    """What waits, each with the names of the colleague and the unit, and its own form."""
    cards = screen_conflicts.conflicts_waiting(actor=actor, at=at)
    return tuple(_rows(actor, at, cards, form))


def _units(actor: Actor, at: datetime) -> dict[uuid.UUID, str]:
    return {one.id: one.name for one in access.units(actor=actor, at=at)}


def _form(conflict: str, units: Mapping[uuid.UUID, str], data: Any = None) -> Judge:
    """The form of one colleague; each on the page has ids of its own."""
    return Judge(units, data, initial={"conflict": conflict}, auto_id=f"{conflict}-%s")


def of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Row, ...]:
    """What was found in one case, for whoever may see it; empty for everybody else."""
    if may.off("journeys.conflicts_of", actor):
        return ()
    cards = screen_conflicts.conflicts_of(actor=actor, at=at, case_id=case_id)
    return tuple(_rows(actor, at, cards, None))


def _rows(
    actor: Actor, at: datetime, cards: tuple[ConflictCard, ...], form: Judge | None
) -> Iterator[Row]:
    if not cards:
        return
    staff = access.staff_of(actor=actor, at=at, ids={one.staff_id for one in cards})
    units = _units(actor, at)
    asked: Any = form["conflict"].value() if form is not None else None
    for card in cards:
        person = staff.get(card.staff_id)
        yield Row(
            card=card,
            name=person.display_name if person else "",
            unit=units.get(card.unit_id, "") if card.unit_id else "",
            reason=REASONS[card.reason],
            verdict=VERDICTS[card.verdict] if card.verdict else "",
            form=form if asked == str(card.id) else _form(str(card.id), units),
        )
