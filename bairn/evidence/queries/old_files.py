"""What old cases hold, for the review of non-recent cases: codes, ids and moments."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.evidence.matching import IN_DATABASE
from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.models.kits import Kit, KitMatchStep
from bairn.evidence.terms.kits import KitStands
from bairn.evidence.terms.neglect import OldEvidence, OldKit
from bairn.kernel.actor import Actor

MOST = 1000
_GONE = frozenset(
    {
        KitStands.DISPOSED.value, KitStands.LOST.value, KitStands.OUT_OF_STATE.value,
        KitStands.REPURPOSED.value,
    }
)  # fmt: skip
# At rest its next day is the one until which it is kept; on its way it is the day of the next step.
_AT_REST = frozenset({KitStands.RESULTED.value, KitStands.NOT_TESTED.value, KitStands.NOTICE.value})


@gate.look("evidence.old_files")
def old_files_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, OldEvidence]:
    """The kinds of exhibit of each of these cases and how far its kits came, at most 1,000."""
    asked = list(dict.fromkeys(case_ids))[:MOST]
    kinds: dict[uuid.UUID, set[str]] = defaultdict(set)
    for case_id, kind in (
        Exhibit.objects.filter(holder_id__in=asked).values_list("holder_id", "kind").distinct()
    ):
        kinds[case_id].add(kind)
    steps = _steps(asked)
    kits: dict[uuid.UUID, list[OldKit]] = defaultdict(list)
    for row in Kit.objects.filter(holder_id__in=asked).order_by("exhibit_id"):
        kits[row.holder_id].append(_kit(row, steps.get(row.exhibit_id, {})))
    gate.note(cases=len(kinds))
    return {
        case_id: OldEvidence(exhibit_kinds=frozenset(kinds[case_id]), kits=tuple(kits[case_id]))
        for case_id in kinds
    }


@gate.look("evidence.never_sent")
def never_sent(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The kits of a case that never went to a laboratory, the oldest first."""
    rows = Kit.objects.filter(holder_id=case_id, submitted_at__isnull=True)
    return tuple(rows.order_by("exhibit_id").values_list("exhibit_id", flat=True))


def _kit(row: Kit, steps: Mapping[str, datetime]) -> OldKit:
    return OldKit(
        id=row.exhibit_id,
        gone=row.stands in _GONE,
        sent=row.submitted_at is not None,
        tested=row.result_at is not None,
        in_database=not IN_DATABASE.isdisjoint(steps),
        matched_at=steps.get("matched"),
        told_at=steps.get("told"),
        disposal_at=row.due_at if row.stands in _AT_REST else None,
    )


def _steps(asked: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, datetime]]:
    """The latest moment of each step of matching, by kit."""
    found: dict[uuid.UUID, dict[str, datetime]] = defaultdict(dict)
    rows = KitMatchStep.objects.filter(holder_id__in=asked).order_by("number")
    for kit_id, step, moment in rows.values_list("kit_id", "step", "happened_at"):
        found[kit_id][step] = moment
    return found
