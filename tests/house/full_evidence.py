"""A row in every table of exhibits, custody, places and contamination, made by the room's acts."""

import uuid
from datetime import timedelta
from typing import Any

from bairn.cases import queries as cases
from bairn.evidence import actions, queries
from bairn.evidence.terms import (
    BreakKind,
    Carries,
    ExhibitWords,
    NewExhibit,
    Omitted,
    Receiver,
)
from bairn.kernel import clock
from bairn.kernel.actor import Actor

MINUTE = timedelta(minutes=1)


def fill_evidence(supervisor: Actor, investigator: Actor, case_id: uuid.UUID) -> None:
    """A coat that waits for its receiver; a hat that went everywhere and is to be disposed of."""
    this = {"actor": supervisor, "case_id": case_id}
    coat, hat = _register(this, "Canarycoat"), _register(this, "Canaryhat")
    actions.correct(
        **this, at=clock.now(), exhibit_id=hat, field="description", words="Canarycap",
        reason="written_wrongly",
    )  # fmt: skip
    to = Receiver(staff_id=investigator.id)
    for one in (hat, coat):
        handover = actions.offer(
            **this, at=clock.now(), exhibit_ids=[one], to=to, purpose="storage"
        )
        if one == hat:
            actions.accept(
                actor=investigator, at=clock.now(), case_id=case_id, handover_id=handover,
                seals=["S-9"],
            )  # fmt: skip
    _examined(investigator, case_id, hat)
    _ending(this, hat)
    _stored(investigator, case_id, hat)
    _contacts(this)


def _register(this: dict[str, Any], description: str) -> uuid.UUID:
    at = clock.now()
    said = NewExhibit(
        kind="clothing", words=ExhibitWords(description=description, place="Canaryhall"),
        collected_at=at - MINUTE, source="place", method="taken_at_scene", basis="consent",
        collected_by=this["actor"].id, seal="S-1",
        omitted=(Omitted(step="photographs", reason="no_equipment", words="Canarycamera"),),
    )  # fmt: skip
    return actions.register(**this, at=at, said=said).id


def _examined(investigator: Actor, case_id: uuid.UUID, hat: uuid.UUID) -> None:
    this = {"actor": investigator, "case_id": case_id, "exhibit_id": hat}
    actions.explain_break(
        **this, at=clock.now(), event=3, kind=BreakKind.SEAL_DIFFERS, reason="not_known",
        words="Canaryseal",
    )  # fmt: skip
    now = clock.now()
    actions.examine(
        **this, at=now, what_for="inspection", from_at=now, until_at=now, seal_after="S-9",
        words="Canaryfinding",
    )  # fmt: skip


def _ending(this: dict[str, Any], hat: uuid.UUID) -> None:
    one = {**this, "exhibit_id": hat}
    until = clock.now() + timedelta(days=400)
    actions.keep_until(**one, at=clock.now(), until_at=until, basis="law")
    actions.object_to_disposal(**one, at=clock.now(), by_whom="victim", words="Canarywish")
    actions.propose_disposal(**one, at=clock.now(), basis="retention_over")


def _stored(investigator: Actor, case_id: uuid.UUID, hat: uuid.UUID) -> None:
    assert investigator.unit is not None
    place = actions.add_place(
        actor=investigator, at=clock.now(), unit_id=investigator.unit, name="Room 4",
        condition="dry_room",
    )  # fmt: skip
    actions.store(
        actor=investigator, at=clock.now(), case_id=case_id, exhibit_id=hat, place_id=place,
        condition="intact",
    )  # fmt: skip
    actions.audit_place(actor=investigator, at=clock.now(), place_id=place, scanned=())


def _contacts(this: dict[str, Any]) -> None:
    supervisor: Actor = this["actor"]
    assert supervisor.unit is not None
    car = actions.add_carrier(
        actor=supervisor, at=clock.now(), unit_id=supervisor.unit, what=Carries.VEHICLE,
        name="Car 3",
    )  # fmt: skip
    people = cases.participants(**this, at=clock.now())
    for one in people[:2]:
        now = clock.now()
        actions.note_contact(
            **this, at=now, what=Carries.VEHICLE, which=car, with_participant=one.id,
            from_at=now - MINUTE, until_at=now - MINUTE,
        )  # fmt: skip


def addresses(actor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """What the addresses of exhibits name: one of each."""
    this = {"actor": actor, "at": clock.now(), "case_id": case_id}
    exhibits = queries.exhibits(**this)  # type: ignore[arg-type]
    waiting = next(one for one in exhibits if one.handover_id is not None)
    log = queries.contacts(**this)  # type: ignore[arg-type]
    return {
        "exhibit_id": str(exhibits[0].id),
        "handover_id": str(waiting.handover_id),
        "place_id": str(queries.places(actor=actor, at=clock.now())[0].id),
        "alert_id": str(log.alerts[0].id),
    }
