"""Kits: one without a report, one on its way, an old one with a match, one asked about."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from bairn.demo.evidence.book import Row
from bairn.demo.evidence.things import moment
from bairn.demo.moving_in import House
from bairn.demo.stage import Stage
from bairn.evidence import actions as evidence
from bairn.evidence.terms import Receipt, Receiver
from bairn.evidence.terms.kits import KitKind, NewKit, NoticeKind
from bairn.journeys import move_kit
from bairn.kernel.actor import Actor

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_YEAR = timedelta(days=366)
_LAB = Receiver(outside="laboratory", words="State laboratory (demo)")
_PAPER = Receipt(reference="Demo receipt 31", signed_by="Reception of the laboratory (demo)")
_WAY_IN = ("screened", "profile", "eligible", "state_db", "national_db")


def kits(told: Stage, rows: list[Row]) -> None:
    """The kits of a scenario's case."""
    for row in rows:
        _kit(told, row)


def _kit(told: Stage, row: Row) -> None:
    this: dict[str, Any] = {"actor": told.investigator, "case_id": told.case_id}
    at = moment(told, row.get("known", row["at"] + 0.5))
    said = _said(row, told.received_at + timedelta(hours=row["at"]))
    by = told.house.staff[row["by"]] if "by" in row else told.investigator
    this["kit_id"] = move_kit.register_kit(
        actor=by, at=at, case_id=told.case_id, said=said, seal=row.get("seal", ""),
        about=None if said.kind is KitKind.KNOWN_SUSPECT else told.harmed,
    ).id  # fmt: skip
    if "handed" in row:
        offered, accepted = (moment(told, hours) for hours in row["handed"])
        _handed(told, by, this["kit_id"], offered, accepted)
    for event, hours in row.get("moves", ()):
        move_kit.move_kit(**this, at=moment(told, hours), event=event)
    if row.get("tested"):
        _handed(told, by, this["kit_id"], said.collected_at + _HOUR, said.collected_at + 2 * _HOUR)
        _tested(told, this, said)
    if "ask" in row:
        hours, reason = row["ask"]
        evidence.kits.ask_not_to_test(**this, at=moment(told, hours), reason=reason)
    if "veto" in row:
        hours, reason = row["veto"]
        prosecutor = {**this, "actor": told.prosecutor}
        evidence.kits.veto(**prosecutor, at=moment(told, hours), reason=reason)


def _handed(
    told: Stage, by: Actor, kit_id: uuid.UUID, offered: datetime, accepted: datetime
) -> None:
    """The clinician gives it to the investigator, who takes it; of old papers it is said late."""
    this: dict[str, Any] = {"case_id": told.case_id}
    known = moment(told, 0.6)  # before that nothing can be said of the case
    handover = evidence.offer(
        **this, actor=by, at=max(offered, known), happened_at=offered, exhibit_ids=[kit_id],
        to=Receiver(staff_id=told.investigator.id), purpose="transport",
    )  # fmt: skip
    evidence.accept(
        **this, actor=told.investigator, at=max(accepted, known), happened_at=accepted,
        handover_id=handover,
    )  # fmt: skip


def _said(row: Row, collected_at: Any) -> NewKit:
    return NewKit(
        number=row["number"],
        kind=KitKind(row["kind"]),
        place=row["place"],
        zone=row["zone"],
        collected_at=collected_at,
        of_child=row.get("of_child", False),
    )


def _tested(told: Stage, this: dict[str, Any], said: NewKit) -> None:
    """It lay for years; then it was tested, its profile went up, and it matched."""
    at, sent = moment(told, 0.6), said.collected_at + 3000 * _DAY
    hand = {"actor": this["actor"], "case_id": this["case_id"]}
    move_kit.move_kit(**this, at=at, event="picked_up")
    offered = evidence.offer(
        **hand, at=at, exhibit_ids=[this["kit_id"]], to=_LAB, purpose="examination",
        happened_at=sent,
    )  # fmt: skip
    evidence.accepted_outside(
        **hand, at=at, handover_id=offered, receipt=_PAPER, happened_at=sent + _DAY
    )
    move_kit.move_kit(**this, at=at, event="submitted")
    move_kit.move_kit(**this, at=at, event="result", code="profile", happened_at=sent + 60 * _DAY)
    for days, step in enumerate(_WAY_IN, start=61):
        move_kit.match_kit(**this, at=at, step=step, happened_at=sent + days * _DAY)
    told_at = moment(told, 0.5)
    match = move_kit.match_kit(**this, at=at, step="matched", happened_at=told_at, kind="offender")
    for hours, step in ((100, "confirmed"), (101, "police_told")):
        when = moment(told, hours)
        move_kit.match_kit(**this, at=when, step=step, happened_at=when, match=match)


def unreported(house: House, row: Row, *, told: Stage) -> uuid.UUID:
    """A kit that the clinic keeps for somebody who has not reported, who was told so in writing."""
    clinician: Actor = house.staff[row["by"]]
    at = moment(told, row["at"])
    made = evidence.kits.register_unreported_kit(
        actor=clinician, at=at + timedelta(minutes=20), said=_said(row, at), seal=row["seal"]
    )
    evidence.kits.tell_in_writing(
        actor=clinician,
        at=at + timedelta(minutes=40),
        case_id=made.holder_id,
        kit_id=made.id,
        kind=NoticeKind.RETENTION,
        language="en",
        told_how="by_hand",
        told_at=at + timedelta(minutes=30),
        disposal_on=_day(at.date(), row["tell_years"]),
    )
    return made.id


def _day(of: date, years: int) -> date:
    return of + years * _YEAR
