"""What stories keep as evidence: an exhibit and a file of it, calm and invented."""

import uuid
from datetime import datetime
from typing import Any

from bairn.evidence import actions as evidence
from bairn.evidence.terms import Acquisition, ExhibitWords, NewExhibit
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.uploads import NewFile
from tests.cast import AT
from tests.journeys.story import Story


def exhibit(story: Story, case_id: uuid.UUID, *, at: datetime = AT, **said: Any) -> uuid.UUID:
    """Something that the investigator registers."""
    told: dict[str, Any] = {
        "kind": "web_capture", "source": "address", "method": "captured_online",
        "basis": "consent", "basis_reference": "Form 4", "seal": "W-1",
        "words": ExhibitWords(description="A public page", source="A link that was sent in"),
    }  # fmt: skip
    new = NewExhibit(collected_at=at, collected_by=story.investigator.id, **(told | said))
    return evidence.register(actor=story.investigator, at=at, case_id=case_id, said=new).id


def device(story: Story, case_id: uuid.UUID, *, at: datetime = AT, **said: Any) -> uuid.UUID:
    """The image of a telephone, with how it was taken."""
    taken = Acquisition(
        tool="Invented imager", tool_version="2.1", write_blocked=True, sha256="cd" * 32
    )
    told = {"kind": "extraction", "source": "device", "method": "physical_image",
            "basis": "warrant", "acquisition": taken}  # fmt: skip
    return exhibit(story, case_id, at=at, **(told | said))


def file(
    story: Story, case_id: uuid.UUID, exhibit_id: uuid.UUID, content: bytes, **said: Any
) -> FileCard:
    """A file of it, taken in whole."""
    return evidence.take(
        actor=story.investigator, at=AT, case_id=case_id, exhibit_id=exhibit_id,
        stream=[content], said=NewFile(name="calm.bin", **said),
    )  # fmt: skip
