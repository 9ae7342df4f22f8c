"""How the looks open subjects: one unwrapping for one committed entry, then the newest fields."""

import uuid
from collections.abc import Mapping, Sequence

from bairn.access.terms import Purpose
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import keys, models, sealing, storage
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.terms import SubjectKind

MOST_AT_ONCE = 200  # a case file's people; whoever wants more asks again and is recorded again

Fields = dict[str, str | bytes]


def check_purpose(actor: Actor, purpose: Purpose) -> None:
    """Refuses unless the purpose stands in the entry, which takes it from the actor."""
    if actor.purpose != purpose.value:
        raise Refusal("vault.purpose", "Say for which purpose you open this identity.")


def open_subjects(
    *,
    holder_id: uuid.UUID,
    subject_ids: Sequence[uuid.UUID],
    kind: SubjectKind,
    entry_id: uuid.UUID,
    token: str,
) -> dict[uuid.UUID, Fields]:
    """The newest version of every field of these subjects, in the order asked for.

    Raises Refusal, NotRecordedError when the record does not cover it, SealBrokenError.
    """
    wanted = tuple(dict.fromkeys(subject_ids))
    _check_there(holder_id, wanted, kind)
    rows = list(
        models.SealedField.objects.filter(holder_id=holder_id, subject_id__in=wanted)
        .order_by("subject_id", "field", "-version")
        .distinct("subject_id", "field")
    )
    needed = {row.key_id for row in rows}
    data_keys = list(models.DataKey.objects.filter(id__in=needed))
    wrapped = [storage.as_wrapped(key, holder_id=holder_id) for key in data_keys]
    try:
        clear = keys.service().unwrap(wrapped, entry_id=entry_id, token=token)
    except KeyGoneError:
        raise Refusal("vault.erased", "What was sealed here was erased.") from None
    by_id = {key.id: value for key, value in zip(data_keys, clear, strict=True)}
    opened: dict[uuid.UUID, Fields] = {subject_id: {} for subject_id in wanted}
    for row in rows:
        opened[row.subject_id][row.field] = _open(row, by_id)
    return opened


def as_text(fields: Fields) -> Mapping[str, str]:
    """The fields as text; bytes that were sealed as such are read as UTF-8."""
    return {
        name: value if isinstance(value, str) else value.decode(errors="replace")
        for name, value in fields.items()
    }


def as_bytes(fields: Fields) -> Mapping[str, bytes]:
    """The fields as bytes; text is written as UTF-8."""
    return {
        name: value.encode() if isinstance(value, str) else value for name, value in fields.items()
    }


def _open(row: models.SealedField, data_keys: Mapping[uuid.UUID, bytes]) -> str | bytes:
    if row.key_id not in data_keys:
        raise sealing.SealBrokenError("a field names a key that is not there")
    return sealing.unseal(
        bytes(row.ciphertext),
        key=data_keys[row.key_id],
        nonce=bytes(row.nonce),
        bound_to=sealing.place(row.subject_id, row.field, row.version),
    )


def _check_there(holder_id: uuid.UUID, wanted: Sequence[uuid.UUID], kind: SubjectKind) -> None:
    if len(wanted) > MOST_AT_ONCE:
        raise Refusal("vault.too_many", f"At most {MOST_AT_ONCE} can be opened at once.")
    there = models.Subject.objects.filter(
        id__in=wanted, holder_id=holder_id, kind=kind.value
    ).values_list("erased_at", flat=True)
    found = list(there)
    if len(found) != len(wanted):
        raise Refusal("vault.subject", "There is no such person or text in this report or case.")
    if any(found):
        raise Refusal("vault.erased", "What was sealed here was erased.")
