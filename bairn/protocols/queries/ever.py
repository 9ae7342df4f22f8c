"""What was ever said of a case, whatever was said since: some of it nobody takes back alone."""

import uuid
from collections.abc import Collection
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.protocols import models


@gate.look("protocols.facts")
def ever_said(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, names: Collection[str]
) -> frozenset[str]:
    """Which of these facts were ever recorded as so, of the case or of anybody in it."""
    rows = models.Fact.objects.filter(case_id=case_id, name__in=list(names), value=True)
    return frozenset(rows.values_list("name", flat=True))
