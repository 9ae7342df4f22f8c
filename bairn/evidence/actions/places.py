"""Where exhibits are kept: naming places, putting things there, taking them out, counting."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from bairn.access import gate
from bairn.evidence import codes, labels, storing, surroundings
from bairn.evidence.events import Told, held, tell
from bairn.evidence.models.places import Audit, Place
from bairn.evidence.terms import AuditCard, EventKind, Hands, Stored
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("evidence.add_place")
def add_place(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID, name: str, condition: str
) -> uuid.UUID:
    """Names a place of one's own unit where exhibits are kept, under one condition; its id."""
    storing.may_add(unit_id, own=actor.unit, name=name)
    codes.check("storage", condition, field="condition")
    row = Place(
        unit_id=unit_id, name=name.strip(), condition=condition, added_by=actor.id, added_at=at,
        audit_days=codes.rule("audit_every_days"),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twin:
        raise Refusal(
            "evidence.place_twice", "There is such a place already.", field="name"
        ) from twin
    gate.subject(row.id)
    gate.note(condition=condition)
    return row.id


@gate.act("evidence.close_place")
def close_place(*, actor: Actor, at: datetime, place_id: uuid.UUID) -> None:
    """Nothing is put there any more; what lies there stays until somebody takes it out."""
    row = _own_place(actor, place_id)
    storing.may_close(row.closed_at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    gate.subject(place_id)


def _own_place(actor: Actor, place_id: uuid.UUID) -> Place:
    row = Place.objects.filter(id=place_id, unit_id=surroundings.own_unit(actor)).first()
    if row is None:
        raise Refusal("evidence.no_place", "Your unit has no such place.", field="place_id")
    return row


@gate.act("evidence.store")
def store(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    place_id: uuid.UUID,
    condition: str,
    happened_at: datetime | None = None,
) -> Stored:
    """Puts what one holds in a place; says whether its kind wants another condition.

    It is put there all the same: a wrong shelf that is known is better than one that is not.
    """
    row = held(actor, case_id, exhibit_id)
    place = Place.objects.filter(id=place_id, closed_at__isnull=True).first()
    if place is None:
        raise Refusal("evidence.no_place", "There is no such place.", field="place_id")
    codes.check("condition", condition)
    tell(
        Told(actor, at, happened_at), row, EventKind.STORED, giver=Hands(staff_id=actor.id),
        place_id=place.id, condition=condition,
    )  # fmt: skip
    wanted = codes.lists()["kind"][row.kind].storage
    fits = place.condition in wanted
    gate.subject(exhibit_id)
    gate.note(place=place.id, fits=fits)
    return Stored(place_id=place.id, fits=fits, wanted=wanted)


@gate.act("evidence.take_out")
def take_out(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    purpose: str,
    happened_at: datetime | None = None,
) -> None:
    """Takes what one answers for out of its place, for a coded purpose."""
    row = held(actor, case_id, exhibit_id)
    storing.may_take_out(row.state)
    codes.check("purpose", purpose)
    tell(
        Told(actor, at, happened_at), row, EventKind.TAKEN_OUT, giver=Hands(staff_id=actor.id),
        place_id=row.place_id, purpose=purpose,
    )  # fmt: skip
    gate.subject(exhibit_id)
    gate.note(purpose=purpose)


@gate.act("evidence.audit_place")
def audit_place(
    *, actor: Actor, at: datetime, place_id: uuid.UUID, scanned: Sequence[str]
) -> AuditCard:
    """What lies in a place of one's own unit was counted: these codes were found.

    Answers with what is missing, what belongs elsewhere and what nobody knows, by code: whose
    case it is of is not said. Each case learns whether its own was there; that is never undone.
    """
    row = _own_place(actor, place_id)
    codes_found, unreadable = storing.sorted_out(scanned, read=labels.read)
    audit = Audit.objects.create(
        id=ids.new_id(), place=row, unit_id=row.unit_id, by_id=actor.id, at=at, found=0
    )
    told = _counted(row.id, codes_found, audit.id, at)
    _on_each_record(audit.id)
    audit.found = len(told["found"])
    audit.save(update_fields=["found"])
    row.audited_at = at
    row.save(update_fields=["audited_at"])
    return _card(audit, told, unreadable)


def _counted(
    place_id: uuid.UUID, found: Sequence[str], audit_id: uuid.UUID, at: datetime
) -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select what, code from evidence_count_place(%s, %s, %s, %s) order by code",
            [place_id, list(found), audit_id, at],
        )
        rows = cursor.fetchall()
    told: dict[str, list[str]] = {"found": [], "missing": [], "surplus": [], "unknown": []}
    for what, code in rows:
        told[what].append(code)
    gate.subject(place_id)
    gate.note(**{what: len(inside) for what, inside in told.items()})
    return told


def _on_each_record(audit_id: uuid.UUID) -> None:
    """Each case whose exhibits were counted has it on its own record, which its chain needs."""
    with connection.cursor() as cursor:
        cursor.execute("select holder_id, entry_id, found, missing, surplus "
                       "from evidence_counted_of(%s)", [audit_id])  # fmt: skip
        for holder_id, entry_id, found, missing, surplus in cursor.fetchall():
            gate.also_of(
                case_id=holder_id, entry_id=entry_id,
                found=found, missing=missing, surplus=surplus,
            )  # fmt: skip


def _card(audit: Audit, told: dict[str, list[str]], unreadable: Sequence[str]) -> AuditCard:
    return AuditCard(
        id=audit.id,
        place_id=audit.place_id,
        by_id=audit.by_id,
        at=audit.at,
        found=len(told["found"]),
        missing=tuple(told["missing"]),
        surplus=tuple(told["surplus"]),
        unknown=(*told["unknown"], *unreadable),
    )
