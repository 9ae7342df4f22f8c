"""What the page of one kit shows, as one look: one transaction, one entry."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import CircleMember, StaffCard, UnitCard
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard, CaseState
from bairn.evidence import queries as evidence
from bairn.evidence.queries import kits
from bairn.evidence.terms import Chain
from bairn.evidence.terms.kits import KitFile
from bairn.kernel.actor import Actor
from bairn.web.desk import may
from bairn.web.desk.exhibits import framing


@dataclass(frozen=True, slots=True, kw_only=True)
class KitShown:
    """A kit with its hands, its case and whom it names; what may not be seen is empty."""

    file: KitFile
    chain: Chain | None = None
    exhibit_code: str = ""
    case: CaseCard | None = None
    circle: tuple[StaffCard, ...] = ()
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    units: Mapping[uuid.UUID, UnitCard] = field(default_factory=dict)
    mine: tuple[CaseCard, ...] = ()  # cases into which an unreported kit could go

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the kit's place."""
        return ZoneInfo(self.file.card.zone)

    def name(self, staff_id: uuid.UUID) -> str:
        """Somebody's name as colleagues see it."""
        card = self.staff.get(staff_id)
        return card.display_name if card else ""

    @property
    def unit(self) -> UnitCard | None:
        """The unit that registered it."""
        return self.units.get(self.file.card.unit_id)


@gate.look("desk.kit")
def kit_shown(*, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID) -> KitShown:
    """The kit, its chain of hands, the case's number, and who is named."""
    case_id = framing.holder_of(actor, at, case_id)
    file = kits.kit(actor=actor, at=at, case_id=case_id, kit_id=kit_id)
    this: dict[str, Any] = {"actor": actor, "at": at}
    exhibit = None
    if not may.off("evidence.exhibit", actor):
        exhibit = evidence.exhibit(**this, case_id=case_id, exhibit_id=kit_id)
    members: tuple[CircleMember, ...] = ()
    if not may.off("access.circle_of", actor):
        members = access.circle_of(**this, case_id=case_id)
    reported = file.card.reported
    case = mine = None
    if reported and not may.off("cases.read", actor):
        case = cases.case(**this, case_id=case_id)
    if not reported and not may.off("journeys.report_kit", actor):
        mine = cases.my_open_cases(**this)
    chain = exhibit.chain if exhibit else None
    wanted = {*_named(file, chain), *(one.staff_id for one in members)}
    staff = access.staff_of(**this, ids=wanted)
    return KitShown(
        file=file,
        chain=chain,
        exhibit_code=exhibit.card.code if exhibit else "",
        case=case,
        circle=tuple(staff[one.staff_id] for one in members if one.staff_id in staff),
        staff=staff,
        units={one.id: one for one in access.units(**this)},
        mine=mine or (),
    )


def _named(file: KitFile, chain: Chain | None) -> Iterator[uuid.UUID]:
    yield from (one.by_id for one in file.events)
    yield from (one.by_id for one in file.match_steps)
    yield from (one.by_id for one in file.vetoes)
    yield from (one.told_by for one in file.notices)
    yield from (one.raised_by for one in file.objections)
    for plan in file.plans:
        yield from (plan.by_id, plan.advocate_id)
    for asked in file.untested:
        yield from filter(None, (asked.asked_by, asked.answered_by, asked.reversed_by))
    for event in chain.events if chain else ():
        yield from filter(None, (event.giver.staff_id, event.taker.staff_id))


@gate.look("desk.kit_new")
def whose_kit(*, actor: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """Whose a new kit can be: the clinic's own, or of an open case that one works on."""
    found: dict[str, str] = {}
    if not may.off("evidence.register_unreported_kit", actor):
        found["own"] = _("Nobody has reported: it belongs to the clinic alone")
    open_ones = list(cases.my_open_cases(actor=actor, at=at))
    if actor.has("supervisor") and actor.unit:
        page = cases.cases_of_unit(actor=actor, at=at, unit_id=actor.unit, state=CaseState.OPEN)
        open_ones += page.cases
    return (*found.items(), *{str(one.id): one.reference for one in open_ones}.items())
