"""My day: what matters now and why, and a strip of the next 24 hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.cases.terms import CaseCard
from bairn.feed import actions, queries, ranking
from bairn.feed.terms import ClosingWindow, Day, Item, ItemKind
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may
from bairn.web.desk.case_words import said
from bairn.web.desk.who import actor_of
from bairn.web.kit.drawing import Window

AHEAD = timedelta(hours=24)
AT_ONCE = 12  # lines of a part that are seen at once: more, and nobody sees what comes first
FEW = 3  # not worth a fold
BEHIND = timedelta(hours=2)  # so that the strip shows what is running before now
WAITS = {
    1: gettext_lazy("For an hour"),
    4: gettext_lazy("For 4 hours"),
    20: gettext_lazy("Until tomorrow"),
}
# The tab of a case on which an item of this kind is dealt with.
_PAGES = {
    ItemKind.STEP: "protocol",
    ItemKind.CLOSING: "decisions",
    ItemKind.INTERVIEW: "interviews",
    ItemKind.ADVICE: "proof_advice",
    ItemKind.WANTED: "proof",
    ItemKind.REVIEW: "supervision",
    ItemKind.DIRECTION: "supervision",
    ItemKind.PROMISE: "supervision",
    ItemKind.CROSSING: "contamination",
}
# The page of the very thing that an item is about.
_ONE = {
    ItemKind.HANDOVER: "handover",
    ItemKind.OFFER: "exhibit_handover",
    ItemKind.UNSTORED: "exhibit",
    ItemKind.KIT: "kit",
    ItemKind.UNTESTED: "kit",
    ItemKind.DISPOSAL: "exhibit_end",
    ItemKind.FILE: "file",
    ItemKind.REQUEST: "preservation_request",
    ItemKind.AGREEMENT: "preservation_request",
    ItemKind.OLD_CASE: "old_case",
    ItemKind.KEY: "case_reveal",
}


# The list for what names no file: a kit of no case, what another unit asks, a lead to judge.
_LISTS: dict[str, str] = {
    ItemKind.OFFER: "exhibits",
    ItemKind.ASKED: "links",
    ItemKind.KEY: "links",
    "linkage.to_judge": "links",
}


class AsideForm(forms.Form):
    """Which item, for how many hours."""

    key = forms.CharField(max_length=200)
    hours = forms.TypedChoiceField(choices=list(WAITS.items()), coerce=int)


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the page shows it; `off` says why it cannot be set aside, at `slug`."""

    slug: str
    item: Item
    url: str
    off: Refusal | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the day: the lines to see at once, those under a fold, the words for none."""

    code: str
    title: str | Promise
    empty: str | Promise
    lines: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many there are, seen at once or folded."""
        return len(self.lines) + len(self.more)


@require_http_methods(["GET", "HEAD", "POST"])
def my_day(request: HttpRequest) -> HttpResponse:
    """Show the day; a post sets one item aside."""
    actor, at = actor_of(request), clock.now()
    refusal = None
    if request.method == "POST":
        form = AsideForm(request.POST)
        if not form.is_valid():
            refusal = Refusal("desk.aside", _("Choose how long it can wait."))
        else:
            until = at + timedelta(hours=form.cleaned_data["hours"])
            try:
                actions.set_aside(actor=actor, at=at, key=form.cleaned_data["key"], until=until)
            except Refusal as no:
                refusal = may.spoken(no)
            else:
                return HttpResponseRedirect(reverse("desk:my_day"))
    day = queries.my_day(actor=actor, at=at)
    context = {
        "at": at,
        "parts": _parts(day, at),
        "until": at + AHEAD,
        "following": _following(actor, at),
        "windows": strip(day.windows, at=at),
        "windows_left_out": day.windows_left_out,
        "left_out": day.left_out,
        "waits": WAITS.items(),
        "refusal": refusal,
    }
    return render(request, "desk/my_day.html", context, status=409 if refusal else 200)


def _following(actor: Actor, at: datetime) -> tuple[CaseCard, ...]:
    """The cases one follows, where following is part of one's role."""
    if may.off("feed.following", actor):
        return ()
    return queries.following(actor=actor, at=at)


def strip(rows: tuple[ClosingWindow, ...], *, at: datetime) -> tuple[Window, ...]:
    """The windows that close within 24 hours, cut to the strip, so that hours stay legible."""
    return tuple(
        Window(
            label=f"{row.reference} · {said(row.window.title)}",
            opens_at=max(row.window.opens_at or at - BEHIND, at - BEHIND),
            urgent_until=_within(row.window.urgent_until.latest, row.ends_at, at),
            closes_at=row.ends_at,
            note=said(row.window.why),
        )
        for row in rows
    )


def _within(urgent: datetime | None, ends_at: datetime, at: datetime) -> datetime | None:
    if urgent is None or urgent <= at - BEHIND:
        return None
    return min(urgent, ends_at)


def _parts(day: Day, at: datetime) -> tuple[Part, ...]:
    rows = (
        ("now", gettext_lazy("Now"), gettext_lazy("Nothing has to be done this hour."), day.now),
        ("due", gettext_lazy("Due"), gettext_lazy("Nothing falls due today."), day.due),
        (
            "new",
            gettext_lazy("New"),
            gettext_lazy("Nothing came in since the last shift."),
            day.new,
        ),
        ("waiting", gettext_lazy("Waiting"), gettext_lazy("Nothing waits."), day.waiting),
    )
    return tuple(_part(code, title, empty, items, at) for code, title, empty, items in rows)


def _part(
    code: str, title: str | Promise, empty: str | Promise, items: Sequence[Item], at: datetime
) -> Part:
    """What comes first is seen at once, and every matter of safety, which stands foremost."""
    lines = tuple(_line(f"off-{code}-{n}", one, at) for n, one in enumerate(items, start=1))
    fold = max(sum(one.safety for one in items), AT_ONCE)
    if len(items) <= fold + FEW:
        return Part(code, title, empty, lines, ())
    return Part(code, title, empty, lines[:fold], lines[fold:])


def _line(slug: str, item: Item, at: datetime) -> Line:
    shortest = at + timedelta(hours=min(WAITS))
    off = why_not(ranking.may_set_aside, item, until=shortest, at=at)
    return Line(slug, item, _url(item), may.spoken(off))


def _url(item: Item) -> str:
    """Where an item is dealt with; a notice about neither a report nor a case leads nowhere."""
    if item.kind is ItemKind.SIGNAL and item.about:
        return reverse("desk:vigilance_signal", args=[item.about])
    if item.kind is ItemKind.SERIES:
        return reverse("desk:series")
    if item.case_id is not None:
        return _in_case(item, item.case_id)
    if item.report_id is not None:
        return _in_report(item, item.report_id)
    lists = _LISTS.get(item.kind) or _LISTS.get(item.code)
    return reverse(f"desk:{lists}") if lists else ""


def _in_case(item: Item, case_id: UUID) -> str:
    if item.kind is ItemKind.UPLOAD:
        return reverse("desk:upload", args=[case_id, item.code])
    if item.kind in _ONE and item.about:
        return reverse(f"desk:{_ONE[item.kind]}", args=[case_id, item.about])
    if item.kind is ItemKind.WAIVER:
        return reverse("desk:step", args=[case_id, item.step])
    return reverse(f"desk:{_PAGES.get(item.kind, 'case')}", args=[case_id])


def _in_report(item: Item, report_id: UUID) -> str:
    if item.kind is ItemKind.KEY:
        return reverse("desk:report_reveal", args=[report_id, item.about])
    return reverse("desk:report", args=[report_id])
