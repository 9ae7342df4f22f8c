"""What can be seen: the board of a case, what one is to get, where advice is waited for."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from bairn.access import gate, reach
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.proof import advising, boarding, kept, surroundings
from bairn.proof.models import Change, Question
from bairn.proof.terms import AdviceWaiting, ProofBoard, ProofSummary, Wanted

MOST = 200
MOST_CASES = 500


@gate.look("proof.board")
def board(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ProofBoard:
    """The board of the case: each offence with its elements, items, advice, what to keep in mind.

    Refuses a case without a pack. What speaks for sentencing alone is shown to prosecutors.
    """
    table = surroundings.table_of(actor, at, case_id)
    items = kept.items(case_id)
    considered = boarding.laid_out(
        kept.looked(case_id),
        items,
        cases.milestones(actor=actor, at=at, case_id=case_id),
        table,
        surroundings.book(),
    )
    gate.note(offences=len(considered), items=len(items))
    return ProofBoard(
        case_id=case_id,
        pack=table.pack,
        considered=considered,
        loose=boarding.loose(items, considered),
        items={item.id: item for item in items},
        advice=kept.advice_of([case_id]).get(case_id, ()),
        reminders=boarding.reminders_for(table, considered, prosecutor=actor.has("prosecutor")),
        offences=table.offences,
        may_get=surroundings.who_may_get(actor, at, case_id),
        roles=tuple(sorted(surroundings.roles())),
    )


@gate.look("proof.wanted")
def wanted(*, actor: Actor, at: datetime) -> tuple[Wanted, ...]:
    """What I am to get in the cases of my circle, by name or by role: earliest day first, 200."""
    mine = kept.still_open().filter(
        Q(by_whom=actor.id) | Q(by_role__in=actor.roles),
        case_id__in=reach.in_circle(actor.id),
    )
    rows = _named(actor, at, list(mine.order_by("by_at", "id")[:MOST]))
    gate.note(count=len(rows))
    return rows


@gate.look("proof.advice_waiting")
def advice_waiting(*, actor: Actor, at: datetime) -> tuple[AdviceWaiting, ...]:
    """Cases of my circle in which advice was asked and is not here yet, oldest first, 200."""
    rows = Question.objects.filter(
        answer__isnull=True,
        case_id__in=reach.in_circle(actor.id),
    ).order_by("at", "id")[:MOST]
    known = {
        card.id: card.reference
        for card in cases.by_ids(actor=actor, at=at, case_ids=[row.case_id for row in rows])
    }
    gate.note(count=len(rows))
    return tuple(
        AdviceWaiting(
            case_id=row.case_id,
            advice_id=row.id,
            reference=known[row.case_id],
            questions=tuple(row.questions),
            at=row.at,
            by_id=row.by_id,
        )
        for row in rows
        if row.case_id in known
    )


@gate.look("proof.summary_across")
def summary_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, ProofSummary]:
    """What is still to be got, and what is late, in each of these cases in reach, at most 500.

    A case of which there is nothing to say is left out. Three questions, whatever the number.
    """
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    open_ones: dict[uuid.UUID, list[Wanted]] = defaultdict(list)
    for one in _named(actor, at, list(kept.still_open().filter(case_id__in=asked))):
        open_ones[one.case_id].append(one)
    advice = kept.advice_of(asked)
    found = {
        case_id: ProofSummary(
            case_id=case_id,
            wanted=tuple(open_ones.get(case_id, ())),
            overdue=sum(_late(one, at) for one in open_ones.get(case_id, ())),
            advice_asked_at=waiting.at
            if (waiting := advising.waiting(advice.get(case_id, ())))
            else None,
        )
        for case_id in asked
        if case_id in open_ones or case_id in advice
    }
    gate.note(cases=len(found), overdue=sum(one.overdue for one in found.values()))
    return found


def _late(one: Wanted, at: datetime) -> bool:
    return one.said.by_at is not None and one.said.by_at <= at


def _named(actor: Actor, at: datetime, rows: Sequence[Change]) -> tuple[Wanted, ...]:
    """Each with the reference of its case, earliest day first."""
    cards = cases.by_ids(actor=actor, at=at, case_ids=[row.case_id for row in rows])
    known = {card.id: card.reference for card in cards}
    return tuple(
        Wanted(
            case_id=row.case_id,
            reference=known[row.case_id],
            item_id=row.item_id,
            said=kept.said(row),
        )
        for row in sorted(rows, key=kept.by_day)
        if row.case_id in known
    )
