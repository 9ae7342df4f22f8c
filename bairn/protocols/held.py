"""What a case works under, as the acts ask for it."""

import uuid

from bairn.kernel.refusal import Refusal
from bairn.protocols import kept
from bairn.protocols.terms import Binding, Pack, Step


def binding(case_id: uuid.UUID) -> Binding:
    """The binding in force. Refuses a case without a pack."""
    bound = kept.bindings([case_id]).get(case_id)
    if bound is None:
        raise Refusal("protocols.not_started", "This case works under no pack yet.")
    return bound


def pack(case_id: uuid.UUID) -> Pack:
    """The pack in the content that the case works under."""
    return kept.pack_of(binding(case_id).digest)


def step(case_id: uuid.UUID, step: str) -> Step:
    """A step of that pack. Refuses one that it does not have."""
    row = pack(case_id).step(step)
    if row is None:
        raise Refusal("protocols.step", "The pack of this case has no such step.", field="step")
    return row
