"""Coding an offence, coding it again blind, amending: each version stays."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from bairn.access import gate
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import coding, kept, models
from bairn.series.coding import Effective
from bairn.series.terms import NewCoding, Place
from bairn.vault import wording

# What the database lets change of an offence after it was coded.
_MAY_CHANGE = (
    "codes", "unsettled", "twice", "earliest", "latest", "latitude", "longitude", "grain_km",
)  # fmt: skip


@gate.act("series.code_offence")
def code_offence(*, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewCoding) -> uuid.UUID:
    """Code one offence of a case; its id. The exact place is sealed."""
    codes = coding.check(said, at=at)
    row = models.Offence(
        number=ids.new_reference("F", year=at.year), codes=codes, unsettled=[], twice=None
    )
    _in_clear(row, said)
    row.save(force_insert=True)
    models.Holding.objects.create(
        offence=row, case_id=case_id, place_id=_sealed(actor, at, case_id, said.place)
    )
    _version(row, case_id, actor, at, codes, said=said)
    gate.subject(row.id)
    gate.note(items=len(codes), place=said.place is not None, times=said.earliest is not None)
    return row.id


@gate.act("series.amend_coding")
def amend_coding(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence_id: uuid.UUID,
    said: NewCoding,
    reason: str,
) -> None:
    """A new version of the first coding; the one before stays, superseded.

    Without a place or times those that stand are kept. What two coders differ on counts again only
    with the reason `settled`.
    """
    codes = coding.check(said, at=at)
    coding.may_amend(reason)
    row = kept.of_case(case_id, offence_id)
    after = coding.amended(codes, unsettled=frozenset(row.unsettled), reason=reason)
    _standing(row, second=False).update(superseded_at=at)
    _version(row, case_id, actor, at, codes, said=said, reason=reason)
    _in_clear(row, said)
    _effective(row, after)
    row.save(update_fields=_MAY_CHANGE)
    if said.place is not None:
        sealed = _sealed(actor, at, case_id, said.place)
        models.Holding.objects.filter(offence=row).update(place_id=sealed)
    gate.subject(row.id)
    gate.note(items=len(codes), reason=reason, unsettled=len(after.unsettled))


@gate.act("series.code_again")
def code_again(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence_id: uuid.UUID,
    codes: Mapping[str, str],
) -> None:
    """A second person codes the same offence, blind to the first; what differs counts no more."""
    again = coding.checked(codes)
    row = kept.of_case(case_id, offence_id)
    first = _standing(row, second=False).get()
    coders = models.Coding.objects.filter(offence=row, by_id=actor.id).exists()
    coding.may_code_again(
        first_by=actor.id if coders else first.by_id, by=actor.id, again=row.twice is not None
    )
    both = coding.both(first.codes, again)
    row.twice = coding.twice(first.codes, again)
    _version(row, case_id, actor, at, again, second=True)
    _effective(row, both)
    row.save(update_fields=_MAY_CHANGE)
    gate.subject(row.id)
    gate.note(items=len(again), compared=len(row.twice), differ=len(both.unsettled))


def _version(
    row: models.Offence,
    case_id: uuid.UUID,
    actor: Actor,
    at: datetime,
    codes: Mapping[str, str],
    *,
    said: NewCoding | None = None,
    reason: str = "",
    second: bool = False,
) -> None:
    before = models.Coding.objects.filter(offence=row).order_by("-version").first()
    models.Coding.objects.create(
        case_id=case_id,
        offence=row,
        version=before.version + 1 if before else 1,
        second=second,
        by_id=actor.id,
        at=at,
        codes=codes,
        earliest=said.earliest if said else None,
        latest=said.latest if said else None,
        reason=reason,
    )


def _standing(row: models.Offence, *, second: bool) -> QuerySet[models.Coding]:
    found = models.Coding.objects.filter(offence=row, second=second, superseded_at__isnull=True)
    if not found.exists():
        raise Refusal("series.no_offence", "There is no such offence in your sight.")
    return found


def _in_clear(row: models.Offence, said: NewCoding) -> None:
    if said.earliest is not None:
        row.earliest, row.latest = coding.hours(said.earliest, said.latest)
    if said.place is not None:
        middle = coding.square(said.place)
        row.latitude, row.longitude = middle.latitude, middle.longitude
        row.grain_km = middle.grain_km


def _effective(row: models.Offence, after: Effective) -> None:
    row.codes, row.unsettled = dict(after.codes), sorted(after.unsettled)


def _sealed(
    actor: Actor, at: datetime, case_id: uuid.UUID, place: Place | None
) -> uuid.UUID | None:
    words = {"offence_place": coding.exact(place)} if place else {}
    return wording.sealed(actor, at, words, case_id=case_id)
