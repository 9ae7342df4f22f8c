"""What the Court pages show of one case, read as one look."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.disclosure import queries as disclosed
from bairn.disclosure.terms import Leaving, Making, Release, Row, Schedule, SealedBundle
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFile:
    """A case with its schedule and what left it."""

    file: CaseFile
    leaving: Leaving
    schedule: Schedule | None = None
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the case."""
        return self.file.binding.zone if self.file.binding else ZoneInfo("UTC")

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines of the schedule."""
        return self.schedule.rows if self.schedule else ()

    def release(self, release_id: uuid.UUID) -> Release | None:
        """A release of the case by its id."""
        return next((one for one in self.leaving.releases if one.id == release_id), None)

    def bundles(self, release_id: uuid.UUID) -> tuple[SealedBundle, ...]:
        """The bundles that were made of a release."""
        return tuple(one for one in self.leaving.bundles if one.release_id == release_id)

    def makings(self, release_id: uuid.UUID) -> tuple[Making, ...]:
        """Bundles of a release that are on their way or failed."""
        return tuple(one for one in self.leaving.makings if one.release_id == release_id)


@gate.look("desk.case_court")
def court_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CourtFile:
    """The case, its schedule as far as the reader may see it, and what left."""
    leaving = disclosed.leaving(actor=actor, at=at, case_id=case_id)
    schedule = None
    if may.off("disclosure.see_schedule", actor) is None:
        schedule = disclosed.schedule(actor=actor, at=at, case_id=case_id)
    lines = [row.line for row in schedule.rows if row.line] if schedule else []
    named = {one.by_id for one in lines} | {one.answered_by for one in lines}
    for release in leaving.releases:
        named |= {release.by_id, release.agreed_by, release.revoked_by}
    return CourtFile(
        file=CaseFile(
            card=cases.case(actor=actor, at=at, case_id=case_id),
            milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
            pinned=_binding(actor, at, case_id),
        ),
        leaving=leaving,
        schedule=schedule,
        staff=access.staff_of(actor=actor, at=at, ids={one for one in named if one}),
    )


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding | None:
    if may.off("protocols.steps", actor):
        return None
    try:
        return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return None
