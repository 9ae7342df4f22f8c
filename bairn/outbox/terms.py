"""The words of the outbox: a notice, to whom, in which state, by which channel."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bairn.kernel.refusal import Refusal

_KIND = re.compile(r"[a-z0-9_.]{1,48}")


class RecipientKind(StrEnum):
    """To whom a notice may go."""

    STAFF = "staff"
    UNIT = "unit"


class NoticeState(StrEnum):
    """How far a notice has come."""

    WAITING = "waiting"  # stands in the house, no channel has carried it yet
    SENT = "sent"  # a channel took it
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That something of this kind waits for somebody. What it is, they see after signing in."""

    id: uuid.UUID
    recipient_kind: RecipientKind
    recipient_id: uuid.UUID
    kind: str
    holder_id: uuid.UUID | None
    state: NoticeState
    created_at: datetime


class Channel(Protocol):
    """A way out of the house. It is handed no holder and no words: it has nothing to give away."""

    def carry(self, *, recipient_kind: RecipientKind, recipient_id: uuid.UUID) -> bool:
        """Tell the recipient that something waits; whether the channel took it."""
        ...


def check_kind(kind: str) -> str:
    """`kind` if it is a code such as `handover.offered`. Raises Refusal outbox.kind otherwise."""
    if not _KIND.fullmatch(kind):
        raise Refusal("outbox.kind", "The kind of a notice is a lower-case code.")
    return kind
