"""What a reporter has answered so far, sealed into the page itself.

Nothing stands on the server before sending, nothing in the address, nothing in a cookie: the form
carries one sealed field from page to page, and it is gone when the page is closed.
"""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

LIFETIME = timedelta(hours=12)
_NONCE = 12  # bytes, AES-GCM

Values = dict[str, list[str]]  # a page's fields as they were posted


class StaleDraftError(ValueError):
    """A sealed field that is not ours, was changed or is older than LIFETIME."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers by page, with the id of this one sending and when it was begun."""

    sending: str
    begun_at: datetime
    answers: Mapping[str, Values] = field(default_factory=dict)
    checking: bool = False  # the reporter has seen the list of answers and is changing one

    def with_answers(self, page: str, values: Values) -> "Draft":
        """The draft with the fields of `page` put in place."""
        return replace(self, answers={**self.answers, page: values})

    def to_check(self) -> "Draft":
        """The draft once its answers have been shown as a list."""
        return replace(self, checking=True)

    @property
    def sending_key(self) -> str:
        """The same for the same answers of one sending; other answers are another report."""
        return digest(self.sending + json.dumps(self.answers, sort_keys=True))

    def first(self, page: str, name: str) -> str:
        """The first value of a field, "" when it was left out."""
        return next(iter(self.answers.get(page, {}).get(name, [])), "").strip()

    def all(self, page: str, name: str) -> list[str]:
        """All values of a field."""
        return list(self.answers.get(page, {}).get(name, []))


def new(*, at: datetime) -> Draft:
    """An empty draft begun at `at`."""
    return Draft(sending=urlsafe_b64encode(os.urandom(16)).decode(), begun_at=at)


def seal(draft: Draft) -> str:
    """The draft as text for a hidden field: AES-256-GCM under a key derived for this alone."""
    content = {
        "s": draft.sending,
        "b": draft.begun_at.timestamp(),
        "a": dict(draft.answers),
        "c": draft.checking,
    }
    return seal_text(json.dumps(content, ensure_ascii=False), use="draft")


def unseal(sealed: str, *, at: datetime) -> Draft:
    """The draft in `sealed`. Raises StaleDraftError when it is not ours, changed or too old."""
    content = json.loads(unseal_text(sealed, use="draft"))
    begun_at = datetime.fromtimestamp(content["b"], tz=UTC)
    if not timedelta(0) <= at - begun_at <= LIFETIME:
        raise StaleDraftError
    return Draft(content["s"], begun_at, content["a"], content["c"])


def seal_text(text: str, *, use: str) -> str:
    """`text` sealed for one `use`; what was sealed for one use opens for no other."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, text.encode(), use.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal_text(sealed: str, *, use: str) -> str:
    """The text in `sealed`. Raises StaleDraftError when it is not ours or was changed."""
    try:
        raw = urlsafe_b64decode(sealed.encode())
        text = AESGCM(_key(settings.SECRET_KEY)).decrypt(raw[:_NONCE], raw[_NONCE:], use.encode())
    except (ValueError, InvalidTag) as fault:
        raise StaleDraftError from fault
    return text.decode()


def digest(text: str) -> str:
    """What is sent as a key for what is kept a while; it opens nothing."""
    return hashlib.sha256(f"sending:{text}".encode()).hexdigest()


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"bairn.web.report").derive(secret.encode())
