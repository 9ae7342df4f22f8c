"""Where things may be kept, and how a count of a place is read."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from bairn.kernel.refusal import Refusal

MOST_SCANNED = 5000
_LONGEST_NAME = 80


def may_add(unit_id: uuid.UUID, *, own: uuid.UUID | None, name: str) -> None:
    """Raises Refusal for a place of another unit, and for one without a name."""
    if unit_id != own:
        raise Refusal("evidence.other_unit", "Name places of your own unit only.", field="unit_id")
    if not 1 <= len(name.strip()) <= _LONGEST_NAME:
        raise Refusal("evidence.place_name", "Give it a name of up to 80 letters.", field="name")


def may_close(closed_at: datetime | None) -> None:
    """Raises Refusal for what is closed already."""
    if closed_at is not None:
        raise Refusal("evidence.place_closed", "This place is closed already.")


def may_take_out(state: str) -> None:
    """Raises Refusal for what lies in no place."""
    if state != "stored":
        raise Refusal("evidence.not_stored", "It lies in no place now.")


def sorted_out(
    scanned: Sequence[str], *, read: Callable[[str], str | None]
) -> tuple[list[str], list[str]]:
    """The codes that were scanned, each once, and what was scanned and is no code."""
    if len(scanned) > MOST_SCANNED:
        raise Refusal("evidence.too_many", "At most 5,000 at once.", field="scanned")
    codes: dict[str, None] = {}
    unreadable: dict[str, None] = {}
    for text in filter(str.strip, scanned):
        code = read(text)
        if code is None:
            unreadable[text.strip()[:40]] = None
        else:
            codes[code] = None
    return list(codes), list(unreadable)
