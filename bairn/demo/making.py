"""The invented district comes about: every plan by the real acts, as the people who would do it."""

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from bairn.access.terms import Role
from bairn.demo import catching_up, moving_in, staging
from bairn.demo.cast import district
from bairn.demo.fifteen import scenarios
from bairn.demo.moving_in import House
from bairn.demo.plans import CASES, DAYS, SEED, Ending, Fate, Plan, plans
from bairn.intake import actions as intake
from bairn.intake.terms import Channel
from bairn.journeys import close_case, do_step, join_report, open_case
from bairn.kernel.actor import Actor
from bairn.protocols import packs
from bairn.triage import actions as triage
from bairn.triage.terms import Band, Standpoint

_MOVED_IN = timedelta(days=DAYS + 30)  # before now
_TAKEN_UP = timedelta(minutes=1)  # from a report to its place in the queue
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How much of what the demo holds."""

    reports: int
    cases: int
    milestones: int
    closed: int
    waiting: int


@dataclass(slots=True)
class _Telling:
    """The district as it comes about: which report and which case each plan became."""

    house: House
    now: datetime
    reports: dict[int, uuid.UUID] = field(default_factory=dict)
    cases: dict[int, uuid.UUID] = field(default_factory=dict)
    circles: dict[int, Mapping[uuid.UUID, str]] = field(default_factory=dict)
    workers: dict[uuid.UUID, tuple[Actor, datetime]] = field(default_factory=dict)  # since when
    milestones: int = 0


def make(
    *,
    system: Actor,
    now: datetime,
    password: str,
    cases: int = CASES,
    progress: Progress = lambda done, total: None,
) -> Made:
    """The whole district, or nothing of it: one transaction, so that a broken start leaves none."""
    told = plans(at=now, cases=cases)
    with transaction.atomic():
        house = moving_in.move_in(system=system, since=now - _MOVED_IN, now=now, password=password)
        telling = _Telling(house, now)
        steps = len(told) + 2
        for done, plan in enumerate(told, start=1):
            _tell(telling, plan)
            progress(done, steps)
        telling.milestones += catching_up.catch_up(
            system=system,
            now=now,
            workers=telling.workers,
            dice=random.Random(SEED),  # noqa: S311 - a play of the demo, not a secret
        )
        progress(steps - 1, steps)
        staging.stage(house=house, now=now)
        staging.watch(house=house, now=now)
        progress(steps, steps)
    fifteen = scenarios()
    return Made(
        reports=len(telling.reports) + sum(one.sent for one in fifteen),
        cases=len(telling.cases) + len(fifteen),
        milestones=telling.milestones + sum(len(one.marks) for one in fifteen),
        closed=sum(plan.ending is Ending.CLOSED for plan in told)
        + sum("closed" in one.scenes for one in fifteen),
        waiting=len(telling.reports) - sum(p.fate in (Fate.CASE, Fate.JOINED) for p in told),
    )


def _tell(telling: _Telling, plan: Plan) -> None:
    house = telling.house
    report_id = telling.reports[plan.number] = _receive(house, plan)
    taken_up = plan.received_at + _TAKEN_UP
    if plan.fate is Fate.UNSEEN:
        triage.enter(actor=house.system, at=taken_up, report_id=report_id)
        return
    point = triage.assess(actor=house.system, at=taken_up, report_id=report_id)
    if plan.earlier is not None:
        triage.find_duplicates(actor=house.system, at=taken_up, report_id=report_id)
    _FATES.get(plan.fate, _wait)(telling, plan, point)


def _receive(house: House, plan: Plan) -> uuid.UUID:
    officer = house.of(plan.unit, Role.INTAKE_OFFICER, plan.number)
    actor = {
        Channel.PUBLIC_FORM: house.reporter,
        Channel.MANDATED_FORM: house.reporter,
        Channel.OFFICER_FORM: officer,
        Channel.PLATFORM_FILE: house.system,
        Channel.PLATFORM_WIRE: house.platforms[plan.number % len(house.platforms)],
        Channel.PARTNER_API: house.partner,
    }[plan.channel]
    receipt = intake.receive(
        actor=actor, at=plan.received_at, draft=plan.draft, unit_id=house.units[plan.unit]
    )
    return receipt.report_id


def _wait(telling: _Telling, plan: Plan, point: Standpoint) -> None:
    """Nothing has happened to it yet."""


def _merge(telling: _Telling, plan: Plan, point: Standpoint) -> None:
    lead = telling.reports[plan.earlier or 0]
    triage.merge(
        actor=telling.house.of(plan.unit, Role.INTAKE_OFFICER, plan.number),
        at=plan.received_at + timedelta(minutes=5),
        report_id=telling.reports[plan.number],
        into=lead,
    )


def _ask_lower(telling: _Telling, plan: Plan, point: Standpoint) -> None:
    """Ask for one band less, where the pack's floor leaves room."""
    if point.band >= (point.floor or Band.C):
        return
    triage.propose_lowering(
        actor=telling.house.of(plan.unit, Role.INTAKE_OFFICER, plan.number),
        at=plan.received_at + timedelta(minutes=10),
        report_id=telling.reports[plan.number],
        to=Band(point.band + 1),
        reason="meeting_prevented",
    )


def _open(telling: _Telling, plan: Plan, point: Standpoint) -> None:
    house, at = telling.house, plan.opened_at or plan.received_at
    pack = plan.draft.pack
    opened = open_case.open_case(
        actor=house.of(plan.unit, Role.INTAKE_OFFICER, plan.number),
        at=at,
        report_id=telling.reports[plan.number],
        pack_id=pack,
        time_zone=next(unit.time_zone for unit in district().units if unit.pack == pack),
        circle=_circle(house, plan),
    )
    telling.cases[plan.number] = opened.case_id
    investigator = house.of(plan.unit, Role.INVESTIGATOR, plan.number)
    telling.workers[opened.case_id] = (investigator, at)
    _carry_on(telling, plan, opened.case_id)


def _circle(house: House, plan: Plan) -> dict[uuid.UUID, str]:
    """Who works on it: an investigator of the unit, and those who are called in as it goes on."""
    circle = {house.of(plan.unit, Role.INVESTIGATOR, plan.number).id: Role.INVESTIGATOR.value}
    called = {
        "interview_held": Role.INTERVIEWER,
        "exam_done": Role.MEDIC,
        "plan_met": Role.SUPPORT_WORKER,
        "charged": Role.PROSECUTOR,
    }
    for mark in plan.marks:
        if mark.kind in called:
            role = called[mark.kind]
            circle[house.anywhere(role, plan.number).id] = role.value
    return circle


def _carry_on(telling: _Telling, plan: Plan, case_id: uuid.UUID) -> None:
    house = telling.house
    investigator = house.of(plan.unit, Role.INVESTIGATOR, plan.number)
    pack = packs.current(plan.draft.pack)
    for mark in plan.marks:
        _first_things_first(telling, investigator, mark.at, case_id, kind=mark.kind)
        do_step.record(
            actor=investigator,
            at=mark.at,
            case_id=case_id,
            kind=mark.kind,
            happened_at=mark.at,
            step=mark.kind if pack.step(mark.kind) else None,
        )
        telling.milestones += 1
    if plan.ending is not Ending.OPEN:
        _end(telling, plan, case_id, investigator)


def _first_things_first(
    telling: _Telling, actor: Actor, at: datetime, case_id: uuid.UUID, *, kind: str
) -> None:
    """What was neglected and has to stand before this is done now, as the gate asks for it."""
    for row in do_step.missing(actor=actor, at=at, case_id=case_id, kind=kind):
        do_step.record(
            actor=actor,
            at=at,
            case_id=case_id,
            kind=row.done_by[0] if row.done_by else row.step,
            happened_at=at,
            step=row.step,
        )
        telling.milestones += 1


def _end(telling: _Telling, plan: Plan, case_id: uuid.UUID, investigator: Actor) -> None:
    """Somebody asks to close the case, and another person agrees, or has not yet looked at it."""
    last = max(mark.at for mark in plan.marks) if plan.marks else plan.received_at
    _first_things_first(telling, investigator, last, case_id, kind="case_closed")
    close_case.propose(
        actor=investigator,
        at=last + timedelta(hours=1),
        case_id=case_id,
        outcome=plan.outcome,
        reasons=(plan.reason, "support_continues"),
    )
    if plan.ending is Ending.CLOSED:
        close_case.confirm(
            actor=telling.house.of(plan.unit, Role.SUPERVISOR),
            at=last + timedelta(hours=2),
            case_id=case_id,
        )


def _join(telling: _Telling, plan: Plan, point: Standpoint) -> None:
    join_report.join_report(
        actor=telling.house.of(plan.unit, Role.INTAKE_OFFICER, plan.number),
        at=plan.received_at + timedelta(minutes=20),
        case_id=telling.cases[plan.earlier or 0],
        report_id=telling.reports[plan.number],
    )


_FATES: Mapping[Fate, Callable[[_Telling, Plan, Standpoint], None]] = {
    Fate.CASE: _open,
    Fate.JOINED: _join,
    Fate.SAME: _merge,
    Fate.LOWERING: _ask_lower,
}
