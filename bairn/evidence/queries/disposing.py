"""What can be seen of examinations, and of everything for and against a disposal."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import disposal_rows, exhibit_rows
from bairn.evidence.models.custody import Disposal
from bairn.evidence.terms import Disposal as Wish
from bairn.evidence.terms import DisposalFile, Examination
from bairn.kernel.actor import Actor

MOST = 200


@gate.look("evidence.exhibit")
def examinations(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[Examination, ...]:
    """Every examination of one exhibit, oldest first."""
    _seen(case_id, exhibit_id)
    return disposal_rows.examinations(exhibit_id)


@gate.look("evidence.disposal")
def disposal_of(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> DisposalFile:
    """What stands for and against the disposal of one exhibit."""
    _seen(case_id, exhibit_id)
    return DisposalFile(
        proposals=disposal_rows.wishes(exhibit_id),
        objections=disposal_rows.objections(exhibit_id),
        keepings=disposal_rows.keepings(exhibit_id),
        obstacles=disposal_rows.obstacles(actor, at, case_id, exhibit_id),
    )


@gate.look("evidence.disposals_waiting")
def disposals_waiting(*, actor: Actor, at: datetime) -> tuple[Wish, ...]:
    """Disposals in one's reach that wait for somebody else's word or for being done, 200."""
    rows = Disposal.objects.filter(declined_at__isnull=True, done_at__isnull=True).order_by("id")
    found = tuple(map(disposal_rows.wish, rows[:MOST]))
    gate.note(count=len(found))
    return found


def _seen(case_id: uuid.UUID, exhibit_id: uuid.UUID) -> None:
    if not exhibit_rows.standings(case_id).filter(exhibit_id=exhibit_id).exists():
        raise exhibit_rows.none_such()
