"""A row in every table of the proof board, made by its own acts, with words planted in each."""

import uuid
from datetime import timedelta

from bairn.access import actions as access
from bairn.access.models import Unit
from bairn.journeys import advise
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.proof import actions as proof
from bairn.proof import queries
from bairn.proof.terms import ItemState, Put, Serves, Want
from tests import cast

UNDER_14 = Serves(offence="rape_under_14_236", element="under_14")


def fill_proof(supervisor: Actor, case_id: uuid.UUID) -> None:
    """An offence is looked at, something is put for it, and a prosecutor is asked and answers."""
    unit = Unit.objects.exclude(id=supervisor.unit).first() or Unit.objects.get()
    prosecutor = cast.staff("adviser", "prosecutor", unit=unit)
    this = {"actor": supervisor, "case_id": case_id}
    access.assign(**this, at=clock.now(), staff_id=prosecutor.id, role="prosecutor")  # type: ignore[arg-type]
    proof.consider(**this, at=clock.now(), offence=UNDER_14.offence)  # type: ignore[arg-type]
    said = Put(kind="age_document", state=ItemState.MISSING, serves=(UNDER_14,))
    proof.put(**this, at=clock.now(), said=said, words="Canarynote")  # type: ignore[arg-type]
    advise.ask(**this, at=clock.now(), questions=["what_else"], words="Canaryasked")  # type: ignore[arg-type]
    want = Want(
        serves=UNDER_14,
        kind="records",
        by_role="investigator",
        by_at=clock.now() + timedelta(days=3),
    )
    advise.give(
        actor=prosecutor,
        at=clock.now(),
        case_id=case_id,
        code="get_what_is_listed",
        words="Canaryadvice",
        wants=[want],
    )


def an_item(supervisor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """Something that stands on the board."""
    board = queries.board(actor=supervisor, at=clock.now(), case_id=case_id)
    return next(iter(board.items))
