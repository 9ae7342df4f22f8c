"""The scan box: a hand scanner types a code and ends with Enter; it works without any script."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.evidence import labels, queries
from bairn.evidence.terms import ExhibitCard, Handover
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.web.desk import who

MOST = 500  # lines of one list


class Scan(forms.Form):
    """One code."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Scan or type a code"),
        help_text=gettext_lazy("Small letters, blanks and dashes do not matter."),
        max_length=64,
        widget=forms.TextInput(
            {"autocomplete": "off", "autofocus": True, "spellcheck": "false",
             "autocapitalize": "characters"}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        """The code as it is kept; a misread one is told apart from one that is none."""
        typed = self.cleaned_data["code"]
        code = labels.read(typed)
        if code is None:
            raise forms.ValidationError(misread(typed))
        return code


class Line(Scan):
    """One more code of many; nothing typed ends nothing."""

    lines = forms.CharField(required=False, widget=forms.HiddenInput)


def misread(typed: str) -> str:
    """Why this is no code of an exhibit."""
    letters = "".join(typed.split()).replace("-", "")
    if len(letters) == labels.LETTERS + 2 and letters[:1].upper() == labels.PREFIX:
        return _("This was misread: its check letter does not fit. Scan or type it again.")
    return _("This is not the code of an exhibit. It begins with B and has 11 letters.")


@dataclass(frozen=True, slots=True)
class Scanned:
    """One line: its code, and what it turned out to be."""

    code: str
    card: ExhibitCard
    handover: Handover | None  # the offer to the reader in which it waits


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest) -> HttpResponse:
    """Go to the exhibit, or to the answer that it waits for."""
    actor, at = who.actor_of(request), clock.now()
    form = Scan(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        card = queries.by_code(actor=actor, at=at, code=form.cleaned_data["code"])
        if card is not None:
            return _lead(card, actor, at)
        form.add_error("code", _NOT_HERE)
    status = 400 if form.errors else 200
    return render(request, "desk/exhibits/scan.html", {"form": form}, status=status)


_NOT_HERE = gettext_lazy("No exhibit in your reach has this code. That you asked is on the record.")


def _lead(card: ExhibitCard, actor: Actor, at: datetime) -> HttpResponse:
    if card.handover_id is not None and _to_me([card], actor, at):
        address = redirect("desk:exhibit_handover", card.case_id, card.handover_id)
        address["Location"] += f"?here={card.id}"
        return address
    return redirect("desk:exhibit", card.case_id, card.id)


def _to_me(cards: Iterable[ExhibitCard], actor: Actor, at: datetime) -> dict[uuid.UUID, Handover]:
    """The offers to the reader by exhibit, as far as one of these is in them."""
    if not any(one.handover_id for one in cards):
        return {}
    return {
        item.exhibit_id: offer
        for offer in queries.handovers_waiting(actor=actor, at=at)
        if offer.taker.staff_id == actor.id
        for item in offer.waiting
    }


def read_lines(text: str) -> list[str]:
    """Codes that were scanned before, each once, in their order; what is none is dropped."""
    found = (labels.read(line) for line in text.split()[: MOST * 2])
    return list(dict.fromkeys(code for code in found if code))[:MOST]


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """One code after another; what is missing of an offer, and what nobody offered, is shown."""
    actor, at = who.actor_of(request), clock.now()
    form = Line(request.POST if request.method == "POST" else None)
    codes = read_lines(request.POST.get("lines", ""))
    if request.method == "POST" and form.is_valid():
        codes = list(dict.fromkeys([*codes, form.cleaned_data["code"]]))
    rows = scanned(actor=actor, at=at, codes=codes) if codes else ()
    if form.is_bound and form.is_valid():
        if form.cleaned_data["code"] in {row.code for row in rows}:
            form = Line()
        else:
            form.add_error("code", _NOT_HERE)
    context: dict[str, Any] = {
        "form": form,
        "lines": " ".join(row.code for row in rows),
        "rows": rows,
        "offers": _offers(rows),
        "surplus": [row for row in rows if row.handover is None],
    }
    status = 400 if form.errors else 200
    return render(request, "desk/exhibits/scan_many.html", context, status=status)


@gate.look("desk.scanned")
def scanned(*, actor: Actor, at: datetime, codes: Sequence[str]) -> tuple[Scanned, ...]:
    """What these codes turned out to be, as one look; what is out of reach is left out."""
    found = [queries.by_code(actor=actor, at=at, code=code) for code in codes]
    cards = [card for card in found if card is not None]
    mine = _to_me(cards, actor, at)
    return tuple(Scanned(card.code, card, mine.get(card.id)) for card in cards)


@dataclass(frozen=True, slots=True)
class Offer:
    """One hand-over with what was scanned of it and what is missing."""

    handover: Handover
    here: tuple[uuid.UUID, ...]
    missing: tuple[str, ...]
    query: str


def _offers(rows: Iterable[Scanned]) -> list[Offer]:
    found = {row.handover.id: row.handover for row in rows if row.handover}
    seen = {row.code for row in rows}
    made = []
    for offer in found.values():
        here = tuple(one.exhibit_id for one in offer.waiting if one.code in seen)
        missing = tuple(one.code for one in offer.waiting if one.code not in seen)
        made.append(Offer(offer, here, missing, "&".join(f"here={one}" for one in here)))
    return made
