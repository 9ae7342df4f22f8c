"""What access offers to lists of other rooms: SQL that says what somebody is in the circle of."""

import uuid

from django.db.models.expressions import RawSQL

from bairn.access.terms import Role
from bairn.kernel.actor import Actor

# The holders in whose circle one actor is now; the only parameter is the actor's id. Driving a list
# by it asks the policy about one's own few rows instead of about a whole unit's.
IN_CIRCLE = """
select holder_id from access_assignment
where staff_id = %s and from_at <= now() and (until_at is null or until_at > now())
"""

# What lies with one unit, for whoever sees the whole of it; the only parameter is the unit's id.
OF_UNIT = "select id as holder_id from access_holder where unit_id = %s and kind <> 'report'"


def in_circle(actor_id: uuid.UUID) -> RawSQL:
    """The same for a filter: `case_id__in=reach.in_circle(actor.id)`."""
    return RawSQL(IN_CIRCLE, [actor_id])  # noqa: S611 - a constant, its id a parameter


def in_circle_or_unit(actor_id: uuid.UUID, unit_id: uuid.UUID) -> RawSQL:
    """One's circle and all of one's unit, for whoever sees the whole of it, as one filter."""
    return RawSQL(f"{IN_CIRCLE} union {OF_UNIT}", [actor_id, unit_id])  # noqa: S611 - the same


def own(actor: Actor) -> RawSQL:
    """What drives a list of this person: their circle, and for a supervisor their unit as well."""
    if actor.has(Role.SUPERVISOR) and actor.unit is not None:
        return in_circle_or_unit(actor.id, actor.unit)
    return in_circle(actor.id)
