"""Names compared behind the door: whoever asks hears ids and a reason, never a name."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import likeness, opening
from bairn.vault.holders import holder_of
from bairn.vault.terms import Alike, Colleague, SubjectKind


@gate.look("vault.compare_names", log_first=True)
def compare_names(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    colleagues: Sequence[Colleague],
    case_id: uuid.UUID,
) -> tuple[Alike, ...]:
    """Who of these people of a case may be one of these colleagues, by the strongest likeness.

    Raises Refusal: vault.too_many, vault.subject, vault.erased.
    """
    opened = opening.open_subjects(
        holder_id=holder_of(case_id=case_id, report_id=None),
        subject_ids=subject_ids,
        kind=SubjectKind.PERSON,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    found = tuple(
        Alike(subject_id=subject_id, colleague_id=one.id, likeness=how)
        for subject_id, fields in opened.items()
        for one in colleagues
        if (
            how := likeness.alike(
                opening.as_text(fields), name=one.name, service_name=one.service_name
            )
        )
    )
    gate.note(compared=len(colleagues))  # how many agree stays out of what the circle can read
    return found
