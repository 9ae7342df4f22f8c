"""What can be seen: the queue, one item with its checklist, the funnel, what changed."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from bairn.access import gate, reach
from bairn.access.terms import Role
from bairn.cases import queries as cases
from bairn.evidence import queries as evidence
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.nonrecent import counting, kept, models
from bairn.nonrecent.funnel import Funnel
from bairn.nonrecent.terms import Change, ChangeCard, ItemCard, ItemFile, Queue, Why
from bairn.records import queries as records

PAGE = 50


@gate.look("nonrecent.queue")
def queue(
    *,
    actor: Actor,
    at: datetime,
    why: Why | None = None,
    mine: bool = False,
    ended: bool = False,
    after: tuple[datetime, uuid.UUID] | None = None,
) -> Queue:
    """Old files in one's reach that somebody is to look at, what is due first at the front."""
    rows = models.Item.objects.filter(
        holder_id__in=reach.own(actor), ended_at__isnull=not ended
    ).order_by("answer_by", "id")
    if why is not None:
        rows = rows.filter(why=why.value)
    if mine:
        rows = rows.filter(taken_by=actor.id)
    if after is not None:
        rows = rows.filter(Q(answer_by__gt=after[0]) | Q(answer_by=after[0], id__gt=after[1]))
    found = list(rows[: PAGE + 1])
    shown = _cards(found[:PAGE], actor, at)
    gate.note(count=len(shown))
    last = shown[-1] if len(found) > PAGE else None
    return Queue(items=shown, next=(last.answer_by, last.id) if last else None)


@gate.look("nonrecent.item")
def item(*, actor: Actor, at: datetime, case_id: uuid.UUID, item_id: uuid.UUID) -> ItemFile:
    """One item with every answer, and the kits of the case that never went to a laboratory."""
    row = models.Item.objects.filter(id=item_id, holder_id=case_id).first()
    if row is None:
        raise Refusal("nonrecent.no_item", "There is no such open review.")
    answers = kept.answer_cards(row.id)
    newest = {one.question: one for one in answers}
    (card,) = _cards([row], actor, at)
    return ItemFile(
        card=card,
        answers=newest,
        earlier=tuple(one for one in answers if newest[one.question] is not one),
        words_id=row.words_id,
        unsent=kept.unsent(case_id, evidence.never_sent(actor=actor, at=at, case_id=case_id))
        if row.record_id is None
        else {},
    )


@gate.look("nonrecent.item")
def items_of(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ItemCard, ...]:
    """Every item of one case or collection, the newest first, at most 200."""
    rows = models.Item.objects.filter(holder_id=case_id).order_by("-found_at", "-id")[:200]
    return _cards(list(rows), actor, at)


@gate.look("nonrecent.due")
def due_items(*, actor: Actor, at: datetime, limit: int = 20) -> tuple[ItemCard, ...]:
    """For one's own day: what one has taken, and for supervisors what nobody has, the first due."""
    waiting = Q(taken_by=actor.id, ordered_at__isnull=True)
    if actor.has(Role.SUPERVISOR):
        waiting |= Q(taken_by__isnull=True)
    rows = models.Item.objects.filter(
        waiting, holder_id__in=reach.own(actor), ended_at__isnull=True
    ).order_by("answer_by", "id")
    found = _cards(list(rows[: min(limit, 100)]), actor, at)
    gate.note(count=len(found))
    return found


@gate.look("nonrecent.funnel")
def funnel(*, actor: Actor, at: datetime) -> Funnel:
    """How many old files of one's reach came how far, and why kits were never sent.

    Exact counts, for use inside: what is published goes through disclosure control.
    """
    counted = counting.funnel(reach.own(actor))
    gate.note(files=counted.steps[0].count)
    return counted


@gate.look("nonrecent.changes")
def changes(*, actor: Actor, at: datetime) -> tuple[ChangeCard, ...]:
    """What was declared to have changed in law and laboratories, the newest first, at most 200."""
    rows = models.Change.objects.order_by("-declared_at", "-id")[:200]
    return tuple(map(kept.change_card, rows))


@gate.look("nonrecent.sweep")
def changes_in_force(*, actor: Actor, at: datetime) -> tuple[Change, ...]:
    """What holds at `at`, for the sweep of the house."""
    rows = models.Change.objects.filter(withdrawn_at__isnull=True, from_at__lte=at)
    return tuple(map(kept.change, rows.order_by("from_at", "id")))


@gate.look("nonrecent.sweep")
def raised_across(
    *, actor: Actor, at: datetime, holder_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, kept.Marks]:
    """When each cause of these files was last raised or settled, for the sweep of the house."""
    return kept.raised(holder_ids)


def _cards(rows: Sequence[models.Item], actor: Actor, at: datetime) -> tuple[ItemCard, ...]:
    ids = list({one.holder_id for one in rows})
    if not ids:
        return ()  # an analyst may look, and reads no list of cases
    names = {one.id: one.reference for one in cases.by_ids(actor=actor, at=at, case_ids=ids)}
    if rest := [one for one in ids if one not in names]:
        names |= records.references(actor=actor, at=at, collection_ids=rest)
    return tuple(kept.card(one, names) for one in rows)
