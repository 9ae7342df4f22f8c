"""Registering exhibits, and saying anew what was said wrongly."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.evidence import (
    codes,
    collecting,
    custody_rows,
    exhibit_rows,
    handing,
    labels,
    surroundings,
)
from bairn.evidence.models.exhibits import Correction, Exhibit, Omission, Standing
from bairn.evidence.terms import (
    NOBODY,
    CustodyEvent,
    EventKind,
    ExhibitCard,
    Hands,
    NewExhibit,
    Registered,
)
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording

_DRAWS = 5  # a code of 45 bits that is taken already: draw another


@gate.act("evidence.register")
def register(*, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewExhibit) -> Registered:
    """Registers an exhibit of the case; its id, its number there, and its code in the house.

    Words are sealed. Refuses whatever `collecting.may_register` refuses.
    """
    parent = _parent(case_id, said.parent_id)
    circle = surroundings.circle(actor, at, case_id)
    collecting.may_register(
        said,
        at=at,
        check=codes.check,
        sources=codes.lists()["source"],
        people=surroundings.people(actor, at, case_id, parent=parent, asked=said.about),
        staff={actor.id, *circle},
        parent=parent,
    )
    said = replace(
        said,
        seal=handing.number(said.seal, field="seal"),
        kit_lot=handing.number(said.kit_lot, field="kit_lot"),
    )
    row = _kept(actor, at, case_id, said, parent)
    _omitted(actor, at, row, said)
    _begin(actor, at, row, said)
    gate.subject(row.id)
    gate.note(kind=said.kind, number=row.number, basis=said.basis, omitted=len(said.omitted))
    return Registered(id=row.id, number=row.number, code=row.code)


def _parent(case_id: uuid.UUID, parent_id: uuid.UUID | None) -> ExhibitCard | None:
    if parent_id is None:
        return None
    row = exhibit_rows.standings(case_id).filter(exhibit_id=parent_id).first()
    if row is None:
        raise exhibit_rows.none_such()
    return exhibit_rows.card(row)


def _kept(
    actor: Actor, at: datetime, case_id: uuid.UUID, said: NewExhibit, parent: ExhibitCard | None
) -> Exhibit:
    words = wording.sealed(actor, at, _words(said), case_id=case_id)
    if words is None:
        raise Refusal("evidence.description", "Say what it is.", field="description")
    new_id = ids.new_id()
    taken = said.acquisition
    row = Exhibit(
        id=new_id,
        holder_id=case_id,
        number=exhibit_rows.next_number(case_id),
        kind=said.kind,
        parent_id=said.parent_id,
        root_id=parent.root_id if parent else new_id,
        sensitivity=said.sensitivity,
        source=said.source,
        about=said.about or (parent.about if parent else None),
        collected_at=exhibit_rows.in_utc(said.collected_at),
        offset_minutes=exhibit_rows.offset_minutes(said.collected_at),
        collected_by=said.collected_by,
        method=said.method,
        kit_lot=said.kit_lot,
        basis=said.basis,
        no_basis=said.no_basis,
        write_blocked=taken.write_blocked if taken else None,
        sha256=bytes.fromhex(handing.sha256(taken.sha256)) if taken else None,
        words_id=words,
        registered_at=at,
        registered_by=actor.id,
    )
    return _with_code(row)


def _with_code(row: Exhibit) -> Exhibit:
    for _ in range(_DRAWS):
        row.code = labels.new_code()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as twin:
            if "evidence_exhibit_code" not in str(twin):
                raise
        else:
            return row
    raise Refusal("evidence.no_code", "No free code was found. Try again.")


def _words(said: NewExhibit) -> dict[str, str]:
    taken = said.acquisition
    return {
        "exhibit_description": said.words.description,
        "exhibit_source_words": said.words.source,
        "exhibit_place": said.words.place,
        "exhibit_note": said.words.note,
        "exhibit_collector": said.collector_words,
        "exhibit_witness": said.witness,
        "exhibit_basis_reference": said.basis_reference,
        "exhibit_tool": taken.tool if taken else "",
        "exhibit_tool_version": taken.tool_version if taken else "",
    }


def _omitted(actor: Actor, at: datetime, row: Exhibit, said: NewExhibit) -> None:
    Omission.objects.bulk_create(
        Omission(
            holder_id=row.holder_id,
            exhibit_id=row.id,
            step=one.step,
            reason=one.reason,
            words_id=wording.sealed(
                actor, at, {"exhibit_omitted": one.words}, case_id=row.holder_id
            ),
        )
        for one in said.omitted
    )


def _begin(actor: Actor, at: datetime, row: Exhibit, said: NewExhibit) -> None:
    """The chain begins in the hands of whoever collected it, and in ours when they were not."""
    first = Hands(staff_id=said.collected_by)
    if said.collected_by is None:
        first = Hands(outside="collector", words_id=row.words_id)
    standing = Standing.objects.create(
        exhibit_id=row.id,
        holder_id=row.holder_id,
        kind=row.kind,
        sensitivity=row.sensitivity,
        state="held" if first.staff_id else "outside",
        hands_staff=first.staff_id,
        hands_outside=first.outside,
        hands_words=first.words_id,
        seal=said.seal,
        condition=said.condition,
        since=row.collected_at,
        last_number=0,
        last_at=row.collected_at,
    )
    standing.exhibit = row
    for staff_id in {actor.id, first.staff_id}:
        custody_rows.near(standing, staff_id)
    event = CustodyEvent(
        id=ids.new_id(), case_id=row.holder_id, exhibit_id=row.id, number=0,
        kind=EventKind.COLLECTED, happened_at=row.collected_at, recorded_at=at, by_id=actor.id,
        entry_id=gate.entry_id(), giver=NOBODY, taker=first, seal_after=said.seal,
        condition=said.condition,
    )  # fmt: skip
    custody_rows.keep(standing, event)
    if first.outside:
        receipt = wording.sealed(
            actor, at, {"exhibit_receipt": said.receipt}, case_id=row.holder_id
        )
        custody_rows.keep(
            standing,
            replace(
                event, id=ids.new_id(), kind=EventKind.RECEIVED, happened_at=at, giver=first,
                taker=Hands(staff_id=actor.id), words_id=receipt,
            ),
        )  # fmt: skip


@gate.act("evidence.correct")
def correct(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    field: str,
    reason: str,
    value: str = "",
    words: str = "",
) -> int:
    """Says one field of an exhibit anew, by code or in words; the number of the correction.

    What was said before is kept beside it. Refuses whatever `collecting.may_correct` refuses.
    """
    row = exhibit_rows.one_held(case_id, exhibit_id)
    earlier = exhibit_rows.corrections([exhibit_id]).get(exhibit_id, ())
    before = next(
        (one.value for one in reversed(earlier) if one.field == field),
        getattr(row.exhibit, field) if field in collecting.CODED else "",
    )
    collecting.may_correct(
        field, value=value, words=words, before=before, reason=reason, check=codes.check
    )
    coded = field in collecting.CODED
    anew = {} if coded else {f"exhibit_{field}": words}
    Correction.objects.create(
        holder_id=case_id, exhibit_id=exhibit_id, number=len(earlier) + 1, field=field,
        value=value if coded else "", before=before, reason=reason, at=at, by_id=actor.id,
        words_id=wording.sealed(actor, at, anew, case_id=case_id),
    )  # fmt: skip
    if field in ("kind", "sensitivity"):
        setattr(row, field, value)
        row.save(update_fields=[field])
    gate.subject(exhibit_id)
    gate.note(field=field, reason=reason, number=len(earlier) + 1)
    return len(earlier) + 1
