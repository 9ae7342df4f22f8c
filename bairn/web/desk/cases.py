"""The list of cases: everything in one's reach, with what comes first in each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.cases import queries
from bairn.cases.terms import CaseCard, CaseState, Stage
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols import queries as protocols
from bairn.protocols.terms import NextUp
from bairn.web.desk import addressing, case_words, who

ROWS = 30
STATES = {
    CaseState.OPEN: gettext_lazy("Open"),
    CaseState.CLOSED: gettext_lazy("Closed"),
    CaseState.ALL: gettext_lazy("Open and closed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """A page of cases with what a row shows of each; `next` leads on, None at the end."""

    cases: tuple[CaseCard, ...]
    stages: Mapping[uuid.UUID, Stage]
    next_up: Mapping[uuid.UUID, NextUp]
    next: uuid.UUID | None


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Cases newest first; the state stands in the address, a page goes on from the last case."""
    actor, at = who.actor_of(request), clock.now()
    state = _state(request.GET.get("state", ""))
    after = addressing.an_id(request.GET.get("after", ""))
    page = case_list(actor=actor, at=at, state=state, after=after)
    context = {
        "at": at,
        "rows": [_row(card, page) for card in page.cases],
        "state": state.value,
        "states": [(one.value, words) for one, words in STATES.items()],
        "older": page.next,
        "further": after is not None,
    }
    return render(request, "desk/cases.html", context)


@gate.look("desk.case_list")
def case_list(
    *, actor: Actor, at: datetime, state: CaseState, after: uuid.UUID | None = None
) -> CaseList:
    """A page of cases in one's reach; as many questions for thirty as for one."""
    page = queries.cases(actor=actor, at=at, state=state, after=after, limit=ROWS)
    shown = [card.id for card in page.cases]
    gate.note(count=len(shown), state=state.value)
    return CaseList(
        cases=page.cases,
        stages=queries.stages_across(actor=actor, at=at, case_ids=shown),
        next_up=protocols.next_across(actor=actor, at=at, case_ids=shown),
        next=page.next,
    )


def _row(card: CaseCard, page: CaseList) -> dict[str, object]:
    following = page.next_up.get(card.id)
    return {
        "card": card,
        "stage": case_words.stage(page.stages.get(card.id, Stage.INTAKE)),
        "step": following.step if following else None,
        "window": following.window if following else None,
    }


def _state(asked: str) -> CaseState:
    return CaseState(asked) if asked in set(CaseState) else CaseState.OPEN
