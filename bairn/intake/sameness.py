"""What shows that a report came before: keyed digests, so a stolen table compares with nothing.

A report in which nothing was said has no digest: two empty reports are not one.
"""

import hashlib
import hmac
from dataclasses import fields

from bairn.intake.terms import ReportDraft


def content_digest(draft: ReportDraft, *, secret: bytes) -> bytes | None:
    """32 bytes that the same content gives again, whatever the spaces in its document.

    None where nobody said anything that could be told apart from another report.
    """
    said = _said(draft)
    return _keyed(b"bairn.content.1", said, secret) if said else None


def number_digest(number: str, *, sender: str, secret: bytes) -> bytes | None:
    """32 bytes for the number that this sender gave to its own report, None where it gave none."""
    if not number.strip():
        return None
    return _keyed(b"bairn.number.1", [sender.strip().casefold(), number.strip()], secret)


def _said(draft: ReportDraft) -> list[str]:
    if draft.elements:
        return [repr((one.path, one.value, one.attributes)) for one in draft.elements]
    if draft.original:
        return [hashlib.sha256(draft.original).hexdigest()]
    words = [text for one in fields(draft.words) if (text := getattr(draft.words, one.name))]
    if not words:
        return []
    # Never printed: it goes into the digest and nowhere else.
    return [*words, *(_of_person(one.role, one.identity) for one in draft.people)]


def _of_person(role: str, identity: object) -> str:
    parts = [repr(getattr(identity, one.name)) for one in fields(identity)]  # type: ignore[arg-type] # an Identity
    return "|".join((role, *parts))


def _keyed(label: bytes, parts: list[str], secret: bytes) -> bytes:
    digest = hmac.new(secret, label, hashlib.sha256)
    for part in parts:
        written = part.encode("utf-8", "surrogatepass")
        digest.update(len(written).to_bytes(8, "big") + written)
    return digest.digest()
