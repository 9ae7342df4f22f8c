"""What was said to a signal of neglect: the only words that an inspector may read."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import opening
from bairn.vault.terms import OpenedWords, SubjectKind


@gate.look("words.read_signal", log_first=True)
def read_signal_words(
    *, actor: Actor, at: datetime, subject_ids: Sequence[uuid.UUID], case_id: uuid.UUID
) -> tuple[OpenedWords, ...]:
    """These words, sealed under a signal (`case_id` is its id), in the order asked for.

    Refuses the words of a case or report, whoever asks. Raises Refusal: vault.not_a_signal,
    vault.too_many, vault.subject, vault.erased.
    """
    if circles.kind_of(case_id) is not HolderKind.SIGNAL:
        raise Refusal("vault.not_a_signal", "These words belong to no signal.")
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
