"""How a file may come in: how large, how many at once, how long one waits, and when it is whole."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from bairn.evidence.terms.files import DigestOnly
from bairn.evidence.terms.uploads import Upload, UploadState
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

MOST_OPEN = 20  # uploads that one person may have under way in the whole house
IDLE = timedelta(days=7)  # what nobody has sent a byte of for a week is dropped
RESERVE = 1024**3  # bytes of the disk that no upload may take: the record needs them
SALT_BYTES = 32
SHA256_BYTES = 32
_CLOSED = {
    UploadState.TAKEN: ("evidence.upload_taken", "This file was taken in already."),
    UploadState.REFUSED: ("evidence.upload_refused", "This upload was refused; begin a new one."),
    UploadState.WITHDRAWN: ("evidence.upload_withdrawn", "This upload was withdrawn."),
    UploadState.EXPIRED: ("evidence.upload_expired", "This upload was not finished in time."),
}


def check_size(size: int | None, *, limit: int, free: int) -> None:
    """Refuses what is larger than the house takes or the disk holds.

    Raises Refusal evidence.not_a_size, evidence.file_too_large, evidence.no_room.
    """
    if size is not None and size < 0:
        raise Refusal("evidence.not_a_size", "A file has a size in bytes.", field="file")
    if size is not None and size > limit:
        raise too_large(limit)
    if (size or 0) + RESERVE > free:
        raise Refusal(
            "evidence.no_room",
            "The disk of this house has no room for this file; tell whoever runs it.",
            field="file",
        )


def too_large(limit: int) -> Refusal:
    """A file that the house does not take."""
    said = Text(f"A file may have at most {limit:,} bytes.", f"文件最大为 {limit:,} 字节。")
    return Refusal("evidence.file_too_large", said.en, field="file", text=said)


def check_digest_said(sha256: bytes) -> None:
    """Refuses what cannot be a SHA-256. Raises Refusal evidence.not_a_digest."""
    if sha256 and len(sha256) != SHA256_BYTES:
        raise Refusal(
            "evidence.not_a_digest", "A SHA-256 has 64 hexadecimal digits.", field="sha256"
        )


def check_named(said: DigestOnly) -> None:
    """Refuses digests that cannot be, and a size that is none.

    Raises Refusal evidence.not_a_digest, evidence.not_a_size.
    """
    lengths = (
        ("sha256", said.sha256, {32}),
        ("sha1", said.sha1, {0, 20}),
        ("md5", said.md5, {0, 16}),
    )
    for name, value, fitting in lengths:
        if len(value) not in fitting:
            raise Refusal(
                "evidence.not_a_digest", "A digest has another number of digits.", field=name
            )
    if said.size < 0:
        raise Refusal("evidence.not_a_size", "A file has a size in bytes.", field="size")


def check_count(under_way: int) -> None:
    """Refuses one more than a person may have under way: evidence.too_many_uploads."""
    if under_way >= MOST_OPEN:
        raise Refusal(
            "evidence.too_many_uploads",
            f"You have {MOST_OPEN} uploads under way; finish or withdraw one first.",
        )


def check_open(state: UploadState, expires_at: datetime, *, at: datetime) -> None:
    """Refuses an upload that has ended. Raises Refusal evidence.upload_… by its state."""
    if state is UploadState.ARRIVING and at >= expires_at:
        state = UploadState.EXPIRED
    if state in _CLOSED:
        code, reason = _CLOSED[state]
        raise Refusal(code, reason)


def check_redaction(original: object, reason: str) -> None:
    """Refuses a redacted copy without its original or its reason. Raises evidence.redaction."""
    if (original is None) != (not reason):
        raise Refusal(
            "evidence.redaction", "A redacted copy names its original and why.", field="redaction"
        )


def check_whole(said: Upload, *, size: int, sha256: bytes) -> None:
    """Refuses what is not what was said of it.

    Raises Refusal evidence.file_cut, evidence.digest_differs.
    """
    if said.size is not None and said.size != size:
        raise Refusal("evidence.file_cut", "The file did not arrive whole.", field="file")
    if said.sha256 and not hmac.compare_digest(said.sha256, sha256):
        raise Refusal(
            "evidence.digest_differs",
            "What arrived has another SHA-256 than was said; send the file again.",
            field="sha256",
        )


def check_twins(twins: Sequence[object], *, twice: bool) -> None:
    """Refuses a second copy where whoever sent it wanted none. Raises Refusal evidence.twin."""
    if twins and not twice:
        raise Refusal("evidence.twin", "The case holds a file with the same content already.")


def expires(at: datetime) -> datetime:
    """Until when an upload that was touched at `at` may go on."""
    return at + IDLE


def leaves_content(*, restricted: bool, house_keeps: str) -> bool:
    """Whether the content of a file stays in a house that keeps `digest` or `sealed`."""
    return house_keeps == "sealed" or not restricted


def commitment(salt: bytes, sha256: bytes) -> str:
    """What the record says of a file: it can be checked by whoever has the salt, and tells nothing.

    HMAC-SHA-256 of the digest under the salt, in hexadecimal digits.
    """
    return hmac.digest(salt, sha256, "sha256").hex()
