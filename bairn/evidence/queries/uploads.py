"""Uploads under way, each for the eyes of who sends it."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import filing
from bairn.evidence.models.files import Upload
from bairn.evidence.terms.uploads import UploadCard, UploadState
from bairn.kernel.actor import Actor


@gate.look("evidence.upload")
def upload(*, actor: Actor, at: datetime, case_id: uuid.UUID, upload_id: uuid.UUID) -> UploadCard:
    """One's own upload and how much of it is on the disk. Raises Refusal evidence.no_upload."""
    gate.subject(upload_id)
    return filing.upload_card(filing.upload_row(case_id, upload_id, by=actor.id))


@gate.look("evidence.uploads")
def uploads(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[UploadCard, ...]:
    """One's own uploads under way in this case, the newest first."""
    rows = Upload.objects.filter(
        holder_id=case_id, by_id=actor.id, state=UploadState.ARRIVING.value
    )
    found = tuple(filing.upload_card(row) for row in rows.order_by("-id"))
    gate.note(found=len(found))
    return found
