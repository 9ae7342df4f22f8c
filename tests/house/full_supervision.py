"""What the addresses of supervision name in the full house: a promise, a direction, a hand-over."""

import uuid

from bairn.cases import queries as cases
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.supervision import queries as supervision


def addresses(supervisor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """The first of each."""
    ask = {"actor": supervisor, "at": clock.now(), "case_id": case_id}
    review = supervision.reviews(**ask)[0]
    return {
        "promise_id": str(cases.promises(**ask)[0].id),
        "direction_id": str(review.directions[0].id),
        "handover_id": str(supervision.handovers_of_case(**ask)[0].id),
    }
