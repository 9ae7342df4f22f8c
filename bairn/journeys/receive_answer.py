"""What a holder handed over or removed: the request says so, and the case where it is a duty."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bairn.access import gate
from bairn.digests import actions as digests
from bairn.digests.terms import Digest, WatchReason
from bairn.evidence import actions as evidence
from bairn.evidence.terms import ExhibitWords, NewExhibit
from bairn.journeys import ask_holder
from bairn.kernel.actor import Actor
from bairn.preservation import actions as preservation
from bairn.preservation import codes, marking
from bairn.preservation import queries as looks
from bairn.preservation.states import OPEN
from bairn.preservation.terms import Answer, Kind, Move, Request

# By what right evidence has it: by whose agreement the request needed, or what was given freely.
_BASES = {"judge": "warrant", "prosecutor": "prosecutor_order"}
_GIVEN = {"consent": "consent", "please_keep": "handed_over"}


@gate.act("journeys.holder_acknowledged")
def acknowledged(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    until: datetime | None = None,
    words: str = "",
) -> None:
    """Keeps the holder's receipt; another state's receipt is a duty of the case, and is done."""
    preservation.acknowledge(
        actor=actor, at=at, case_id=case_id, request_id=request_id, happened_at=happened_at,
        until=until, words=words,
    )  # fmt: skip
    found = looks.request(actor=actor, at=at, case_id=case_id, request_id=request_id)
    channel = [step.channel for step in found.steps if step.move is Move.SEND][-1]
    duties = ask_holder.steps(actor, at, case_id)
    for kind in marking.acknowledged(found.request, channel=channel):
        if ask_holder.step_of(duties, kind):
            ask_holder.mark(actor, at, case_id, kind, happened_at=happened_at, duties=duties)


@gate.act("journeys.receive_answer")
def receive_answer(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    answer: Answer,
    lodge: bool = False,
) -> uuid.UUID:
    """Keeps that the answer came, by its digest; the step of the request that says so.

    With `lodge` it is an exhibit of the case from that moment, into which its file is taken then.
    """
    if lodge:
        one = looks.request(actor=actor, at=at, case_id=case_id, request_id=request_id).request
        said = exhibit_of(one, answer, happened_at=happened_at, by=actor.id)
        made = evidence.register(actor=actor, at=at, case_id=case_id, said=said)
        answer = replace(answer, exhibit_id=made.id)
    return preservation.receive(
        actor=actor,
        at=at,
        case_id=case_id,
        request_id=request_id,
        happened_at=happened_at,
        answer=answer,
    )


def exhibit_of(one: Request, answer: Answer, *, happened_at: datetime, by: uuid.UUID) -> NewExhibit:
    """What came, as an exhibit: from a holder, exported by it, on the ground of the request."""
    book = codes.book()
    title = book.classes[one.holder_class].title.en
    return NewExhibit(
        kind="recording" if "video" in one.items else "file",
        words=ExhibitWords(
            description=f"{one.reference}: {one.holder_name or title}",
            note=f"SHA-256 {answer.sha256}, {answer.size_bytes} bytes",
        ),
        collected_at=happened_at,
        source="holder",
        method="exported_by_holder",
        basis=_GIVEN.get(one.basis) or _BASES.get(book.bases[one.basis].needs, "police_power"),
        basis_reference=one.reference,
        collected_by=by,
        about=one.about,
    )


@gate.act("journeys.content_removed")
def content_removed(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    digests_to_watch: Sequence[Digest] = (),
) -> bool:
    """Keeps that content is gone and watches that it stays away; whether none is left to remove.

    The duty of the pack is done once every takedown of the case has its answer.
    """
    preservation.note_removed(
        actor=actor, at=at, case_id=case_id, request_id=request_id, happened_at=happened_at
    )
    if digests_to_watch:
        digests.watch(
            actor=actor,
            at=at,
            case_id=case_id,
            digests=digests_to_watch,
            reason=WatchReason.TAKEDOWN,
        )
    left = [
        one
        for one in looks.requests(actor=actor, at=at, case_id=case_id)
        if one.kind is Kind.TAKEDOWN and one.state in OPEN
    ]
    duties = ask_holder.steps(actor, at, case_id)
    if not left and ask_holder.step_of(duties, marking.removed()):
        ask_holder.mark(
            actor, at, case_id, marking.removed(), happened_at=happened_at, duties=duties
        )
    return not left
