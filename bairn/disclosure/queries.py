"""What can be seen of disclosure: the schedule, what may leave and what has left."""

import uuid
from datetime import datetime

from bairn.access import gate, reach
from bairn.disclosure import kept, models, releasing, surroundings
from bairn.disclosure.terms import Leaving, Making, Release, Schedule, SealedBundle
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST_MAKINGS = 20
MOST_ASKED = 200


@gate.look("disclosure.see_schedule")
def schedule(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Schedule:
    """Every exhibit and file of the case: used, unused, withheld, or not looked at yet."""
    found = surroundings.schedule(actor, at, case_id)
    gate.note(rows=len(found.rows), unsaid=len(found.unsaid), waiting=len(found.waiting))
    return found


@gate.look("disclosure.leaving")
def leaving(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Leaving:
    """The releases of the case, newest first, with the bundles made of them and on their way."""
    makings = models.Making.objects.filter(case_id=case_id).order_by("-asked_at", "-id")
    found = Leaving(
        releases=kept.releases(case_id),
        makings=kept.makings(makings[:MOST_MAKINGS], at=at),
        bundles=kept.bundles(case_id),
    )
    gate.note(releases=len(found.releases), bundles=len(found.bundles))
    return found


@gate.look("disclosure.agreeing")
def agreeing(*, actor: Actor, at: datetime) -> tuple[Release, ...]:
    """Releases of my circle under which identities are to leave, in force, newest first, 200.

    Those that were agreed to stand here too, until their day.
    """
    mine = reach.in_circle(actor.id)
    rows = models.Release.objects.filter(
        case_id__in=mine, identities=True, until__gt=at, revocation__isnull=True
    )
    found = [kept.release(row.case_id, row.id) for row in rows.order_by("-at", "-id")[:MOST_ASKED]]
    gate.note(count=len(found))
    return tuple(found)


@gate.look("disclosure.prepare")
def prepare(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, release_id: uuid.UUID
) -> tuple[Release, Schedule]:
    """A release of which a bundle may be made now, with the schedule that goes along."""
    found = kept.release(case_id, release_id)
    schedule = surroundings.schedule(actor, at, case_id)
    releasing.may_bundle(found, schedule, at=at)
    gate.subject(release_id)
    return found, schedule


@gate.look("disclosure.fetch")
def fetch(*, actor: Actor, at: datetime, case_id: uuid.UUID, bundle_id: uuid.UUID) -> SealedBundle:
    """A bundle that is taken away. Refuses one whose release was revoked or has run out."""
    row = models.Bundle.objects.filter(case_id=case_id, id=bundle_id).first()
    if row is None:
        raise Refusal("disclosure.no_bundle", "This case has no such bundle.")
    schedule = surroundings.schedule(actor, at, case_id)
    releasing.may_bundle(kept.release(case_id, row.release_id), schedule, at=at)
    gate.subject(bundle_id)
    gate.note(manifest=row.manifest)
    key = models.KeptBundle.objects.filter(bundle=row).first()
    if key is None:
        raise Refusal(
            "disclosure.not_kept", "This bundle was made by a command: whoever called it has it."
        )
    return kept.bundle(row, key_id=key.key_id)


@gate.look("disclosure.asked")
def asked(*, actor: Actor, at: datetime, case_id: uuid.UUID, making_id: uuid.UUID) -> Making:
    """A bundle that was asked for: of which release, and how far it is."""
    row = kept.making(case_id, making_id)
    # However late: whoever looks is about to make it, unless another was asked for meanwhile.
    (found,) = kept.makings([row], at=row.heard_at or row.asked_at)
    return found
