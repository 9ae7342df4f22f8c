"""A holder is asked in a story: drafted, its letter made, sent on the spot."""

import uuid
from datetime import datetime

from bairn.journeys import ask_holder
from bairn.kernel.periods import Bounds
from bairn.preservation import actions, queries
from bairn.preservation.terms import Kind, NewRequest, Request, RequestWords
from bairn.protocols import queries as duties
from bairn.protocols.terms import StepState
from tests.journeys.story import Story

WORDS = RequestWords(
    accounts="blue_kite", purpose="To find who wrote.", addressee="The office",
    power="Police Act, section 9", signed_by="An officer", contact="The unit's office",
)  # fmt: skip


def ask(  # long: a request says each of its parts by name
    story: Story,
    case_id: uuid.UUID,
    *,
    at: datetime,
    kind: Kind,
    to: str,
    basis: str,
    items: tuple[str, ...],
    period: Bounds | None = None,
    channel: str = "mail",
) -> Request:
    """What was asked of one holder, as it stands at once."""
    this = {"actor": story.investigator, "at": at, "case_id": case_id}
    said = NewRequest(
        kind=kind, holder_class=to, basis=basis, items=items, words=WORDS,
        period=period or Bounds(),
    )  # fmt: skip
    (made,) = actions.draft(**this, said=said)  # type: ignore[arg-type]
    actions.finish_letter(**this, request_id=made, pdf=b"%PDF-1.7 letter")  # type: ignore[arg-type]
    ask_holder.ask_holder(**this, request_ids=[made], channel=channel, happened_at=at)  # type: ignore[arg-type]
    return queries.request(**this, request_id=made).request  # type: ignore[arg-type]


def done(story: Story, case_id: uuid.UUID, step: str, *, at: datetime) -> bool:
    """Whether the duty of the pack is done."""
    rows = duties.steps_of_case(actor=story.investigator, at=at, case_id=case_id)
    return any(row.step == step and row.state is StepState.DONE for row in rows)
