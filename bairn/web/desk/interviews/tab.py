"""The tab: each child's ledger, what comes next for them, and what waits for a supervisor."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bairn.cases.terms import Participant
from bairn.interviews import planning
from bairn.interviews.terms import ChildLedger, InterviewPurpose, NextMove
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import case_page, may, purposes, who, words
from bairn.web.desk.interviews import drawing, reading, saying
from bairn.web.desk.interviews.drawing import Line
from bairn.web.desk.interviews.reading import LedgerFile

ACTS = {
    "plan": "interviews.plan",
    "questioned": "interviews.record_questioning",
    "account": "interviews.record_first_account",
    "hold": "journeys.hold_interview",
    "approve": "interviews.approve",
    "words": "words.read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One child on the page."""

    row: ChildLedger
    part: Participant | None
    line: Line
    move: str
    more: str  # said beside the next move, where nothing further may simply be asked
    kinds: tuple[tuple[str, str, Refusal | None], ...]  # what may be planned, or why not


@require_safe
def interviews(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The ledger of every child of the case."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    return show(
        request, "desk/interviews/tab.html", shown, actor=actor, at=at,
        cards=tuple(_card(row, shown, actor, at) for row in shown.ledgers),
    )  # fmt: skip


def show(
    request: HttpRequest, template: str, shown: LedgerFile, *, actor: Actor, at: datetime,
    status: int = 200, **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page of the tab, with what every one of them needs."""
    everything = {
        "shown": shown,
        "off": {name: may.off(act, actor) for name, act in ACTS.items()},
        "purposes": [(one.value, words.PURPOSES[one]) for one in purposes.fitting(actor.roles)],
        **context,
    }
    return case_page.show(
        request, template, shown.file, actor=actor, at=at, tab="interviews", status=status,
        **everything,
    )  # fmt: skip


def _card(row: ChildLedger, shown: LedgerFile, actor: Actor, at: datetime) -> Card:
    after = row.next in (NextMove.ASK_NO_MORE, NextMove.GO_ON)
    return Card(
        row=row,
        part=shown.part(row.about),
        line=drawing.line(row, at=at),
        move=str(saying.MOVES[row.next]),
        more=str(saying.REPEAT_ONLY) if after else "",
        kinds=tuple(
            (kind.value, str(saying.PLANS[kind]), plan_off(row, kind, shown, actor))
            for kind in _offered(row)
        ),
    )


def _offered(row: ChildLedger) -> tuple[InterviewPurpose, ...]:
    """The kinds of interview that a card has a button for."""
    if not any(one.sittings for one in row.interviews):
        return (InterviewPurpose.FIRST,)
    return (InterviewPurpose.REPEAT, InterviewPurpose.SUPPLEMENT)


def plan_off(
    row: ChildLedger, kind: InterviewPurpose, shown: LedgerFile, actor: Actor
) -> Refusal | None:
    """Why this kind of interview cannot be planned now, by the rules' own words."""
    off = may.off(ACTS["plan"], actor)
    if off:
        return off
    standing = [one for one in row.interviews if one.stands]
    no = why_not(planning.nothing_open, standing) or why_not(
        planning.may_be, kind, before=standing, planned=row.planned
    )
    if no is None and shown.rule is None:
        no = Refusal("protocols.not_started", "This case works under no pack yet.")
    if no is None and kind is InterviewPurpose.FIRST:
        return reading.gate_off(shown)
    return may.spoken(no)
