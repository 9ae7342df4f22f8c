"""Accounts and documents in clear: what somebody said or sent, recorded before it is read."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import models, opening
from bairn.vault.holders import holder_of
from bairn.vault.terms import OpenedDocument, OpenedWords, SubjectKind

OF_EXHIBITS = "exhibit_"  # how the fields of what is said of exhibits are named


@gate.look("words.read", log_first=True)
def read_words(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> tuple[OpenedWords, ...]:
    """These words of one report or case, in the order asked for, the newest version of each.

    Raises Refusal: vault.too_many, vault.subject, vault.erased.
    """
    opened = opening.open_subjects(
        holder_id=holder_of(report_id=report_id, case_id=case_id),
        subject_ids=subject_ids,
        kind=SubjectKind.WORDS,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    return tuple(
        OpenedWords(subject_id=subject_id, fields=opening.as_text(fields))
        for subject_id, fields in opened.items()
    )


@gate.look("words.read_exhibit", log_first=True)
def read_exhibit_words(
    *, actor: Actor, at: datetime, subject_ids: Sequence[uuid.UUID], case_id: uuid.UUID
) -> tuple[OpenedWords, ...]:
    """What was said of exhibits of this case, and no other words of it, in the order asked for.

    Raises Refusal: vault.not_of_exhibits, vault.too_many, vault.subject, vault.erased.
    """
    others = models.SealedField.objects.filter(subject_id__in=subject_ids, holder_id=case_id)
    if others.exclude(field__startswith=OF_EXHIBITS).exists():
        raise Refusal("vault.not_of_exhibits", "These words were not said of an exhibit.")
    opened = opening.open_subjects(
        holder_id=case_id,
        subject_ids=subject_ids,
        kind=SubjectKind.WORDS,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    return tuple(
        OpenedWords(subject_id=subject_id, fields=opening.as_text(fields))
        for subject_id, fields in opened.items()
    )


@gate.look("document.read", log_first=True)
def read_documents(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> tuple[OpenedDocument, ...]:
    """These documents of one report or case, byte for byte as they arrived.

    Raises Refusal: vault.too_many, vault.subject, vault.erased.
    """
    opened = opening.open_subjects(
        holder_id=holder_of(report_id=report_id, case_id=case_id),
        subject_ids=subject_ids,
        kind=SubjectKind.DOCUMENT,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    return tuple(
        OpenedDocument(subject_id=subject_id, parts=opening.as_bytes(fields))
        for subject_id, fields in opened.items()
    )
