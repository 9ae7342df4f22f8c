"""A row in every table of preservation, made by the room's own acts."""

import uuid

from bairn.journeys import ask_holder
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.preservation import actions, queries
from bairn.preservation.terms import Kind, NewRequest, RequestWords

WORDS = RequestWords(
    accounts="heron_42", purpose="To find who wrote.", signed_by="An officer", contact="The office"
)


def fill_preservation(supervisor: Actor, case_id: uuid.UUID) -> None:
    """A company stands in the directory; it was asked to keep data, and something to remove."""
    company = actions.add_holder(
        actor=supervisor, at=clock.now(), holder_class="us_provider", name="Meadow Social",
        channel="portal", contact="https://lawful.meadow.example/", language="en",
    )  # fmt: skip
    for kind, basis, item in (
        (Kind.TAKEDOWN, "us_take_it_down", "page"),
        (Kind.PRESERVE, "us_2703f", "messages"),
    ):
        this = {"actor": supervisor, "at": clock.now(), "case_id": case_id}
        said = NewRequest(
            kind=kind, holder_class="us_provider", basis=basis, items=(item,), words=WORDS,
            holder_id=company,
        )  # fmt: skip
        (made,) = actions.draft(**this, said=said)  # type: ignore[arg-type]
        actions.finish_letter(**this, request_id=made, pdf=b"%PDF-1.7 a letter")  # type: ignore[arg-type]
        ask_holder.ask_holder(
            **this, request_ids=[made], channel="portal", happened_at=this["at"]  # type: ignore[arg-type]
        )  # fmt: skip


def a_request(supervisor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """One of its requests."""
    return queries.requests(actor=supervisor, at=clock.now(), case_id=case_id)[0].id
