"""What a file hangs on."""

import uuid


def holder_of(report_id: uuid.UUID | None, case_id: uuid.UUID | None) -> uuid.UUID:
    """The report or the case. Raises ValueError where neither is named."""
    held = case_id or report_id
    if held is None:
        raise ValueError("files belong to a report or a case")
    return held
