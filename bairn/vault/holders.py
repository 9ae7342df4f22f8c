"""Which report or case a call is about: exactly one of the two keywords."""

import uuid

from bairn.kernel.refusal import Refusal


def holder_of(*, report_id: uuid.UUID | None, case_id: uuid.UUID | None) -> uuid.UUID:
    """The one that is given. Raises Refusal when both or neither are."""
    match report_id, case_id:
        case uuid.UUID() as holder, None:
            return holder
        case None, uuid.UUID() as holder:
            return holder
    raise Refusal("vault.holder", "Say which report or which case this is about, one of them.")
