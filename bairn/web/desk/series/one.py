"""One series: its offences on a map, in time and side by side; who comes in, leaves, is asked."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.book import book
from bairn.series.terms import Membership, Series
from bairn.web.desk import case_words, may, who
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.series import drawing, finding, forms


@dataclass(frozen=True, slots=True)
class Member:
    """An offence of the series with the form by which it leaves."""

    membership: Membership
    leaving: forms.Reason


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, series_id: uuid.UUID) -> HttpResponse:
    """The series with everything that one sees of it."""
    actor, at = who.actor_of(request), clock.now()
    shown = queries.series(actor=actor, at=at, series_id=series_id)
    doing = Doing(request, actor, at, shown)
    if request.method == "POST" and doing.done():
        return redirect("desk:series_one", series_id)
    wanted = [one.membership.offence.id for one in doing.members]
    moments = queries.map_and_time(actor=actor, at=at, offence_ids=wanted)
    matrix = queries.matrix(actor=actor, at=at, offence_ids=wanted)
    context = {
        "series": shown,
        "doing": doing,
        "left": [one for one in shown.members if one.until_at is not None],
        "map": drawing.on_map(moments),
        "line": drawing.in_time(moments),
        "numbers": matrix.numbers,
        "rows": [
            (case_words.said(book().items[item].title), _cells(item, values))
            for item, values in matrix.rows.items()
        ],
        "wrong": doing.wrong(),
        "off": {
            "enter": may.off("series.enter", actor),
            "leave": may.off("series.leave", actor),
            "propose": may.off("journeys.join_series", actor),
        },
        "book": book(),
    }
    status = 400 if context["wrong"] else 200
    return render(request, "desk/series/one.html", context, status=status)


class Doing:
    """The forms of the page, and doing what one of them asks."""

    def __init__(self, request: HttpRequest, actor: Actor, at: datetime, shown: Series) -> None:
        self.request, self.actor, self.at, self.series = request, actor, at, shown
        self._do = request.POST.get("do", "")
        self.members = [
            Member(one, forms.leaving(self._data(f"leave:{one.offence.id}"), prefix=f"m{one.id}"))
            for one in shown.members
            if one.until_at is None
        ]
        self.entering = forms.Numbers(self._data("enter"), prefix="enter")
        self.proposing = forms.proposing(self._data("propose"))

    def _data(self, do: str) -> Any:
        return self.request.POST if self._do == do else None

    def wrong(self) -> BaseForm | None:
        """The form in which something has to be mended."""
        return may.to_mend([self.entering, self.proposing, *(one.leaving for one in self.members)])

    def done(self) -> bool:
        """Do what was asked; False leaves what is to be mended in its form."""
        if self.entering.is_bound:
            return self._tried(self.entering, self._enter)
        if self.proposing.is_bound:
            return self._tried(self.proposing, self._propose)
        for one in self.members:
            if one.leaving.is_bound:
                return self._tried(one.leaving, partial(self._leave, one))
        messages.error(self.request, _("This offence is not in the series."))
        return True

    def _tried(self, form: DeskForm, do: Callable[[], None]) -> bool:
        if not form.is_valid():
            return False
        try:
            do()
        except Refusal as refusal:
            may.tell(form, refusal)
            return False
        return True

    def _enter(self) -> None:
        found = finding.numbered(
            self.entering.cleaned_data["numbers"], actor=self.actor, at=self.at, field="numbers"
        )
        actions.enter_series(
            actor=self.actor,
            at=self.at,
            series_id=self.series.id,
            offence_ids=[one.id for one in found],
        )
        messages.success(self.request, _("They are in the series now; no case learns it."))

    def _leave(self, member: Member) -> None:
        actions.leave_series(
            actor=self.actor,
            at=self.at,
            series_id=self.series.id,
            offence_id=member.membership.offence.id,
            reason=member.leaving.cleaned_data["reason"],
        )
        messages.success(self.request, _("It left the series; that it was in it stays on record."))

    def _propose(self) -> None:
        join_series.join_series(
            actor=self.actor,
            at=self.at,
            offence_ids=[one.membership.offence.id for one in self.members],
            reason=self.proposing.cleaned_data["reason"],
        )
        messages.success(self.request, _("Each case is asked; whoever agrees appears in the list."))


def _cells(item: str, values: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Each value in words, and whether another offence has the same."""
    words = book().items[item].values
    return [
        (
            case_words.said(words[value]) if value in words else value,
            value in words and values.count(value) > 1,
        )
        for value in values
    ]
