"""Between the tables of disclosure and its terms."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from bairn.disclosure import making as rule
from bairn.disclosure import models
from bairn.disclosure.terms import (
    Answer,
    Line,
    Making,
    Piece,
    Release,
    SealedBundle,
    Stage,
    Use,
)
from bairn.kernel.refusal import Refusal


def lines(case_id: uuid.UUID) -> Mapping[Piece, Line]:
    """What was said last of each piece of the case."""
    answers = {row.line_id: row for row in models.LineAnswer.objects.filter(case_id=case_id)}
    found = {}
    for row in models.Line.objects.filter(case_id=case_id).order_by("number"):
        found[Piece(row.exhibit_id, row.file_id)] = _line(row, answers.get(row.id))
    return found


def _line(row: models.Line, answer: models.LineAnswer | None) -> Line:
    return Line(
        id=row.id,
        piece=Piece(row.exhibit_id, row.file_id),
        number=row.number,
        use=Use(row.use),
        reason=row.reason,
        words_id=row.words_id,
        at=row.at,
        by_id=row.by_id,
        answer=Answer(answer.answer) if answer else None,
        answered_by=answer.by_id if answer else None,
        answered_at=answer.at if answer else None,
        declined_for=answer.reason if answer else "",
    )


def releases(case_id: uuid.UUID) -> tuple[Release, ...]:
    """The releases of the case, newest first."""
    rows = models.Release.objects.filter(case_id=case_id).prefetch_related("pieces")
    agreed = {row.release_id: row for row in models.Agreement.objects.filter(case_id=case_id)}
    gone = {row.release_id: row for row in models.Revocation.objects.filter(case_id=case_id)}
    return tuple(
        _release(row, agreed.get(row.id), gone.get(row.id)) for row in rows.order_by("-number")
    )


def release(case_id: uuid.UUID, release_id: uuid.UUID) -> Release:
    """One release of the case. Refuses an id that is none of its."""
    found = next((one for one in releases(case_id) if one.id == release_id), None)
    if found is None:
        raise Refusal("disclosure.no_release", "This case has no such release.")
    return found


def _release(
    row: models.Release, agreed: models.Agreement | None, gone: models.Revocation | None
) -> Release:
    return Release(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        recipient=row.recipient,
        authority=row.authority,
        identities=row.identities,
        words_id=row.words_id,
        until=row.until,
        at=row.at,
        by_id=row.by_id,
        pieces=tuple(Piece(one.exhibit_id, one.file_id) for one in row.pieces.all()),
        agreed_by=agreed.by_id if agreed else None,
        agreed_at=agreed.at if agreed else None,
        revoked_at=gone.at if gone else None,
        revoked_by=gone.by_id if gone else None,
        revoked_for=gone.reason if gone else "",
    )


def bundle(row: models.Bundle, *, key_id: uuid.UUID | None = None) -> SealedBundle:
    """A bundle as it is told."""
    return SealedBundle(
        id=row.id,
        case_id=row.case_id,
        release_id=row.release_id,
        manifest=row.manifest,
        files=row.files,
        size=row.size,
        paper=row.paper,
        entry_id=row.entry_id,
        at=row.at,
        by_id=row.by_id,
        key_id=key_id,
    )


def bundles(case_id: uuid.UUID) -> tuple[SealedBundle, ...]:
    """The bundles of the case, newest first."""
    keys = {row.bundle_id: row.key_id for row in models.KeptBundle.objects.filter(case_id=case_id)}
    rows = models.Bundle.objects.filter(case_id=case_id).order_by("-at", "-id")
    return tuple(bundle(row, key_id=keys.get(row.id)) for row in rows)


def makings(rows: Iterable[models.Making], *, at: datetime) -> tuple[Making, ...]:
    """Bundles on their way, as they stand at this moment."""
    return tuple(_making(row, at) for row in rows)


def _making(row: models.Making, at: datetime) -> Making:
    stage, heard_at = Stage(row.stage), row.heard_at or row.asked_at
    lost = rule.broken_off(stage, heard_at=heard_at, at=at)
    return Making(
        id=row.id,
        case_id=row.case_id,
        release_id=row.release_id,
        stage=Stage.FAILED if lost else stage,
        done=row.done,
        total=row.total,
        reason=rule.BROKEN_OFF if lost else row.reason,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        heard_at=heard_at,
        bundle_id=row.bundle_id,
    )


def going_on(case_id: uuid.UUID, making_id: uuid.UUID) -> models.Making:
    """The row of a bundle that is being made, held still. Refuses one whose making has ended."""
    making(case_id, making_id)
    row = models.Making.objects.select_for_update().get(case_id=case_id, id=making_id)
    rule.goes_on(Stage(row.stage))
    return row


def making(case_id: uuid.UUID, making_id: uuid.UUID) -> models.Making:
    """The row of a bundle on its way. Refuses an id that is none of the case's."""
    row = models.Making.objects.filter(case_id=case_id, id=making_id).first()
    if row is None:
        raise Refusal("disclosure.no_making", "This case has no such bundle on its way.")
    return row
