"""What can be done in protocols: start a pack, record facts, stop and start clocks, waive, move."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import kept, models, packs, recorded, waiving
from bairn.protocols.terms import Binding, CaseFacts, MoveReason, Pack, Step


@gate.act("protocols.start")
def start(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    pack_id: str,
    time_zone: str,
    facts: CaseFacts | None = None,
) -> Binding:
    """Puts a case under the current version of a pack, pinned by its content, with first facts.

    `time_zone` is the IANA name of the clock on the unit's wall. Refuses an unknown pack or zone,
    a fact outside the vocabulary, and a case that has its pack already.
    """
    if pack_id not in packs.ids():
        raise Refusal("protocols.pack", "There is no such pack.", field="pack_id")
    zone = _zone(time_zone)
    pack = packs.current(pack_id)
    kept.keep_edition(pack, at=at)
    try:
        with transaction.atomic():
            _bind(actor, at, case_id, pack, number=1, zone=zone, reason="")
    except IntegrityError as twice:
        raise Refusal("protocols.started", "This case works under a pack already.") from twice
    _keep_facts(actor, at, case_id, facts or CaseFacts(), about=None)
    gate.note(pack=pack.id, version=pack.version, digest=pack.digest)
    return Binding(
        case_id=case_id,
        number=1,
        pack=pack.id,
        version=pack.version,
        digest=pack.digest,
        zone=zone,
        started_at=at,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise Refusal("protocols.zone", "This is not a time zone.", field="time_zone") from unknown


def _bind(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    pack: Pack,
    *,
    number: int,
    zone: ZoneInfo,
    reason: str,
) -> None:
    models.Binding.objects.create(
        case_id=case_id,
        number=number,
        edition_id=pack.digest,
        time_zone=zone.key,
        started_at=at,
        reason=reason,
        by_id=actor.id,
    )


@gate.act("protocols.record_facts")
def record_facts(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    facts: CaseFacts,
    about: uuid.UUID | None = None,
) -> int:
    """Records what became known, of the case or of one participant; nothing is overwritten.

    Returns how many facts were recorded. Refuses a fact or value outside the vocabulary.
    """
    count = _keep_facts(actor, at, case_id, facts, about=about)
    gate.note(facts=count)
    return count


@gate.act("protocols.forget_fact")
def forget_fact(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    name: str,
    about: uuid.UUID | None = None,
) -> None:
    """Makes a fact unknown again, as when it turns out that nobody really knows."""
    if name not in recorded.vocabulary():
        raise Refusal("protocols.fact", "This is not a fact that a pack can ask about.", field=name)
    models.Fact.objects.create(
        case_id=case_id, about=about, name=name, value=None, recorded_at=at, by_id=actor.id
    )
    gate.note(fact=name)


def _keep_facts(
    actor: Actor, at: datetime, case_id: uuid.UUID, facts: CaseFacts, *, about: uuid.UUID | None
) -> int:
    rows = [
        models.Fact(
            case_id=case_id, about=about, name=name, value=value, recorded_at=at, by_id=actor.id
        )
        for name, value in recorded.to_keep(facts).items()
    ]
    models.Fact.objects.bulk_create(rows)
    return len(rows)


@gate.act("protocols.pause")
def pause(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str, reason: str) -> None:
    """Stops the clock of a step. Refuses a reason its pack does not allow, and a second pause."""
    row = _step(case_id, step)
    if reason not in row.pause_reasons:
        raise Refusal(
            "protocols.pause", "This step may not be paused for that reason.", field="reason"
        )
    try:
        with transaction.atomic():
            models.Pause.objects.create(
                case_id=case_id, step=step, reason=reason, from_at=at, by_id=actor.id
            )
    except IntegrityError as twice:
        raise Refusal("protocols.paused", "The clock of this step stands still already.") from twice
    gate.note(step=step, reason=reason)


@gate.act("protocols.resume")
def resume(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str) -> None:
    """Sets the clock of a paused step going again. Refuses a step that is not paused."""
    standing = models.Pause.objects.filter(case_id=case_id, step=step, until_at__isnull=True)
    if not standing.update(until_at=at):
        raise Refusal("protocols.not_paused", "The clock of this step does not stand still.")
    gate.note(step=step)


@gate.act("protocols.ask_waiver")
def ask_waiver(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, step: str, reason: str
) -> uuid.UUID:
    """Asks to leave a step out, with a coded reason; without a second person it has no effect."""
    _step(case_id, step)
    pack = _pack(case_id)
    if reason not in {one.id for one in pack.waiver_reasons}:
        raise Refusal("protocols.reason", "Choose one of the pack's reasons.", field="reason")
    try:
        with transaction.atomic():
            row = models.Waiver.objects.create(
                case_id=case_id, step=step, reason=reason, asked_at=at, asked_by=actor.id
            )
    except IntegrityError as twice:
        raise Refusal("protocols.waiver_asked", "This has been asked already.") from twice
    gate.note(step=step, reason=reason)
    return row.id


@gate.act("protocols.approve_waiver")
def approve_waiver(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str) -> None:
    """Agrees to leave a step out. Refuses the person who asked, and what nobody has asked."""
    asked = models.Waiver.objects.filter(case_id=case_id, step=step, approved_at__isnull=True)
    row = asked.select_for_update().first()
    if row is None:
        raise Refusal("protocols.no_waiver", "Nobody has asked to leave this step out.")
    waiving.check_second_person(asked_by=row.asked_by, by=actor.id)
    asked.update(approved_at=at, approved_by=actor.id)
    gate.note(step=step, reason=row.reason)


@gate.act("protocols.move")
def move(*, actor: Actor, at: datetime, case_id: uuid.UUID, reason: MoveReason) -> Binding:
    """Moves an open case to the current version of its pack; the earlier binding stays on record.

    Refuses when the case works under that content already.
    """
    now = _binding(case_id)
    pack = packs.current(now.pack)
    if pack.digest == now.digest:
        raise Refusal("protocols.current", "This case works under the current version already.")
    kept.keep_edition(pack, at=at)
    number = now.number + 1
    _bind(actor, at, case_id, pack, number=number, zone=now.zone, reason=reason.value)
    gate.note(pack=pack.id, version=pack.version, digest=pack.digest, reason=reason.value)
    return _binding(case_id)


def _binding(case_id: uuid.UUID) -> Binding:
    bound = kept.bindings([case_id]).get(case_id)
    if bound is None:
        raise Refusal("protocols.not_started", "This case works under no pack yet.")
    return bound


def _pack(case_id: uuid.UUID) -> Pack:
    return kept.pack_of(_binding(case_id).digest)


def _step(case_id: uuid.UUID, step: str) -> Step:
    row = _pack(case_id).step(step)
    if row is None:
        raise Refusal("protocols.step", "The pack of this case has no such step.", field="step")
    return row
