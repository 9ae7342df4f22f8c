"""The queue: reports of one's unit, most urgent first, with the reasons in words."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.digests import queries as digests
from bairn.digests.terms import FoundCount
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.triage import queries
from bairn.triage.terms import Counts, QueueFilters, QueueKey, QueuePage, QueueState, ViewCard
from bairn.web.desk import may, queue_address, words
from bairn.web.desk.who import actor_of

ROWS = 25
STATES = {
    QueueState.WAITING: _("Waiting"),
    QueueState.IN_CASE: _("In a case"),
    QueueState.MERGED: _("Joined to another report"),
    QueueState.RETRACTED: _("Taken back by the platform"),
}
BANDS = {
    0: _("Not yet placed"),
    1: pgettext_lazy("band", "A · now"),
    2: pgettext_lazy("band", "B · today"),
    3: pgettext_lazy("band", "C · planned"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of the queue shows, read as one look."""

    page: QueuePage
    counts: Counts
    views: tuple[ViewCard, ...]
    known: Mapping[uuid.UUID, tuple[FoundCount, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One band to choose, with how many reports stand in it."""

    code: str
    label: str | Promise
    count: str
    chosen: bool


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue; everything that is filtered stands in the address."""
    actor, at = actor_of(request), clock.now()
    get = request.GET
    wanted = queue_address.filters(
        get.getlist("band"), get.getlist("channel"), get.get("state", "")
    )
    after = queue_address.key(get.get("after", ""))
    shown = waiting(actor=actor, at=at, filters=wanted, after=after)
    context = {
        "at": at,
        "rows": shown.page.rows,
        "known": shown.known,
        "older": queue_address.place(shown.page.after) if shown.page.after else "",
        "further": after is not None,
        "bands": _bands(shown.counts, wanted),
        "channels": [
            (one.value, label, one.value in wanted.channels)
            for one, label in words.CHANNELS.items()
        ],
        "states": [(one.name.lower(), label, one is wanted.state) for one, label in STATES.items()],
        "filtered": wanted != QueueFilters(),
        "views": [
            (view, urlencode(list(queue_address.pairs(view.filters)))) for view in shown.views
        ],
        "pairs": list(queue_address.pairs(wanted)),
    }
    return render(request, "desk/queue.html", context)


@gate.look("desk.queue")
def waiting(*, actor: Actor, at: datetime, filters: QueueFilters, after: QueueKey | None) -> Shown:
    """A page of the queue with its counts and one's saved views."""
    page = queries.queue(actor=actor, at=at, filters=filters, after=after, limit=ROWS)
    gate.note(count=len(page.rows))
    return Shown(
        page=page,
        counts=queries.counts(actor=actor, at=at, filters=filters),
        views=queries.views(actor=actor, at=at),
        known=_known(page, actor, at),
    )


def _known(
    page: QueuePage, actor: Actor, at: datetime
) -> Mapping[uuid.UUID, tuple[FoundCount, ...]]:
    """Which files of these reports stand on a list: nobody has to open one to know."""
    if may.off("digests.found_among", actor):
        return {}
    ids = [row.report_id for row in page.rows]
    return digests.found_among(actor=actor, at=at, report_ids=ids)


def _bands(counts: Counts, wanted: QueueFilters) -> list[Choice]:
    return [
        Choice(
            code=queue_address.letters()[band],
            label=label,
            count=f"{counts.cap:,}+" if counts.capped(band) else str(counts.of(band)),
            chosen=band in wanted.bands,
        )
        for band, label in BANDS.items()
    ]
