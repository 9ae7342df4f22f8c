"""People of a story are compared as the matching process does it, with a real index, in-process."""

import uuid
from pathlib import Path

from bairn.access import sessions
from bairn.linkage import queries, serving
from bairn.linkage.terms.leads import LeadCard, LeadsHere
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from bairn.vault.waiting import anything as anything_waits
from tests.cast import AT
from tests.journeys.story import Story


def compare(folder: Path) -> None:
    """Everybody who was sealed or moved is compared with everybody else."""
    matcher = serving.Matcher(folder, sessions.system)
    try:
        while anything_waits():
            matcher.turn(AT)
    finally:
        matcher.close()


def leads(story: Story, case_id: uuid.UUID) -> LeadsHere:
    """What the investigator of this case is told."""
    return queries.leads(actor=story.investigator, at=AT, case_id=case_id)


def to(story: Story, case_id: uuid.UUID, other: uuid.UUID) -> LeadCard:
    """The one lead from this case to another file."""
    (found,) = [one for one in leads(story, case_id).leads if one.there.holder_id == other]
    return found


def evidence(story: Story, card: LeadCard) -> set[str]:
    """What speaks for this lead, by code."""
    file = queries.lead(
        actor=story.investigator, at=AT, lead_id=card.id, case_id=card.here.holder_id
    )
    return {one.evidence for one in file.now.reasons}


def sealed(story: Story, case_id: uuid.UUID, **fields: str) -> uuid.UUID:
    """Somebody more of whom this is known in the case."""
    return vault.seal(
        actor=story.investigator, at=AT, case_id=case_id, kind=SubjectKind.PERSON, fields=fields
    )
