"""A row in every table of old cases, made by the room's own acts."""

import uuid
from datetime import timedelta

from bairn.access import sessions
from bairn.evidence import queries as evidence
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.nonrecent import actions, queries
from bairn.nonrecent.terms import Declared, Due, FileKind, NewChange, OldFile, Why


def fill_nonrecent(supervisor: Actor, prosecutor: Actor, case_id: uuid.UUID) -> None:
    """The case is to be looked at again; a question is answered, a kit that was never sent said."""
    now = clock.now()
    file = OldFile(holder_id=case_id, kind=FileKind.CLOSED, since=now)
    due = Due(why=Why.PERIODIC, cause_id=None, at=now, answer_by=now + timedelta(days=30))
    actions.keep_due(actor=sessions.system(), at=now, found=[(file, [due])])
    this = {"actor": supervisor, "case_id": case_id}
    item_id = uuid.UUID(addresses(supervisor, case_id)["review_id"])
    actions.take(**this, at=clock.now(), item_id=item_id)
    actions.answer(
        **this, at=clock.now(), item_id=item_id, question="safety_now", answer="to_do",
        words="Quillfeather: ask the house in the north.",
    )  # fmt: skip
    kits = evidence.never_sent(**this, at=clock.now())
    actions.say_why_unsent(**this, at=clock.now(), kit_id=kits[0], reason="not_tracked")
    said = NewChange(
        kind=Declared.LIMITATION_CHANGE, reference="A law", from_at=now,
        packs=frozenset({"cn-2023"}),
    )  # fmt: skip
    actions.declare(actor=prosecutor, at=clock.now(), said=said)


def addresses(supervisor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """What waits to be looked at again."""
    found = queries.items_of(actor=supervisor, at=clock.now(), case_id=case_id)
    return {"review_id": str(found[0].id)}
