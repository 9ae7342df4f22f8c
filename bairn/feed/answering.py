"""What rooms hold for the actor to answer: look by look, but for those outside the role."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from bairn.access import gate
from bairn.cases import promising
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard
from bairn.feed import answers, asking
from bairn.feed.terms import Item
from bairn.interviews import queries as interviews
from bairn.kernel.actor import Actor
from bairn.linkage import queries as linkage
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import queries as nonrecent
from bairn.nonrecent.terms import ItemCard
from bairn.proof import offences
from bairn.proof import queries as proof
from bairn.protocols import queries as duties
from bairn.series import queries as series
from bairn.supervision import queries as supervision
from bairn.vigilance import queries as vigilance
from bairn.vigilance import rulebook

# Notices of what has an item of its own, which leaves the day when it is dealt with; by which look.
_ITEMS = {"linkage.reveal_own": "linkage.own_key", "linkage.reveal_asked": "linkage.asked_of_us"}


def items(actor: Actor, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Iterator[Item]:
    """Everything of the actor's that waits for an answer, in no order. `mine` are one's cases."""
    yield from _signals(actor, at)
    yield from _second_person(actor, at)
    yield from _proof(actor, at)
    yield from _supervision(actor, at)
    yield from _promises(actor, at, mine)
    yield from _old_and_alike(actor, at)
    yield from _keys(actor, at)


def _signals(actor: Actor, at: datetime) -> Iterator[Item]:
    book = rulebook.rules().by_id
    for card in asking.asked("vigilance.mine", vigilance.my_signals, actor, at):
        yield answers.of_signal(card, book.get(card.rule), at=at)


def _second_person(actor: Actor, at: datetime) -> Iterator[Item]:
    further = asking.asked("interviews.waiting", interviews.waiting_for_approval, actor, at)
    waivers = asking.asked("protocols.waivers_waiting", duties.waivers_waiting, actor, at)
    known = asking.of_cases(
        actor, at, [one.case_id for one in further] + [one.case_id for one in waivers]
    )
    found = (
        *(answers.of_interview(one, known.get(one.case_id, ""), actor.id) for one in further),
        *(answers.of_waiver(one, known.get(one.case_id, ""), actor.id) for one in waivers),
    )
    yield from filter(None, found)


def _proof(actor: Actor, at: datetime) -> Iterator[Item]:
    for row in asking.asked("proof.advice_waiting", proof.advice_waiting, actor, at):
        yield answers.of_advice(row)
    kinds = offences.book().kinds
    wanted = asking.asked("proof.wanted", proof.wanted, actor, at)
    yield from filter(None, (answers.of_wanted(one, kinds[one.said.kind], at=at) for one in wanted))


def _supervision(actor: Actor, at: datetime) -> Iterator[Item]:
    due = partial(supervision.due_reviews, until=at + answers.AHEAD)
    reviews = asking.asked("supervision.due_reviews", due, actor, at)
    yield from filter(None, (answers.of_review(one, at=at) for one in reviews))
    directions = asking.asked("supervision.my_directions", supervision.my_directions, actor, at)
    handed = asking.asked("supervision.handovers_waiting", supervision.handovers_waiting, actor, at)
    known = asking.of_cases(
        actor, at, [one.case_id for one in directions] + [one.case_id for one in handed]
    )
    for row in directions:
        yield answers.of_direction(row, known.get(row.case_id, ""), at=at)
    given = (answers.of_handover(one, known.get(one.case_id, ""), actor.id) for one in handed)
    yield from filter(None, given)


def _old_and_alike(actor: Actor, at: datetime) -> Iterator[Item]:
    """Old cases that one has taken up, and series that are proposed to one's cases."""
    triggers = catalogue.book().triggers
    for row in asking.asked("nonrecent.queue", _taken_up, actor, at):
        yield answers.of_old_case(row, triggers[row.why])
    parts = asking.asked("series.to_review", series.to_review, actor, at)
    known = asking.of_cases(actor, at, [one.case_id for one in parts])
    for part in parts:
        yield answers.of_series(part, known.get(part.case_id, ""))


def _keys(actor: Actor, at: datetime) -> Iterator[Item]:
    """Both keys of a reveal: one's own side's, and what others ask of one."""
    waiting = asking.asked("linkage.own_key", linkage.own_key, actor, at)
    holders = [holder for holder, _ in waiting]
    of_cases = asking.of_cases(actor, at, holders)
    of_reports = asking.of_reports(actor, at, holders)
    for holder, card in waiting:
        yield answers.of_key(
            card,
            of_cases.get(holder) or of_reports.get(holder, ""),
            case_id=holder if holder in of_cases else None,
            report_id=holder if holder in of_reports else None,
        )
    asked = asking.asked("linkage.asked_of_us", linkage.asked_of_us, actor, at)
    yield from filter(None, map(answers.of_asked, asked))


def told(actor: Actor, kind: str) -> bool:
    """Whether what a notice of this kind is about stands in the actor's day by itself."""
    return kind in _ITEMS and gate.fits(actor, _ITEMS[kind])


def _taken_up(*, actor: Actor, at: datetime) -> tuple[ItemCard, ...]:
    """The first page: whoever has taken up more than that sees the rest in the queue."""
    return nonrecent.queue(actor=actor, at=at, mine=True).items


def _promises(actor: Actor, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Iterator[Item]:
    if not mine:
        return
    book = promising.book()
    found = cases.promises_across(actor=actor, at=at, case_ids=list(mine))
    for case_id, rows in found.items():
        made = (answers.of_promise(one, mine[case_id].reference, book, at=at) for one in rows)
        yield from filter(None, made)
