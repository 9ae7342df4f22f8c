"""A calm case of the district made ready for court, by its invented people: exhibits to release."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.access import queries as access
from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard
from bairn.demo.cast import District, district
from bairn.disclosure import actions as disclosure
from bairn.disclosure import queries as disclosed
from bairn.disclosure.terms import Answer, NewRelease, Piece, Said, Use
from bairn.evidence import actions as evidence
from bairn.evidence import queries as exhibits
from bairn.evidence.terms import ExhibitWords, NewExhibit, Receiver
from bairn.evidence.terms.uploads import NewFile
from bairn.journeys import lodge_exhibit
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_UNIT, _JUSTICE = "children", "justice"
_GROUND = "file_to_court"
_OPEN_FOR = timedelta(days=30)
_COLLECTED = timedelta(hours=2)  # before it is registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A release of which a bundle can be made."""

    case_id: uuid.UUID
    reference: str
    release_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Who makes the case ready."""

    investigator: Actor
    supervisor: Actor
    prosecutor: Actor


def ready(*, system: Actor) -> Ready:
    """The case that was made ready before, else a case without exhibits, made ready now."""
    people = _people(system)
    mine = _shared(people)
    for card in mine:
        found = _released(people, card.id)
        if found:
            return Ready(case_id=card.id, reference=card.reference, release_id=found)
    for card in mine:
        if _fits(people, card.id):
            made = _made_ready(people, card.id)
            return Ready(case_id=card.id, reference=card.reference, release_id=made)
    raise Refusal("demo.no_case", "The demo has no case that could be made ready for court.")


def bundled(
    *, investigator: Actor, supervisor: Actor, prosecutor: Actor, case_id: uuid.UUID
) -> uuid.UUID:
    """This case is made ready, and its bundle is asked for; the release."""
    people = _People(investigator=investigator, supervisor=supervisor, prosecutor=prosecutor)
    released = _made_ready(people, case_id)
    disclosure.ask_bundle(actor=supervisor, at=clock.now(), case_id=case_id, release_id=released)
    return released


def _shared(people: _People) -> tuple[CaseCard, ...]:
    """Open cases of the investigator that the supervisor and the prosecutor reach too."""
    now = clock.now()
    mine = cases.my_open_cases(actor=people.investigator, at=now, limit=200)
    ids = [one.id for one in mine]
    for actor in (people.supervisor, people.prosecutor):
        ids = [one.id for one in cases.by_ids(actor=actor, at=now, case_ids=ids)]
    return tuple(one for one in mine if one.id in ids)


def _people(system: Actor) -> _People:
    whole = district()
    return _People(
        investigator=_signed_in(system, whole, _UNIT, Role.INVESTIGATOR),
        supervisor=_signed_in(system, whole, _UNIT, Role.SUPERVISOR),
        prosecutor=_signed_in(system, whole, _JUSTICE, Role.PROSECUTOR),
    )


def _signed_in(system: Actor, whole: District, unit: str, role: Role) -> Actor:
    """Somebody of the demo, for this one command."""
    now = clock.now()
    name = whole.unit(unit).name
    units = access.units(actor=system, at=now)
    unit_id = next((one.id for one in units if one.name == name), None)
    people = access.staff_of_unit(actor=system, at=now, unit_id=unit_id) if unit_id else ()
    known = {card.username: card.id for card in people}
    for person in whole.of(unit, role):  # the first is in the circle of the told scenarios
        if person.username in known:
            token = sessions.issue_for_staff(staff_id=known[person.username], at=now)
            sessions.set_purpose(token=token, purpose=person.purpose)
            actor = sessions.actor_of(token)
            if actor is not None:
                return actor
    raise Refusal("demo.not_here", "The demo does not live in this house: make it first.")


def _released(people: _People, case_id: uuid.UUID) -> uuid.UUID | None:
    now = clock.now()
    found = disclosed.leaving(actor=people.supervisor, at=now, case_id=case_id).releases
    return next(
        (
            one.id
            for one in found
            if one.authority == _GROUND
            and one.by_id == people.supervisor.id
            and one.until > now
            and one.revoked_at is None
            and not one.identities
        ),
        None,
    )


def _fits(people: _People, case_id: uuid.UUID) -> bool:
    now = clock.now()
    return not exhibits.exhibits(actor=people.investigator, at=now, case_id=case_id)


def _made_ready(people: _People, case_id: uuid.UUID) -> uuid.UUID:
    coat = _lodged(people, case_id, "clothing", "A blue coat, size 122", seal="E-1001")
    paper = _lodged(people, case_id, "document", "Timetable of the music school", seal="E-1002")
    note = _lodged(people, case_id, "document", "A note of a neighbour", seal="E-1003")
    handover = evidence.offer(
        actor=people.investigator,
        at=clock.now(),
        case_id=case_id,
        exhibit_ids=[coat],
        to=Receiver(staff_id=people.prosecutor.id),
        purpose="court",
    )
    evidence.accept(actor=people.prosecutor, at=clock.now(), case_id=case_id, handover_id=handover)
    whole = _taken(people, case_id, paper, "timetable.txt", _timetable(struck=False))
    copy = _taken(
        people,
        case_id,
        paper,
        "timetable-struck.txt",
        _timetable(struck=True),
        original_id=whole,
        redaction="third_person",
    )
    _said(people, case_id, [Piece(coat), Piece(paper), Piece(paper, copy)], Use.USED)
    _said(people, case_id, [Piece(paper, whole)], Use.UNUSED)
    _withheld(people, case_id, Piece(note))
    return disclosure.release(
        actor=people.supervisor,
        at=clock.now(),
        case_id=case_id,
        said=NewRelease(
            recipient="court",
            authority=_GROUND,
            reference="Eastfield District Court, demonstration",
            recipient_words="Eastfield District Court",
            until=clock.now() + _OPEN_FOR,
            pieces=(Piece(coat), Piece(paper), Piece(paper, copy)),
        ),
    )


def _lodged(
    people: _People, case_id: uuid.UUID, kind: str, description: str, *, seal: str
) -> uuid.UUID:
    now: datetime = clock.now()
    return lodge_exhibit.lodge_exhibit(
        actor=people.investigator,
        at=now,
        case_id=case_id,
        said=NewExhibit(
            kind=kind,
            words=ExhibitWords(description=description),
            collected_at=now - _COLLECTED,
            collected_by=people.investigator.id,
            source="place",
            method="taken_at_scene",
            basis="consent",
            basis_reference="Form 12 of the demo",
            seal=seal,
        ),
    ).id


def _taken(
    people: _People,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    name: str,
    data: bytes,
    *,
    original_id: uuid.UUID | None = None,
    redaction: str = "",
) -> uuid.UUID:
    return evidence.take(
        actor=people.investigator,
        at=clock.now(),
        case_id=case_id,
        exhibit_id=exhibit_id,
        stream=[data],
        said=NewFile(name=name, size=len(data), original_id=original_id, redaction=redaction),
    ).id


def _timetable(*, struck: bool) -> bytes:
    return "".join(_rows(struck=struck)).encode()


def _rows(*, struck: bool) -> Iterator[str]:
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        who = "[struck out]" if struck else "a teacher of the demo"
        yield f"{day} 15:00 piano, room 4, {who}\n"


def _said(
    people: _People,
    case_id: uuid.UUID,
    pieces: list[Piece],
    use: Use,
) -> None:
    disclosure.schedule(
        actor=people.investigator,
        at=clock.now(),
        case_id=case_id,
        pieces=pieces,
        said=Said(use=use, description="As on its label"),
    )


def _withheld(people: _People, case_id: uuid.UUID, piece: Piece) -> None:
    disclosure.schedule(
        actor=people.investigator,
        at=clock.now(),
        case_id=case_id,
        pieces=[piece],
        said=Said(
            use=Use.WITHHELD,
            reason="third_party",
            description="A written note of a third person that says nothing of the matter",
        ),
    )
    found = disclosed.schedule(actor=people.prosecutor, at=clock.now(), case_id=case_id)
    for row in found.waiting:
        if row.line is not None:
            disclosure.answer_withholding(
                actor=people.prosecutor,
                at=clock.now(),
                case_id=case_id,
                line_id=row.line.id,
                answer=Answer.AGREED,
            )
