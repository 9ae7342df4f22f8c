"""A web page was saved: its file is read as a capture and the case has its milestone.

Nothing is fetched here, and nothing is followed: what arrives is what somebody saved.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from bairn.access import gate
from bairn.evidence import actions as evidence
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.uploads import NewFile
from bairn.journeys import do_step
from bairn.kernel import clock
from bairn.kernel.actor import Actor

MILESTONE = "web_captured"


def take_capture(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    stream: Iterable[bytes],
    said: NewFile,
) -> FileCard:
    """Take a WARC or WACZ in and have it read. One that is neither stays as a plain file.

    Raises Refusal evidence.no_capture, and those of `evidence.take`.
    """
    card = evidence.take(
        actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id, stream=stream, said=said
    )
    capture_web(actor=actor, at=clock.now(), case_id=case_id, file_id=card.id)
    return card


def capture_web(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """A file of the case is a saved page: it is read soon, and the milestone is marked.

    Raises Refusal evidence.no_capture, evidence.capture_already, evidence.locked.
    """
    evidence.check_capture(actor=actor, at=at, case_id=case_id, file_id=file_id)
    _mark(actor=actor, at=at, case_id=case_id, file_id=file_id)


@gate.act("journeys.capture_web")
def _mark(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    evidence.note_capture(actor=actor, at=at, case_id=case_id, file_id=file_id)
    do_step.record(actor=actor, at=at, case_id=case_id, kind=MILESTONE, happened_at=at)
