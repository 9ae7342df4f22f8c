"""What evidence and holders hold for the actor: look by look, but for those outside the role."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bairn.access import gate
from bairn.access.terms import Role
from bairn.cases.terms import CaseCard
from bairn.evidence import codes
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitCard
from bairn.evidence.terms.neglect import DIGITAL
from bairn.feed import asking
from bairn.feed import evidence_items as items_of
from bairn.feed.answers import AHEAD
from bairn.feed.terms import Item
from bairn.kernel.actor import Actor
from bairn.preservation import queries as preservation
from bairn.protocols import kits, tables
from bairn.protocols.terms import Source
from bairn.vigilance import rulebook

Made = list[tuple[uuid.UUID, Callable[[str], Item | None]]]
_APART = frozenset({"kit"})  # a kit has days of its own


def items(actor: Actor, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Iterator[Item]:
    """Everything that waits for the actor, in no order; references are asked for once."""
    found: Made = [
        *_hands(actor, at),
        *_kits(actor, at),
        *_second_person(actor, at),
        *_files(actor, at),
        *_requests(actor, at, mine),
    ]
    known = asking.of_cases(actor, at, [case_id for case_id, _ in found])
    for case_id, made in found:
        item = made(known.get(case_id, ""))
        if item is not None:
            yield item


def _one(make: Callable[..., Item | None], row: Any, *more: Any, **named: Any) -> Any:
    """An item that waits for the reference of its case."""
    return lambda reference: make(row, reference, *more, **named)


def _hands(actor: Actor, at: datetime) -> Made:
    book = rulebook.rules().by_id
    offers = asking.asked("evidence.handovers_waiting", evidence.handovers_waiting, actor, at)
    held = asking.asked("evidence.in_my_hands", evidence.in_my_hands, actor, at)
    offered, stored = book["offer_unanswered"], book["exhibit_not_stored"]
    return [
        *((one.case_id, _one(items_of.of_offer, one, offered, actor.id, at=at)) for one in offers),
        *(
            (one.case_id, _one(items_of.of_held, one, stored, at=at))
            for one in held
            if _wants_a_shelf(one)
        ),
    ]


def _wants_a_shelf(one: ExhibitCard) -> bool:
    """Whether it is still in the hands of whoever collected it, and is no data and no kit."""
    digital = DIGITAL in codes.lists()["kind"][one.kind].storage
    fresh = one.state == "held" and one.since <= one.registered_at and one.handover_id is None
    return fresh and not digital and one.kind not in _APART


def _kits(actor: Actor, at: datetime) -> Made:
    ask = partial(evidence.kits_due, until=at + AHEAD)
    due = asking.asked("evidence.kits_due", ask, actor, at)
    asked = asking.asked("evidence.kit_questions", evidence.kit_questions, actor, at)
    return [
        *((one.holder_id, _one(items_of.of_kit, one, _source(one.place), at=at)) for one in due),
        *((one.case_id, _one(items_of.of_question, one)) for one in asked),
    ]


def _source(place: str) -> Source | None:
    """On what a kit's day rests; the least sure of its rules, so that "check locally" is said."""
    sources = [rule.source for rule in kits.rules_for(place, tables.current().kits) if rule.clocks]
    unsure = [one for one in sources if one.check_locally]
    return next(iter([*unsure, *sources]), None)


def _second_person(actor: Actor, at: datetime) -> Made:
    may = gate.fits(actor, "evidence.agree_disposal")
    look = evidence.disposals_waiting
    wishes = asking.asked("evidence.disposals_waiting", look, actor, at) if may else ()
    alerts = asking.asked("evidence.alerts_waiting", evidence.alerts_waiting, actor, at)
    drafts = asking.asked("preservation.waiting", preservation.waiting, actor, at)
    return [
        *((one.case_id, _one(items_of.of_disposal, one, actor.id)) for one in wishes),
        *((one.case_id, _one(items_of.of_crossing, one)) for one in alerts),
        *(
            (one.request.case_id, _one(items_of.of_agreement, one, actor.id))
            for one in drafts
            if one.needs in _may_agree(actor)
        ),
    ]


def _may_agree(actor: Actor) -> frozenset[str]:
    """Whose agreement the actor can give; what a judge ordered a supervisor writes down."""
    if actor.has(Role.PROSECUTOR.value):
        return frozenset({"prosecutor", "supervisor", "judge"})
    return frozenset({"supervisor", "judge"} if actor.has(Role.SUPERVISOR.value) else ())


def _files(actor: Actor, at: datetime) -> Made:
    rule = rulebook.rules().by_id["file_not_whole"]
    failed = asking.asked("evidence.failed_checks", evidence.failed_checks, actor, at)
    stopped = asking.asked("evidence.my_uploads", evidence.my_uploads, actor, at)
    return [
        *((one.case_id, _one(items_of.of_file, one, rule)) for one in failed),
        *((one.case_id, _one(items_of.of_upload, one)) for one in stopped),
    ]


def _requests(actor: Actor, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Made:
    if not gate.fits(actor, "preservation.running_out"):
        return []
    found = preservation.running_out(actor=actor, at=at, until=at + AHEAD)
    return [
        (one.case_id, _one(items_of.of_request, one, mine=one.case_id in mine, at=at))
        for one in found.requests
    ]
