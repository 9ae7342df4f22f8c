"""Exhibits of a scenario's case: registered, sealed, stored, handed over, with their files."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bairn.cases.terms import ParticipantRole
from bairn.demo.evidence.book import Row
from bairn.demo.evidence.content import CONTENT
from bairn.demo.stage import Stage
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms import (
    Acquisition,
    ExhibitWords,
    NewExhibit,
    Omitted,
    Receiver,
)
from bairn.evidence.terms.files import Origin
from bairn.evidence.terms.uploads import NewFile
from bairn.journeys import capture_web, do_step, lodge_exhibit
from bairn.kernel import clock
from bairn.kernel.actor import Actor

_REGISTERED = timedelta(minutes=30)  # after it was collected
_COPY = "5b" * 32  # an invented digest of what was copied from a device


def exhibits(told: Stage, rows: list[Row]) -> None:
    """Everything that the case holds, in the order in which it was collected, with its hands."""
    made: dict[str, uuid.UUID] = {}
    for row in rows:
        by = _by(told, row.get("by"))
        made[row["key"]] = _lodged(told, row, by, made)
        for step in row.get("then", ()):
            _then(told, made[row["key"]], step)
        _files(told, row, made[row["key"]])


def _by(told: Stage, name: str | None) -> Actor:
    return told.house.staff[name] if name else told.investigator


def moment(told: Stage, hours: float) -> datetime:
    """So many hours after the report, also before it."""
    return min(told.received_at + timedelta(hours=hours), told.now)


def _lodged(told: Stage, row: Row, by: Actor, made: Mapping[str, uuid.UUID]) -> uuid.UUID:
    at = moment(told, row["at"])
    acquired = Acquisition(tool="Demo copier", tool_version="1.0", write_blocked=True, sha256=_COPY)
    said = NewExhibit(
        kind=row["kind"],
        words=ExhibitWords(description=row["words"]),
        collected_at=at,
        collected_by=by.id,
        source=row.get("source", "place"),
        method=row["method"],
        basis=row["basis"],
        basis_reference="" if row["basis"] == "none" else "Demo paper 12",
        about=told.harmed if row.get("about") == "harmed" else None,
        parent_id=made.get(row.get("of", "")),
        sensitivity=row.get("sensitivity", "ordinary"),
        seal=row.get("seal", ""),
        omitted=tuple(Omitted(step=step, reason=why) for step, why in row.get("omitted", ())),
        acquisition=acquired if row.get("acquired") else None,
    )
    lodged = lodge_exhibit.lodge_exhibit(
        actor=by, at=min(at + _REGISTERED, told.now), case_id=told.case_id, said=said
    )
    return lodged.id


def _then(told: Stage, exhibit_id: uuid.UUID, step: list[Any]) -> None:
    what, hours, *rest = step
    at = moment(told, hours)
    if told.received_at + timedelta(hours=hours) <= told.now:
        _STEPS[what](told, exhibit_id, at, *rest)


def _store(told: Stage, exhibit_id: uuid.UUID, at: datetime, place: str, who: str = "") -> None:
    actor = _by(told, who)
    known = {one.name: one.id for one in looks.places(actor=actor, at=at)}
    evidence.store(
        actor=actor, at=at, case_id=told.case_id, exhibit_id=exhibit_id, place_id=known[place],
        condition="intact",
    )  # fmt: skip


def _take_out(told: Stage, exhibit_id: uuid.UUID, at: datetime, purpose: str) -> None:
    evidence.take_out(
        actor=told.investigator, at=at, case_id=told.case_id, exhibit_id=exhibit_id, purpose=purpose
    )


def _offer(
    told: Stage, exhibit_id: uuid.UUID, at: datetime, to: str, purpose: str, who: str = ""
) -> None:
    receiver = Receiver(staff_id=told.house.staff[to].id)
    evidence.offer(
        actor=_by(told, who), at=at, case_id=told.case_id, exhibit_ids=[exhibit_id], to=receiver,
        purpose=purpose,
    )  # fmt: skip


def _accept(told: Stage, exhibit_id: uuid.UUID, at: datetime, who: str, seal: str = "") -> None:
    actor = told.house.staff[who]
    this: dict[str, Any] = {"actor": actor, "at": at, "case_id": told.case_id}
    card = looks.exhibit(**this, exhibit_id=exhibit_id).card
    if card.handover_id is None:
        raise LookupError("nothing is offered here")
    evidence.accept(**this, handover_id=card.handover_id, seals=[seal] if seal else None)


def _explain(
    told: Stage, exhibit_id: uuid.UUID, at: datetime, who: str, reason: str, words: str
) -> None:
    this: dict[str, Any] = {
        "actor": told.house.staff[who], "at": at, "case_id": told.case_id, "exhibit_id": exhibit_id,
    }  # fmt: skip
    found = looks.exhibit(**this).chain.breaks[0]
    evidence.explain_break(**this, event=found.event, kind=found.kind, reason=reason, words=words)


_STEPS: Mapping[str, Callable[..., None]] = {
    "store": _store,
    "take_out": _take_out,
    "offer": _offer,
    "accept": _accept,
    "explain": _explain,
}


def _files(told: Stage, row: Row, exhibit_id: uuid.UUID) -> None:
    this: dict[str, Any] = {
        "actor": told.investigator, "case_id": told.case_id, "exhibit_id": exhibit_id,
    }  # fmt: skip
    for name, content in row.get("files", ()):
        data = CONTENT[content]()
        evidence.take(
            **this, at=clock.now(), stream=[data], said=NewFile(name=name, size=len(data))
        )
    for name, content in row.get("captures", ()):
        data = CONTENT[content]()
        said = NewFile(name=name, size=len(data), origin=Origin.CAPTURE)
        _saved(told, evidence.take(**this, at=clock.now(), stream=[data], said=said).id)


def _saved(told: Stage, file_id: uuid.UUID) -> None:
    """What the journey does once it has looked: nothing can be opened before the demo is whole."""
    at = clock.now()
    this: dict[str, Any] = {"actor": told.investigator, "at": at, "case_id": told.case_id}
    evidence.note_capture(**this, file_id=file_id)
    do_step.record(**this, kind=capture_web.MILESTONE, happened_at=told.now)


def contacts(told: Stage, rows: list[list[Any]]) -> None:
    """Who and what was with whom, where the case asks for it: a crossing raises its alert."""
    suspects = [one.id for one in told.people(ParticipantRole.SUSPECT)]
    people = {"harmed": told.harmed, "suspect": suspects[0], "suspect2": suspects[1]}
    carriers = {one.name: one.id for one in looks.carriers(actor=told.investigator, at=told.now)}
    for what, which, whom, begin, end, *cleaned in rows:
        evidence.note_contact(
            actor=told.investigator,
            at=moment(told, max(end, *cleaned, 0) + 0.5),
            case_id=told.case_id,
            what=what,
            which=told.house.staff[which].id if what == "staff" else carriers[which],
            with_participant=people[whom],
            from_at=moment(told, begin),
            until_at=moment(told, end),
            cleaned_at=moment(told, cleaned[0]) if cleaned else None,
        )
