"""Who acts. A value made once at the door and passed to every act and look."""

import uuid
from dataclasses import dataclass, field, replace
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor stands at the door."""

    STAFF = "staff"
    REPORTER = "reporter"  # a member of the public or a mandated reporter, never named
    PLATFORM = "platform"  # an online platform's own client
    PARTNER = "partner"  # an agency's system, by token
    SYSTEM = "system"  # a job or a command of the house itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, in which roles, for which purpose.

    `token` is the secret that the database maps to this actor for row-level security; it is set
    with SET LOCAL in each transaction and never shown, logged or compared in Python.
    """

    id: uuid.UUID
    kind: ActorKind
    roles: frozenset[str] = frozenset()
    agency: uuid.UUID | None = None
    unit: uuid.UUID | None = None
    purpose: str = ""
    token: str = field(default="", repr=False, compare=False)

    def for_purpose(self, purpose: str) -> "Actor":
        """The same actor, now with this purpose."""
        return replace(self, purpose=purpose)

    def has(self, *roles: str) -> bool:
        """Whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)
