"""Traces: an identifier of a case whose owner is not known, sealed as somebody of whom only that
is known, so that it is compared like everybody else."""

import json
import uuid
from datetime import datetime

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import codes, models
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

LONGEST = 2000


@gate.act("linkage.note_trace")
def note_trace(  # long: three checks and one row
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kind: str,
    value: str,
    source: str,
    platform: str = "",
    about: uuid.UUID | None = None,
) -> uuid.UUID:
    """Notes an identifier that turned up in a case; its id. The value is sealed."""
    book = codes.book()
    if kind not in book.traces:
        raise Refusal("linkage.trace", "Choose what it is.", field="kind")
    if source not in book.sources:
        raise Refusal("linkage.trace_source", "Say where it comes from.", field="source")
    text = value.strip()
    if not text or len(text) > LONGEST:
        raise Refusal("linkage.trace_value", "Write the value itself.", field="value")
    if kind == "account" and not platform.strip():
        raise Refusal("linkage.trace_platform", "Say on which platform.", field="platform")
    if about is not None:
        people = cases.participants(actor=actor, at=at, case_id=case_id)
        if all(one.id != about for one in people):
            raise Refusal("linkage.trace_about", "Choose somebody of this case.", field="about")
    subject_id = vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.PERSON,
        fields={book.trace_fields[kind]: _written(kind, text, platform.strip())},
        case_id=case_id,
    )
    row = models.Trace.objects.create(
        holder_id=case_id,
        subject_id=subject_id,
        kind=kind,
        source=source,
        about=about,
        by_id=actor.id,
        at=at,
    )
    gate.subject(subject_id)
    gate.note(kind=kind, source=source)
    return row.id


def _written(kind: str, value: str, platform: str) -> str:
    """The JSON list in which the vault holds such values."""
    row: object = value
    if kind == "account":
        row = {"platform": platform, "handle": value}
    elif kind in ("address", "device"):
        row = {"kind": kind, "value": value, "note": ""}
    return json.dumps([row], ensure_ascii=False)
