"""Imported records before they are written: drawn and encrypted ahead, without a transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.kernel.refusal import Refusal
from bairn.vault import batches, keys
from bairn.vault.batches import Batch
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.terms import Sealing, TokenKind


def prepare_records(
    sealings: Sequence[Sealing], *, collection_id: uuid.UUID, at: datetime
) -> Batch:
    """The rows of these people, encrypted; nothing is written. Raises Refusal as `seal` does."""
    try:
        return batches.prepare(sealings, holder_id=collection_id, at=at, service=keys.service())
    except KeyGoneError:
        raise erased() from None


def records_secret(owner_id: uuid.UUID) -> bytes:
    """The secret of a collection or a unit, from a key that lies outside the database."""
    text = f"bairn.records.1|{owner_id}"
    return keys.service().hmac(TokenKind.ACCOUNT, [text])[0]


def erased() -> Refusal:
    """What is said where the collection's key was destroyed."""
    return Refusal("vault.erased", "What was sealed here was erased; nothing can be added to it.")
