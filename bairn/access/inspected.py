"""Every case stays inspected: its unit cannot keep out all of those who would have to answer."""

import uuid
from datetime import datetime

from django.db.models import Q

from bairn.access.models import Exclusion, Holder, RoleHeld
from bairn.access.terms import Role
from bairn.kernel.refusal import Refusal


def check_still(
    holder_id: uuid.UUID,
    *,
    staff_id: uuid.UUID | None,
    unit_id: uuid.UUID | None,
    at: datetime,
) -> None:
    """Raises Refusal where this would keep out the last inspector who works outside the unit."""
    own = Holder.objects.filter(id=holder_id).values_list("unit_id", flat=True).first()
    held = RoleHeld.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        role=Role.INSPECTOR.value,
        from_at__lte=at,
        staff__is_active=True,
    )
    outside = {pair for pair in held.values_list("staff_id", "staff__unit_id") if pair[1] != own}
    rows = Exclusion.objects.filter(holder_id=holder_id).values_list("staff_id", "unit_id")
    kept_out = {one for pair in rows for one in pair if one}
    now = {pair for pair in outside if kept_out.isdisjoint(pair)}
    left = {pair for pair in now if not {staff_id, unit_id} - {None} & set(pair)}
    if now and not left:
        raise Refusal(
            "access.last_inspector",
            "This would keep out every inspector. Somebody outside has to be able to look.",
            field="staff_id" if staff_id else "unit_id",
        )
