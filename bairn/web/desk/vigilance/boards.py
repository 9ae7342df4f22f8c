"""The neglect board, the lists below it, and who oversees which unit."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance import actions
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms import Age, Opened, SignalCard, SignalFilters
from bairn.web.desk import addressing, may, who
from bairn.web.desk.vigilance import drawing, reading, saying
from bairn.web.desk.vigilance.forms import Name, Wanted, WantedSignals
from bairn.web.desk.vigilance.reading import OverseersRead, Staff, Units


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is neglected, by unit and kind, with its trend."""
    actor, at = who.actor_of(request), clock.now()
    unit_id, rule = (
        addressing.an_id(request.GET.get("unit", "")),
        _rule(request.GET.get("rule", "")),
    )
    read = reading.board(actor=actor, at=at, unit_id=unit_id, rule=rule)
    found = read.board
    context = {
        "at": at,
        "form": Wanted(request.GET, read.units),
        "board": found,
        "rows": [
            {"row": row, "unit": _unit_name(row.unit_id, read.units), "kind": saying.rule(row.rule)}
            for row in found.rows
        ],
        "ages": [(age.value, saying.AGES[age], count) for age, count in found.ages.items()],
        "trend": drawing.trend(found.weeks, say=saying.short_day),
        "unit": unit_id or "",
        "rule": rule,
        "mine": read.mine,
        "names_overseers": not may.off("vigilance.name_overseer", actor),
    }
    return render(request, "desk/vigilance/board.html", context)


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """The signals that fit the address, the oldest first."""
    actor, at = who.actor_of(request), clock.now()
    filters = _filters(request)
    read = reading.signals(actor=actor, at=at, filters=filters)
    data = {**request.GET.dict(), "opened": filters.opened.value}
    context = {
        "at": at,
        "form": WantedSignals(data, read.units),
        "rows": shown(read.page.signals, read.units, read.staff, at),
        "more": read.page.more,
    }
    return render(request, "desk/vigilance/signals.html", context)


def shown(
    cards: tuple[SignalCard, ...], units: Units, staff: Staff, at: datetime
) -> list[dict[str, Any]]:
    """Signals as rows: each with its words, its unit and its owner's name."""
    return [
        {
            "card": card,
            "title": saying.rule(card.rule),
            "about": saying.about(card, units),
            "unit": _unit_name(card.unit_id, units),
            "owner": staff.get(card.owner_id) if card.owner_id else None,
            "level": saying.LEVELS[card.level] if card.level else "",
            "finding": saying.finding(card.finding) if card.finding else "",
            "late": card.late(at),
        }
        for card in cards
    ]


def _filters(request: HttpRequest) -> SignalFilters:
    asked = request.GET
    age, opened = asked.get("age", ""), asked.get("opened", "")
    return SignalFilters(
        unit_id=addressing.an_id(asked.get("unit", "")),
        rule=_rule(asked.get("rule", "")),
        age=Age(age) if age in set(Age) else None,
        opened=Opened(opened) if opened in set(Opened) else Opened.WAITING,
        mine=bool(asked.get("mine")),
    )


def _rule(text: str) -> str:
    return text if text in rules().by_id else ""


def _unit_name(unit_id: uuid.UUID | None, units: Units) -> str:
    return _("The whole house") if unit_id is None else units.get(unit_id, "")


@require_http_methods(["GET", "HEAD", "POST"])
def overseers(request: HttpRequest) -> HttpResponse:
    """Who oversees which unit; an operator or inspector names somebody outside it."""
    actor, at = who.actor_of(request), clock.now()
    read = reading.overseers(actor=actor, at=at)
    naming = request.POST.get("do") == "name"
    form = Name(read, request.POST if naming else None)
    if request.method == "POST" and (not naming or form.is_valid()):
        try:
            _change(request, form, actor, at)
            return redirect("desk:overseers")
        except Refusal as refusal:
            may.tell(form, refusal) if naming else messages.error(request, may.in_words(refusal))
    context = {
        "at": at,
        "form": form,
        "rows": _overseen(read),
        "ownerless": read.ownerless,
        "off": may.off("vigilance.name_overseer", actor),
        "board": not may.off("desk.vigilance", actor),
    }
    status = 400 if form.errors else 200
    return render(request, "desk/vigilance/overseers.html", context, status=status)


def _change(request: HttpRequest, form: Name, actor: Actor, at: datetime) -> None:
    """Name or end, as was asked, and say so. Raises Refusal."""
    if request.POST.get("do") == "name":
        asked = {key: uuid.UUID(value) for key, value in form.cleaned_data.items()}
        actions.name_overseer(actor=actor, at=at, **asked)
        messages.success(request, _("New signals of this unit go to them first."))
        return
    unit_id = addressing.an_id(request.POST.get("unit_id", ""))
    if unit_id is None:
        raise Refusal("access.unit", "There is no such unit.", field="unit_id")
    actions.end_overseer(actor=actor, at=at, unit_id=unit_id)
    messages.success(request, _("Signals of this unit go to inspectors now."))


def _overseen(read: OverseersRead) -> list[dict[str, Any]]:
    rows = []
    for unit in read.units:
        named = read.named.get(unit.id)
        rows.append(
            {
                "unit": unit,
                "named": named,
                "staff": read.staff.get(named.staff_id) if named else None,
            }
        )
    return rows
