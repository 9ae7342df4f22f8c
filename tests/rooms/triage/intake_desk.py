"""An intake desk for the tests of triage: two officers, a stranger, the reports they take in."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bairn.access import sessions
from bairn.intake import actions as intake
from bairn.intake.terms import Account, Channel, Identity, PersonDraft, PersonRole, ReportDraft
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.triage import actions as triage
from bairn.triage.terms import Standpoint
from tests import cast
from tests.cast import AT


@dataclass
class Desk:
    """Who works here; `count` keeps the moments of receipt apart."""

    place: cast.Place
    first: Actor
    second: Actor
    stranger: Actor
    system: Actor
    count: int = field(default=0)

    def receive(
        self,
        *,
        at: datetime | None = None,
        account: str = "",
        contact_hours_ago: float | None = None,
        original: bytes = b"",
        **facts: object,
    ) -> uuid.UUID:
        """A report that somebody of the public sent, with these facts."""
        self.count += 1
        at = at or AT + timedelta(seconds=self.count)
        people = ()
        if account:
            handle = Identity(accounts=(Account("Meadow", account),))
            people = (PersonDraft(role=PersonRole.SUSPECT, identity=handle),)
        contact = Bounds()
        if contact_hours_ago is not None:
            contact = Bounds.exactly(at - timedelta(hours=contact_hours_ago))
        draft = ReportDraft(
            channel=Channel.PUBLIC_FORM,
            pack="cn-2023",
            facts=facts,  # type: ignore[arg-type]
            people=people,
            last_contact=contact,
            original=original,
        )
        receipt = intake.receive(actor=sessions.reporter(), at=at, draft=draft)
        return receipt.report_id

    def assessed(self, **told: object) -> tuple[uuid.UUID, Standpoint]:
        """A report that was taken in and assessed."""
        report_id = self.receive(**told)  # type: ignore[arg-type]
        return report_id, triage.assess(actor=self.system, at=AT, report_id=report_id)


def open_desk() -> Desk:
    """A desk in an empty database, where every report is routed to the first two's unit."""
    sessions._kept.clear()
    place = cast.place()
    system = sessions.system()
    intake.set_route(actor=system, at=AT, pack="", unit_id=place.unit.id)
    return Desk(
        place=place,
        first=cast.staff("ada", "intake_officer", unit=place.unit),
        second=cast.staff("ben", "supervisor", unit=place.unit),
        stranger=cast.staff("cleo", "supervisor", unit=place.other_unit),
        system=system,
    )
