"""Asking for a bundle, and sealing one: its manifest's digest goes on the record."""

import re
import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn import jobs
from bairn.access import gate
from bairn.disclosure import kept, making, models, releasing, surroundings
from bairn.disclosure.terms import SealedBundle, Stage
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

_DIGEST = re.compile(r"[0-9a-f]{64}")
MAKE = "disclosure.make_bundle"


@gate.act("disclosure.ask_bundle")
def ask_bundle(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, release_id: uuid.UUID
) -> uuid.UUID:
    """Have a bundle made of a release, soon; the id under which its way can be followed."""
    schedule = surroundings.schedule(actor, at, case_id)
    releasing.may_bundle(kept.release(case_id, release_id), schedule, at=at)
    _break_off(case_id, release_id, at)
    try:
        with transaction.atomic():
            row = models.Making.objects.create(
                case_id=case_id, release_id=release_id, asked_at=at, asked_by=actor.id
            )
    except IntegrityError as twin:
        raise Refusal("disclosure.making", "A bundle of this release is being made.") from twin
    jobs.defer(MAKE, case_id=case_id, making_id=row.id)
    gate.subject(release_id)
    return row.id


def _break_off(case_id: uuid.UUID, release_id: uuid.UUID, at: datetime) -> None:
    """Ends what nothing was heard of for too long; refuses while another is being made."""
    rows = models.Making.objects.select_for_update().filter(case_id=case_id, release_id=release_id)
    found = kept.makings(rows.filter(stage__in=[Stage.ASKED.value, Stage.WRITING.value]), at=at)
    making.may_ask(found)
    lost = rows.filter(id__in=[one.id for one in found])
    lost.update(stage=Stage.FAILED.value, reason=making.BROKEN_OFF)
    gate.note(broken_off=len(found))


@gate.act("disclosure.bundle_goes_on")
def bundle_goes_on(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    making_id: uuid.UUID,
    done: int,
    total: int,
) -> None:
    """Say how far a bundle is: `done` of `total` bytes are written."""
    row = kept.going_on(case_id, making_id)
    row.stage, row.done, row.total, row.heard_at = Stage.WRITING.value, done, total, at
    row.save(update_fields=["stage", "done", "total", "heard_at"])
    gate.note(done_bytes=done, total_bytes=total)


@gate.act("disclosure.bundle_failed")
def bundle_failed(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, making_id: uuid.UUID, reason: str
) -> None:
    """Say that a bundle was not made, and by which refusal."""
    row = kept.going_on(case_id, making_id)
    row.stage, row.reason = Stage.FAILED.value, reason[:64]
    row.save(update_fields=["stage", "reason"])
    gate.note(reason=reason)


@gate.act("disclosure.seal_bundle")
def seal_bundle(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    release_id: uuid.UUID,
    manifest: str,
    files: int,
    size: int,
    paper: bool,
) -> SealedBundle:
    """Seal a bundle: the SHA-256 of its tag manifest stands in this act's own entry.

    The release is asked once more: one that was revoked while the bundle was written seals nothing.
    """
    if not _DIGEST.fullmatch(manifest):
        raise Refusal("disclosure.manifest", "This is not the digest of a manifest.")
    found = kept.release(case_id, release_id)
    releasing.may_bundle(found, surroundings.schedule(actor, at, case_id), at=at)
    row = models.Bundle.objects.create(
        case_id=case_id,
        release_id=release_id,
        manifest=manifest,
        files=files,
        size=size,
        paper=paper,
        entry_id=gate.entry_id(),
        at=at,
        by_id=actor.id,
    )
    gate.subject(row.id)
    gate.note(
        manifest=manifest,
        release=release_id,
        recipient=found.recipient,
        identities=found.identities,
        files=files,
        size_bytes=size,
    )
    return kept.bundle(row)


@gate.act("disclosure.keep_bundle")
def keep_bundle(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    making_id: uuid.UUID,
    bundle_id: uuid.UUID,
    key: bytes,
) -> None:
    """Say that a bundle that was asked for can be fetched; the key of its tables is sealed."""
    row = kept.going_on(case_id, making_id)
    bundle = models.Bundle.objects.filter(case_id=case_id, id=bundle_id).first()
    if bundle is None or bundle.release_id != row.release_id:
        raise Refusal("disclosure.no_bundle", "This case has no such bundle.")
    key_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.FILE, fields={"key": key}, case_id=case_id
    )
    models.KeptBundle.objects.create(bundle=bundle, case_id=case_id, key_id=key_id)
    row.stage, row.bundle, row.done = Stage.MADE.value, bundle, row.total
    row.save(update_fields=["stage", "bundle", "done"])
    gate.subject(bundle_id)
