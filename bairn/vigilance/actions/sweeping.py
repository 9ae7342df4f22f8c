"""The sweep: rules are asked of a page of cases, and what they find is raised, ended or renewed.

Doing it twice does nothing the second time. Pages are read side by side; what stands is looked up
and changed by one at a time under a lock, so that the second of two sweeps finds the work done.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vigilance import choosing, gathering, kept, models, standing
from bairn.vigilance.actions.escalating import pass_on
from bairn.vigilance.actions.raising import raise_signal
from bairn.vigilance.carrying import Carried
from bairn.vigilance.gathering import Page
from bairn.vigilance.holding import hold
from bairn.vigilance.owners import Choice, Near, near_case
from bairn.vigilance.readings import conditions_of, of_the_house
from bairn.vigilance.rulebook import OWNING, rules
from bairn.vigilance.terms import Condition, Level, Standing, Swept, TurnKind

PAGE = 500
Nearness = Mapping[uuid.UUID | None, Near]


@gate.act("vigilance.sweep")
def sweep(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None = None,
    until: uuid.UUID | None = None,
    limit: int = PAGE,
    carried: Carried | None = None,
) -> Swept:
    """Ask the rules of the next open cases beyond `after`, and not past `until`.

    What is asked once for all pages of one sweep is `carried` from one to the next.
    """
    kept_on = carried or Carried()
    done = kept_on.done_lately(actor=actor, at=at)
    page = gathering.open_page(actor=actor, at=at, after=after, until=until, limit=limit, done=done)
    return _sweep(page, kept_on, actor, at)


@gate.act("vigilance.sweep_closed")
def sweep_closed(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None = None,
    limit: int = PAGE,
    carried: Carried | None = None,
) -> Swept:
    """Ask the rules for closed cases of those closed in the last 90 days."""
    kept_on = carried or Carried()
    done = kept_on.done_lately(actor=actor, at=at)
    page = gathering.closed_page(actor=actor, at=at, after=after, limit=limit, done=done)
    return _sweep(page, kept_on, actor, at)


@gate.act("vigilance.sweep_house")
def sweep_house(*, actor: Actor, at: datetime) -> Swept:
    """Ask the rules that concern no single case."""
    hold()
    found = tuple(of_the_house(gathering.house(actor=actor, at=at), rules(), at=at))
    rows = models.Signal.objects.filter(case_id__isnull=True, standing=True)
    known = kept.standing(rows)
    units = {one.unit_id for one in found} | {one.unit_id for one in known}
    near: Nearness = {unit_id: Near(unit_id=unit_id) for unit_id in units}
    return _do(found, known, near, {}, Carried(), actor, at)


def _sweep(page: Page, carried: Carried, actor: Actor, at: datetime) -> Swept:
    book = rules()
    found = [one for case in page.cases for one in conditions_of(case, book, at=at)]
    ids = [one.case_id for one in page.cases]
    hold()
    known = kept.standing(models.Signal.objects.filter(case_id__in=ids, standing=True))
    near: Nearness = {case.case_id: near_case(case) for case in page.cases}
    references = {case.case_id: case.reference for case in page.cases}
    did = _do(found, known, near, references, carried, actor, at)
    return Swept(cases=len(ids), raised=did.raised, ended=did.ended, next=page.next)


def _do(
    found: Sequence[Condition],
    known: Sequence[Standing],
    near: Nearness,
    references: Mapping[uuid.UUID, str],
    carried: Carried,
    actor: Actor,
    at: datetime,
) -> Swept:
    """Do what a sweep has to, and say how much it was."""
    work = standing.work(found, known, at=at)
    _move(work, at)
    owners = choosing.choice(actor=actor, at=at, waiting=carried.tally())
    for one in work.to_raise:
        rule = rules().by_id[one.rule]
        raise_signal(
            actor=actor,
            at=at,
            condition=one,
            owner_id=owners.owner(near[one.case_id or one.unit_id], who=rule.who),
            reference=references.get(one.case_id, "") if one.case_id else "",
            case_id=one.case_id,
        )
    for left in known:
        apart = near[left.case_id or left.unit_id].beside(left.unit_id)
        _keep_owned(left, apart, owners, actor, at)
    ended = len(work.ended) + len(work.settled)
    gate.note(conditions=len(found), raised=len(work.to_raise), ended=ended)
    return Swept(cases=0, raised=len(work.to_raise), ended=ended)


def _move(work: standing.Work, at: datetime) -> None:
    signals = models.Signal.objects
    signals.filter(id__in=work.ended).update(ended_at=at)
    signals.filter(id__in=work.returned).update(ended_at=None)
    signals.filter(id__in=work.settled, ended_at__isnull=True).update(ended_at=at)
    signals.filter(id__in=(*work.settled, *work.again)).update(standing=False)
    kept.turn((*work.ended, *work.settled), TurnKind.ENDED, at=at)
    kept.turn(work.returned, TurnKind.RETURNED, at=at)
    kept.turn(work.again, TurnKind.AGAIN, at=at)


def _keep_owned(one: Standing, near: Near, owners: Choice, actor: Actor, at: datetime) -> None:
    """A signal whose owner may own it no more, or that has none, goes to somebody who may."""
    rule = rules().by_id.get(one.rule)
    who = rule.who if rule else tuple(OWNING)
    if one.answered_at is not None or owners.fits(one.owner_id, near, who=who):
        return
    higher = one.level > Level.OWNER
    wanted = owners.inspector(near) if higher else owners.owner(near, who=who)
    if wanted != one.owner_id:
        pass_on(actor=actor, at=at, signal_id=one.id, owner_id=wanted, case_id=one.case_id)
