"""The only place where a name is opened. Log first, then read."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.access.terms import Purpose
from bairn.kernel.actor import Actor
from bairn.vault import opening
from bairn.vault.holders import holder_of
from bairn.vault.terms import OpenedIdentity, SubjectKind


@gate.look("identity.open", log_first=True)
def open_identities(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    purpose: Purpose,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> tuple[OpenedIdentity, ...]:
    """These people of one report or case in clear, in the order asked for, the newest values.

    Raises Refusal: vault.purpose, vault.too_many, vault.subject, vault.erased.
    """
    opening.check_purpose(actor, purpose)
    holder = holder_of(report_id=report_id, case_id=case_id)
    opened = opening.open_subjects(
        holder_id=holder,
        subject_ids=subject_ids,
        kind=SubjectKind.PERSON,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    return tuple(
        OpenedIdentity(subject_id=subject_id, fields=opening.as_text(fields))
        for subject_id, fields in opened.items()
    )
