"""What an address or a form names: ids, and where the page before ended."""

import uuid
from collections.abc import Iterable
from datetime import datetime


def an_id(text: str) -> uuid.UUID | None:
    """The id; None for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def ids(texts: Iterable[str]) -> list[uuid.UUID]:
    """The ids among these; what is none is left out."""
    return [found for text in texts if (found := an_id(text)) is not None]


def moment_and_id(key: str) -> tuple[datetime, uuid.UUID] | None:
    """Where the page before ended, of a list in order of time; None for what is no such key."""
    moment, _tilde, last = key.partition("~")
    try:
        found = datetime.fromisoformat(moment), uuid.UUID(last)
    except ValueError:
        return None
    return found if found[0].tzinfo else None


def key_of(moment: datetime, last: uuid.UUID) -> str:
    """Where a page ends, as the address of the next one says it."""
    return f"{moment.isoformat()}~{last}"
