"""The fifteen scenarios come about in the district, by the acts that staff use; then a sweep."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from bairn.access.terms import Role
from bairn.demo import court, scenes
from bairn.demo.cast import district
from bairn.demo.evidence import scene
from bairn.demo.fifteen import Scenario, scenarios
from bairn.demo.linkage import scene as links
from bairn.demo.moving_in import House
from bairn.demo.stage import Stage
from bairn.intake import actions as intake
from bairn.intake.terms import Channel
from bairn.journeys import open_case
from bairn.kernel.actor import Actor
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from bairn.triage import actions as triage
from bairn.vigilance import actions as vigilance

DAY = timedelta(days=1)
_AT_COURT = "s02"
_PLACED = timedelta(days=110)  # before now: where things are kept is named
_TAKEN_UP, _OPENED = timedelta(minutes=1), timedelta(minutes=9)  # after the report


def stage(*, house: House, now: datetime) -> Mapping[str, uuid.UUID]:
    """Tells all fifteen, the earliest first; the case of each by its code."""
    scene.prepare(house=house, at=now - _PLACED)
    made = {one.code: _tell(house, one, now) for one in scenarios()}
    scene.count(house=house, now=now)
    _to_court(house, made[_AT_COURT])
    links.link(house=house, made=made, now=now)
    return made


def watch(*, house: House, now: datetime) -> None:
    """The house looks over its cases, with overseers named for the units that have one."""
    for unit, overseer in (("children", "opal"), ("harbour", "opal")):
        vigilance.name_overseer(
            actor=house.system,
            at=now - timedelta(days=1),
            unit_id=house.units[unit],
            staff_id=house.staff[overseer].id,
        )
    for sweep in (vigilance.sweep, vigilance.sweep_closed):
        after: uuid.UUID | None = None
        while True:
            after = sweep(actor=house.system, at=now, after=after).next
            if after is None:
                break
    vigilance.sweep_house(actor=house.system, at=now)


def _to_court(house: House, case_id: uuid.UUID) -> None:
    """One case has its schedule, a redacted copy, a release and a bundle on its way."""
    court.bundled(
        investigator=house.of("children", Role.INVESTIGATOR),
        supervisor=house.of("children", Role.SUPERVISOR),
        prosecutor=house.of("justice", Role.PROSECUTOR),
        case_id=case_id,
    )


def _tell(house: House, one: Scenario, now: datetime) -> uuid.UUID:
    received_at = now - timedelta(days=one.days)
    report_id = _receive(house, one, received_at)
    for number in range(1, one.sent):
        later = received_at + timedelta(minutes=number)
        again = _receive(house, one, later)
        triage.merge(actor=_officer(house, one), at=later, report_id=again, into=report_id)
    told = _open(house, one, report_id, received_at, now)
    if one.learn:
        protocols.record_facts(
            actor=told.investigator,
            at=told.at(0.4),
            case_id=told.case_id,
            facts=CaseFacts(one.learn),
        )
    for kind, hours in sorted(one.marks, key=lambda mark: mark[1]):
        if received_at + timedelta(hours=hours) < now:
            told.do(kind, told.at(max(hours, 0.2)))
    for name in one.scenes:
        scenes.SCENES[name](told)
    return told.case_id


def _receive(house: House, one: Scenario, at: datetime) -> uuid.UUID:
    channel = one.story.channels[0]
    bringers = {Channel.OFFICER_FORM: _officer(house, one), Channel.PLATFORM_FILE: house.system}
    receipt = intake.receive(
        actor=bringers.get(channel, house.reporter),
        at=at,
        draft=one.report(at=at),
        unit_id=house.units[one.unit],
    )
    triage.assess(actor=house.system, at=at + _TAKEN_UP, report_id=receipt.report_id)
    return receipt.report_id


def _open(
    house: House, one: Scenario, report_id: uuid.UUID, received_at: datetime, now: datetime
) -> Stage:
    investigator = house.of(one.unit, Role.INVESTIGATOR)
    interviewer = house.of(one.unit, Role.INTERVIEWER)
    prosecutor = house.of("justice", Role.PROSECUTOR)
    medic = house.of("clinic", Role.MEDIC)
    opened = open_case.open_case(
        actor=_officer(house, one),
        at=received_at + _OPENED,
        report_id=report_id,
        pack_id=one.pack,
        time_zone=next(unit.time_zone for unit in district().units if unit.pack == one.pack),
        circle={
            investigator.id: Role.INVESTIGATOR.value,
            interviewer.id: Role.INTERVIEWER.value,
            prosecutor.id: Role.PROSECUTOR.value,
            medic.id: Role.MEDIC.value,
        },
    )
    return Stage(
        house=house,
        scenario=one,
        case_id=opened.case_id,
        received_at=received_at,
        now=now,
        investigator=investigator,
        supervisor=house.of(one.unit, Role.SUPERVISOR),
        interviewer=interviewer,
        prosecutor=prosecutor,
    )


def _officer(house: House, one: Scenario) -> Actor:
    return house.of(one.unit, Role.INTAKE_OFFICER)
