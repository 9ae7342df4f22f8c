"""Words that somebody wrote beside an act, sealed together; for the acts of every room."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.vault import actions
from bairn.vault.terms import SubjectKind


def sealed(
    actor: Actor,
    at: datetime,
    words: Mapping[str, str],
    *,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> uuid.UUID | None:
    """The subject of the words that say something, each under its field; None when none does.

    It passes the gate by `vault.seal`. Raises Refusal as that does.
    """
    fields = {name: text.strip() for name, text in words.items() if text.strip()}
    if not fields:
        return None
    return actions.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields=dict(fields),
        case_id=case_id,
        report_id=report_id,
    )
