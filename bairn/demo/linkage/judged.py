"""What people did with the leads of the demo: judged, asked, planned, noted a trace."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bairn.demo.linkage.book import Row, book
from bairn.demo.moving_in import House
from bairn.kernel.actor import Actor
from bairn.linkage import actions as linkage
from bairn.linkage import queries as looks
from bairn.linkage.terms.leads import Side
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
Sides = Mapping[str, Side]


def judge(*, house: House, sides: Sides, now: datetime) -> None:
    """Some leads are judged, and records of one person brought together."""
    actor = house.staff[book()["judge"]]
    for one, other, verdict, reason, merged in book()["judged"]:
        here: dict[str, Any] = {"actor": actor, "at": now, "case_id": sides[one].holder_id}
        this = {**here, "lead_id": _lead(actor, sides[one], sides[other], now)}
        linkage.judge(**this, verdict=verdict, reason=reason)
        if merged:
            linkage.merge(**this)


def _lead(actor: Actor, one: Side, other: Side, now: datetime) -> uuid.UUID:
    found = looks.leads(actor=actor, at=now, case_id=one.holder_id).leads
    return next(
        card.id
        for card in found
        if {card.here.subject_id, card.there.subject_id} == {one.subject_id, other.subject_id}
    )


def ask(*, house: House, sides: Sides, now: datetime) -> None:
    """Requests to see what another unit holds: one waits, one is agreed to, one waits for them."""
    for row in book()["reveals"]:
        _ask(house, row, sides[row["for"]], now)


def _ask(house: House, row: Row, side: Side, now: datetime) -> None:
    at, case_id = now - row["days"] * _DAY, side.holder_id
    reveal = linkage.ask_reveal(
        actor=house.staff[row["by"]], at=at, subject_id=side.subject_id, case_id=case_id,
        purpose=RevealPurpose(row["purpose"]), words=row["words"],
    )  # fmt: skip
    if "agreed" not in row:
        return
    linkage.decide_reveal(
        actor=house.staff[row["agreed"]], at=at + _HOUR, reveal_id=reveal, agreed=True,
        case_id=case_id,
    )  # fmt: skip
    linkage.fan_out(actor=house.system, at=at + _HOUR, reveal_id=reveal)
    if "answered" not in row:
        return
    holder = house.staff[row["answered"]]
    (part,) = looks.asked_of_us(actor=holder, at=at + 2 * _HOUR)
    linkage.answer_reveal(
        actor=holder, at=at + 2 * _HOUR, part_id=part.part_id, answer=PartAnswer.YES
    )
    linkage.settle_part(actor=house.system, at=at + 2 * _HOUR, part_id=part.part_id)


def plan(*, house: House, made: Mapping[str, uuid.UUID], sides: Sides, now: datetime) -> None:
    """Two units are about to act on one person, and are told to talk; an account has no owner."""
    for row in book()["plans"]:
        actor = house.staff[row["by"]]
        start, end = (now + hours * _HOUR for hours in row["hours"])
        linkage.plan_action(
            actor=actor, at=now, case_id=sides[row["for"]].holder_id,
            subject_id=sides[row["for"]].subject_id, what=row["what"],
            from_at=start, until_at=end, contact_id=actor.id,
        )  # fmt: skip
    linkage.meet_plans(actor=house.system, at=now)
    for row in book()["traces"]:
        linkage.note_trace(
            actor=house.staff[row["by"]], at=now, case_id=made[row["case"]], kind=row["kind"],
            value=row["value"], source=row["source"], platform=row["platform"],
        )  # fmt: skip
