"""How an act tells what happened: by whom, when, to an exhibit that is held still."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.evidence import custody_rows, exhibit_rows, handing
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.terms import CustodyEvent, EventKind
from bairn.kernel import ids
from bairn.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """Who says it, when they say it, and when it happened if that was earlier."""

    actor: Actor
    at: datetime
    happened_at: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When it happened."""
        return self.happened_at or self.at


def held(actor: Actor, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> Standing:
    """What the actor holds, held still. Refuses what somebody else holds or is offered."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    handing.in_hands_of(exhibit_rows.card(row), actor.id)
    return row


def tell(told: Told, row: Standing, kind: EventKind, **more: Any) -> CustodyEvent:
    """Writes down what happened. Refuses a moment before what happened last, or to come."""
    handing.moment(told.moment, at=told.at, after=row.last_at)
    said = CustodyEvent(
        id=ids.new_id(), case_id=row.holder_id, exhibit_id=row.exhibit_id, number=0, kind=kind,
        happened_at=told.moment, recorded_at=told.at, by_id=told.actor.id,
        entry_id=gate.entry_id(), **more,
    )  # fmt: skip
    return custody_rows.keep(row, said)
