"""Letting something leave, agreeing that identities do, and taking it back."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.disclosure import codes, kept, models, releasing, surroundings
from bairn.disclosure.terms import NewRelease, Piece
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording


@gate.act("disclosure.release")
def release(*, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRelease) -> uuid.UUID:
    """Let pieces of the case leave to one recipient on one ground until a day; the release's id.

    Reference and recipient are sealed. A file takes its exhibit along. Where identities leave, a
    custodian has to agree before a bundle is made.
    """
    schedule = surroundings.schedule(actor, at, case_id)
    releasing.may_release(said, schedule, at=at, lists=codes.lists())
    words = wording.sealed(
        actor,
        at,
        {"reference": said.reference, "recipient": said.recipient_words},
        case_id=case_id,
    )
    if words is None:
        raise Refusal("disclosure.reference", "Say where the ground can be looked up.")
    row = models.Release.objects.create(
        case_id=case_id,
        number=models.Release.objects.filter(case_id=case_id).count() + 1,
        recipient=said.recipient,
        authority=said.authority,
        identities=said.identities,
        words_id=words,
        until=said.until,
        at=at,
        by_id=actor.id,
    )
    exhibits = [Piece(one.exhibit_id) for one in said.pieces]
    models.ReleasePiece.objects.bulk_create(
        models.ReleasePiece(
            release=row, case_id=case_id, exhibit_id=one.exhibit_id, file_id=one.file_id
        )
        for one in dict.fromkeys([*said.pieces, *exhibits])
    )
    gate.subject(row.id)
    gate.note(
        recipient=said.recipient,
        authority=said.authority,
        identities=said.identities,
        pieces=len(said.pieces),
    )
    return row.id


@gate.act("disclosure.agree_identities")
def agree_identities(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, release_id: uuid.UUID
) -> None:
    """A custodian agrees that identities leave with this release."""
    releasing.may_agree(kept.release(case_id, release_id), by=actor.id)
    models.Agreement.objects.create(release_id=release_id, case_id=case_id, at=at, by_id=actor.id)
    gate.subject(release_id)


@gate.act("disclosure.revoke")
def revoke(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, release_id: uuid.UUID, reason: str
) -> None:
    """Take a release back: no bundle is made of it any more, and none is handed out."""
    found = kept.release(case_id, release_id)
    releasing.may_revoke(found, reason=reason, lists=codes.lists())
    models.Revocation.objects.create(
        release_id=release_id, case_id=case_id, reason=reason, at=at, by_id=actor.id
    )
    gate.subject(release_id)
    gate.note(reason=reason)
