"""A file that is half way in, with a name planted in it."""

import uuid

from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from bairn.kernel.actor import Actor


def fill_files(supervisor: Actor, case_id: uuid.UUID) -> None:
    """The supervisor began to send a file to the first exhibit."""
    this = {"actor": supervisor, "at": clock.now(), "case_id": case_id}
    exhibit = looks.exhibits(**this)[0].id
    said = NewFile(name="Canaryupload.mp4", size=100)
    begun = evidence.begin_upload(**this, exhibit_id=exhibit, said=said)
    evidence.receive(**this, upload_id=begun.id, offset=0, stream=[b"Canarybytes"])


def an_upload(actor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """The upload that is under way."""
    return looks.uploads(actor=actor, at=clock.now(), case_id=case_id)[0].id
