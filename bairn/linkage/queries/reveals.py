"""The requests of a report or case, and what others ask of those who answer for a holder."""

import uuid
from datetime import datetime

from django.db.models import Case, Q, When

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.linkage import models, revealing
from bairn.linkage.terms.reveals import (
    AskedOfUs,
    PartAnswer,
    RevealCard,
    Revealed,
    RevealPurpose,
    RevealsHere,
    RevealState,
)
from bairn.vault.holders import holder_of

MOST = 200


@gate.look("linkage.reveals")
def reveals(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> RevealsHere:
    """The requests of this report or case, the newest first, and what was revealed to it.

    A request that nobody answered, one that was answered with not now, and one that there was
    nothing to answer to look alike.
    """
    held = holder_of(case_id=case_id, report_id=report_id)
    asked = models.Reveal.objects.filter(holder_id=held).order_by("-asked_at", "-id")[:MOST]
    shown = models.Shown.objects.filter(holder_id=held, until_at__isnull=True).order_by("at", "id")
    here = RevealsHere(
        asked=tuple(_card(row, at) for row in asked),
        revealed=tuple(map(_revealed, shown[:MOST])),
    )
    gate.note(asked=len(here.asked), revealed=len(here.revealed))
    return here


@gate.look("linkage.asked_of_us")
def asked_of_us(*, actor: Actor, at: datetime) -> tuple[AskedOfUs, ...]:
    """What other units ask of the holders one answers for: what waits, then what was agreed to.

    A yes stays in sight after its time, since it may be taken back.
    """
    stands = Q(answer=PartAnswer.YES.value) | Q(closed_at__isnull=True, ends_at__gt=at)
    # What waits for an answer before what was agreed to: those only grow.
    waits_first = Case(When(answer=PartAnswer.YES.value, then=1), default=0)
    rows = models.RevealPart.objects.filter(stands).order_by(waits_first, "asked_at", "id")
    standing = list(rows[:MOST])
    gate.note(count=len(standing))
    return tuple(map(_asked, standing))


@gate.look("linkage.own_key")
def own_key(*, actor: Actor, at: datetime) -> tuple[tuple[uuid.UUID, RevealCard], ...]:
    """Requests of one's own side that wait for the first key, with their holder, oldest first.

    Without what one asked oneself: another person agrees to it.
    """
    rows = models.Reveal.objects.filter(state=RevealState.ASKED.value, ends_at__gt=at)
    found = rows.exclude(asked_by=actor.id).order_by("asked_at", "id")[:MOST]
    gate.note(count=len(found))
    return tuple((row.holder_id, _card(row, at)) for row in found)


def _card(row: models.Reveal, at: datetime) -> RevealCard:
    return RevealCard(
        id=row.id,
        subject_id=row.subject_id,
        purpose=RevealPurpose(row.purpose),
        words_id=row.words_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=revealing.state_at(RevealState(row.state), ends_at=row.ends_at, at=at),
        decided_by=row.decided_by,
        ends_at=row.ends_at,
    )


def _revealed(row: models.Shown) -> Revealed:
    return Revealed(
        lead_id=row.lead_id,
        other_holder=row.other_holder,
        kind=row.kind,
        reference=row.reference,
        unit_id=row.unit_id,
        contact_id=row.contact_id,
        at=row.at,
    )


def _asked(row: models.RevealPart) -> AskedOfUs:
    return AskedOfUs(
        part_id=row.id,
        holder_id=row.holder_id,
        reference=row.reference,
        asking_unit=row.asking_unit,
        purpose=RevealPurpose(row.purpose),
        asked_at=row.asked_at,
        ends_at=row.ends_at,
        answer=PartAnswer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
    )
