"""The key service: the one interface behind which keys lie. The rooms never see a key of keys.

One key of keys (KEK) for each report or case; its id *is* the id of that report or case, so the
service can compare it with what a committed entry of the record names. Data keys pass through
wrapped. Today's implementation is `keyring.py`; OpenBao, AWS KMS and PKCS#11 fit the same shape.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bairn.vault.terms import TokenKind


class KeyServiceError(Exception):
    """The key service cannot do what was asked; the message names no person and no key."""


class KeyGoneError(KeyServiceError):
    """The key was destroyed or never made: what it protected cannot be read by anybody."""


class NotRecordedError(KeyServiceError):
    """No committed, fresh entry of the record covers this unwrapping: log first, then read."""


class KeyServiceDownError(KeyServiceError):
    """The key service does not answer, or its files are not as they must be."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key under a KEK's version, bound to its `context`."""

    kek_id: uuid.UUID
    version: int
    context: bytes
    blob: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a committed entry allows: which act, about which holders, how old in seconds."""

    act: str
    holders: frozenset[uuid.UUID]
    age: float


class Record(Protocol):
    """How the key service reads the record for itself: only what is committed."""

    def ground(self, entry_id: uuid.UUID, *, token: str) -> Ground | None:
        """What the committed entry says, or None unless it is the asker's own and in reach.

        `token` is the asker's, so that their place in the circle is looked up once more.
        """
        ...


# Only these acts open anything, and only while they are fresh.
OPENING_ACTS = frozenset(
    {
        "identity.open",
        "words.read",
        "document.read",
        "file.open",
        "file.go_on",
        "vault.compare_names",
        "identity.match",
        "words.read_exhibit",
        "words.read_signal",
    }
)
FRESH_SECONDS = 60.0


def check_ground(ground: Ground | None, wrapped: Sequence[WrappedKey]) -> None:
    """Raises NotRecordedError unless a fresh opening entry names the holder of every key."""
    if ground is None:
        raise NotRecordedError("no committed entry of the record with this id")
    if ground.act not in OPENING_ACTS:
        raise NotRecordedError("this entry is not about opening anything")
    if ground.age > FRESH_SECONDS:
        raise NotRecordedError("this entry is too old to open anything")
    if any(key.kek_id not in ground.holders for key in wrapped):
        raise NotRecordedError("this entry is about another report or case")


class KeyService(Protocol):
    """What every key service can do. All raise KeyServiceDownError when it does not answer."""

    def create_keks(self, kek_ids: Sequence[uuid.UUID]) -> None:
        """Make a KEK for each id that has none, durably. Raises KeyGoneError if destroyed."""
        ...

    def wrap(self, kek_id: uuid.UUID, data_keys: Sequence[tuple[bytes, bytes]]) -> list[WrappedKey]:
        """Each `(context, data key)` wrapped by the KEK's newest version."""
        ...

    def unwrap(
        self, wrapped: Sequence[WrappedKey], *, entry_id: uuid.UUID, token: str
    ) -> list[bytes]:
        """The data keys in clear, if the asker's committed entry covers them all."""
        ...

    def rewrap(self, wrapped: Sequence[WrappedKey], *, into: uuid.UUID) -> list[WrappedKey]:
        """The same data keys under the newest version of another (or the same) KEK."""
        ...

    def rotate(self, kek_id: uuid.UUID) -> int:
        """Make a new version of the KEK and return its number; older ones still unwrap."""
        ...

    def destroy(self, kek_id: uuid.UUID, *, below: int | None = None) -> int:
        """Destroy all versions, or those under `below`, beyond recovery; how many there were."""
        ...

    def hmac(self, kind: TokenKind, values: Sequence[str]) -> list[bytes]:
        """HMAC-SHA-256 of each value by the key of this kind of token."""
        ...

    def index_secret(self, index_id: uuid.UUID) -> bytes:
        """The secret of an index of prints, for the one process that holds it; made on first use.

        Raises KeyGoneError once it was destroyed.
        """
        ...

    def destroy_index(self, index_id: uuid.UUID) -> None:
        """Destroy the secret of an index beyond recovery. Safe to repeat after a crash."""
        ...

    def health(self) -> str:
        """An empty string when all is well, else what is wrong in plain words."""
        ...
