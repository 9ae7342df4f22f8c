"""Signed notes: the signed head of the record and the witnesses' cosignatures.

Formats: C2SP signed-note, tlog-checkpoint and tlog-cosignature (cosignature/v1), all Ed25519.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from bairn.oversight.merkle import HASH_BYTES

LOG = 0x01  # the signature type of a log: Ed25519 over the note's text
WITNESS = 0x04  # cosignature/v1: Ed25519 over the time and the note's text
_NAME = re.compile(r"[^\s+]{1,200}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_DASH = "\N{EM DASH}"
_MAX_NOTE = 1_000_000  # characters; a longer note is an attack, not a head


class NoteFault(ValueError):
    """A note or key is malformed or not signed by the key it has to be signed by."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A verifier key, written as `name+hash+base64(type || key)` on one line."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before every signature of this key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw).digest()[
            :4
        ]

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.kind]) + self.raw).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """The key of a line as written by `str`. Raises NoteFault."""
        name, _, rest = text.partition("+")
        _, _, encoded = rest.partition("+")
        data = _unbase64(encoded)
        if len(data) != 1 + HASH_BYTES or data[0] not in (LOG, WITNESS):
            raise NoteFault("not a verifier key of a log or a witness")
        key = cls(_name(name), data[0], data[1:])
        if str(key) != text:
            raise NoteFault("a verifier key whose parts do not agree")
        return key


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name; `secret` is the line for its file, never to be shown."""

    name: str
    kind: int
    _key: Ed25519PrivateKey = field(repr=False)
    public: PublicKey = field(init=False)  # the key to hand out

    def __post_init__(self) -> None:
        """Derive the public half once: it is needed for every signature."""
        raw = self._key.public_key().public_bytes_raw()
        object.__setattr__(self, "public", PublicKey(self.name, self.kind, raw))

    @classmethod
    def new(cls, name: str, kind: int) -> "Signer":
        """A fresh key of this name; `kind` is LOG or WITNESS."""
        return cls(_name(name), kind, Ed25519PrivateKey.generate())

    @classmethod
    def parse(cls, secret: str) -> "Signer":
        """The signer of a line as written by `secret`. Raises NoteFault."""
        parts = secret.strip().split("+", 4)
        data = _unbase64(parts[4]) if len(parts) == 5 else b""
        if parts[:2] != ["PRIVATE", "KEY"] or len(data) != 33 or data[0] not in (LOG, WITNESS):
            raise NoteFault("not a signer's key file")
        return cls(_name(parts[2]), data[0], Ed25519PrivateKey.from_private_bytes(data[1:]))

    @property
    def secret(self) -> str:
        """The key as one line, in the form of Go's x/mod/sumdb/note."""
        encoded = base64.b64encode(bytes([self.kind]) + self._key.private_bytes_raw()).decode()
        return f"PRIVATE+KEY+{self.name}+{self.public.id.hex()}+{encoded}"

    def sign(self, body: str) -> str:
        """The log's signature line over a note's text."""
        return self._line(self._key.sign(body.encode()))

    def cosign(self, body: str, at: datetime) -> str:
        """The witness's signature line: this text was consistent when seen at `at`."""
        seconds = int(at.timestamp())
        signature = self._key.sign(_cosigned_text(body, seconds))
        return self._line(seconds.to_bytes(8, "big") + signature)

    def _line(self, signature: bytes) -> str:
        encoded = base64.b64encode(self.public.id + signature).decode()
        return f"{_DASH} {self.name} {encoded}\n"


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint's text says: whose log, how many entries, their root."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def signed(head: Head, signer: Signer) -> str:
    """The signed note over `head`."""
    return f"{head.body}\n{signer.sign(head.body)}"


def open_note(text: str, key: PublicKey) -> Head:
    """The head that `key` signed as a log. Raises NoteFault for anything else."""
    body, signatures = _split(text)
    lines = body.split("\n")
    if len(lines) != 4 or not _SIZE.fullmatch(lines[1]):
        raise NoteFault("a checkpoint has an origin, a size and a root")
    root = _unbase64(lines[2])
    if len(root) != HASH_BYTES or lines[0] != key.name:
        raise NoteFault("not a checkpoint of this log")
    for found in _signatures_of(signatures, key):
        _verify(key, found, body.encode())
        return Head(lines[0], int(lines[1]), root)
    raise NoteFault("not signed by the log's key")


def cosigned_at(text: str, key: PublicKey) -> datetime | None:
    """When the witness `key` cosigned this note, or None. Raises NoteFault for a forged line."""
    body, signatures = _split(text)
    for found in _signatures_of(signatures, key):
        seconds = int.from_bytes(found[:8], "big")
        _verify(key, found[8:], _cosigned_text(body, seconds))
        return datetime.fromtimestamp(seconds, tz=UTC)
    return None


def _cosigned_text(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _split(text: str) -> tuple[str, list[str]]:
    body, blank, signatures = text.rpartition("\n\n")
    if not blank or not signatures.endswith("\n") or len(text) > _MAX_NOTE:
        raise NoteFault("not a signed note")
    return body + "\n", signatures[:-1].split("\n")


def _signatures_of(lines: list[str], key: PublicKey) -> list[bytes]:
    found = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != _DASH:
            raise NoteFault("a malformed signature line")
        data = _unbase64(parts[2])
        if parts[1] == key.name and data[:4] == key.id:
            found.append(data[4:])
    return found


def _verify(key: PublicKey, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except (InvalidSignature, ValueError) as wrong:
        raise NoteFault(f"the signature of {key.name} does not fit") from wrong


def _unbase64(text: str) -> bytes:
    """Strict base64: Python alone would pass over stray bits in the last character."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoteFault("malformed base64") from wrong
    if base64.b64encode(data).decode() != text:
        raise NoteFault("base64 with stray bits")
    return data


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NoteFault("a key's name has no spaces and no plus")
    return name
