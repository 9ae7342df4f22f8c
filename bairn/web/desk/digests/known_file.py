"""One file of a report: what the lists say of it, and whether it was named before. Never opened."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.digests import queries
from bairn.digests.terms import Digest, Entry, SeenBefore, measured_and_stated
from bairn.intake import queries as intake
from bairn.intake.terms import FileCard, ReportCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import who


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file with what each list says of it and where else it was named."""

    card: ReportCard
    entries: tuple[Entry, ...]
    seen: SeenBefore
    references: Mapping[uuid.UUID, str]  # of reports within reach


@gate.look("desk.known_file")
def read(*, actor: Actor, at: datetime, report_id: uuid.UUID, file_id: uuid.UUID) -> FileRead:
    """What is known of one file. Raises Refusal intake.no_file."""
    card = intake.report(actor=actor, at=at, report_id=report_id)
    digests = _digests(next((one for one in card.files if one.id == file_id), None))
    said = {
        one.list_id: one
        for digest in digests
        for one in queries.entry(actor=actor, at=at, digest=digest)
    }
    seen = queries.seen_before(actor=actor, at=at, report_id=report_id, digests=digests)
    rows = intake.by_ids(actor=actor, at=at, report_ids=seen.within_reach)
    gate.note(found=len(said), seen=len(seen.within_reach), elsewhere=seen.elsewhere)
    return FileRead(
        card=card,
        entries=tuple(said.values()),
        seen=seen,
        references={row.id: row.reference for row in rows},
    )


@require_safe
def known_file(request: HttpRequest, report_id: uuid.UUID, named_id: uuid.UUID) -> HttpResponse:
    """What the lists say of one file, for whoever works on its report."""
    actor, at = who.actor_of(request), clock.now()
    found = read(actor=actor, at=at, report_id=report_id, file_id=named_id)
    context = {
        "at": at,
        "card": found.card,
        "entries": [
            {"entry": one, "words": [(name, _said(value)) for name, value in one.words.items()]}
            for one in found.entries
        ],
        "seen": [(one, found.references.get(one, "")) for one in found.seen.within_reach],
        "elsewhere": found.seen.elsewhere,
    }
    return render(request, "desk/digests/known_file.html", context)


def _digests(file: FileCard | None) -> tuple[Digest, ...]:
    if file is None:
        raise Refusal("intake.no_file", "This report names no such file.")
    return measured_and_stated(
        md5=file.md5, sha1=file.sha1, sha256=file.sha256, stated=file.stated_digests
    )


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
