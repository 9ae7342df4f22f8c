"""Telling that a lead waits: whoever reaches both of its sides, and nobody else."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import across, gate
from bairn.access.across import HolderPlace, InRole
from bairn.access.terms import Role
from bairn.kernel.actor import Actor
from bairn.linkage import models
from bairn.linkage.terms.leads import LeadState
from bairn.outbox import telling

_JUDGES = (Role.INVESTIGATOR.value, Role.SUPERVISOR.value)


@gate.act("linkage.tell_to_judge")
def tell_to_judge(*, actor: Actor, at: datetime, lead_id: uuid.UUID) -> None:
    """Tells those who may judge a lead that it waits; the notice names no file. The house alone.

    Where nobody reaches both sides nobody is told: a notice would tell when somebody came in there.
    """
    lead = models.Lead.objects.get(id=lead_id)
    gate.subject(lead_id)
    if lead.state != LeadState.OPEN.value or lead.verdict:
        return
    for staff_id in sorted(_reaching_both(lead, actor, at)):
        telling.tell(actor, at, staff_id, "linkage.to_judge")


def _reaching_both(lead: models.Lead, actor: Actor, at: datetime) -> set[uuid.UUID]:
    holders = [lead.low_holder, lead.high_holder]
    people = across.in_roles(actor=actor, at=at, roles=_JUDGES)
    places = across.holder_places(actor=actor, at=at, holder_ids=holders)
    circles = across.circles_across(actor=actor, at=at, case_ids=holders)
    kept_out = across.kept_out_across(actor=actor, at=at, case_ids=holders)
    shut = {one.staff_id for rows in kept_out.values() for one in rows if one.staff_id}
    shut_units = {one.unit_id for rows in kept_out.values() for one in rows if not one.staff_id}
    return {
        one.staff_id
        for one in people
        if one.staff_id not in shut and one.unit_id not in shut_units
        if all(
            one.staff_id in {member.staff_id for member in circles.get(holder, ())}
            or _supervises(one, holder, places)
            for holder in holders
        )
    }


def _supervises(one: InRole, holder: uuid.UUID, places: Mapping[uuid.UUID, HolderPlace]) -> bool:
    """Whether a supervisor sees this holder because it lies open with their unit."""
    place = places.get(holder)
    if place is None or place.sealed or Role.SUPERVISOR.value not in one.roles:
        return False
    return place.unit_id == one.unit_id
