"""A calm case on the desk with exhibits, a file and its redacted copy, and people who release."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from bairn.access.terms import Role
from bairn.disclosure import actions, queries
from bairn.disclosure.terms import Answer, NewRelease, Piece, Said, Use
from bairn.evidence import actions as evidence
from bairn.evidence.terms import ExhibitWords, NewExhibit
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from tests import cast
from tests.doors.desk.casework import Scene, place_in_circle, scene


@dataclass(frozen=True)
class CourtScene:
    """The case, its pieces, a prosecutor and a custodian in its circle."""

    here: Scene
    dana: Actor
    kim: Actor
    coat: Piece
    paper: Piece
    file: Piece
    copy: Piece

    @property
    def case(self) -> uuid.UUID:
        return self.here.case

    @property
    def address(self) -> str:
        return f"/desk/cases/{self.case}/court/"

    def say(self, *pieces: Piece, use: Use = Use.USED, **more: str) -> None:
        actions.schedule(
            actor=self.here.first,
            at=clock.now(),
            case_id=self.case,
            pieces=pieces,
            said=Said(use=use, description="as on its label", **more),
        )

    def complete(self) -> None:
        self.say(self.coat, self.paper, self.copy)
        self.say(self.file, use=Use.UNUSED)

    def withhold(self, piece: Piece, *, agreed: bool) -> None:
        self.say(piece, use=Use.WITHHELD, reason="third_party")
        if agreed:
            found = queries.schedule(actor=self.dana, at=clock.now(), case_id=self.case)
            for row in found.waiting:
                actions.answer_withholding(
                    actor=self.dana,
                    at=clock.now(),
                    case_id=self.case,
                    line_id=row.line.id,
                    answer=Answer.AGREED,
                )

    def release(self, *, identities: bool = False) -> uuid.UUID:
        return actions.release(
            actor=self.here.second,
            at=clock.now(),
            case_id=self.case,
            said=NewRelease(
                recipient="court",
                authority="file_to_court",
                reference="4 Ks 12/26",
                until=clock.now() + timedelta(days=30),
                pieces=(self.coat, self.copy),
                identities=identities,
            ),
        )


def court_scene() -> CourtScene:
    here = scene()
    dana = cast.staff("dana", Role.PROSECUTOR, unit=here.place.other_unit)
    kim = cast.staff("kim", Role.CUSTODIAN, unit=here.place.other_unit)
    place_in_circle(here, dana, "prosecutor")
    place_in_circle(here, kim, "custodian")
    coat, paper = (_exhibit(here, kind, n) for n, kind in enumerate(("clothing", "document")))
    file = _file(here, paper, b"Monday, a teacher\n")
    copy = _file(here, paper, b"Monday, [struck out]\n", original_id=file, redaction="address")
    return CourtScene(
        here=here,
        dana=dana,
        kim=kim,
        coat=Piece(coat),
        paper=Piece(paper),
        file=Piece(paper, file),
        copy=Piece(paper, copy),
    )


def _exhibit(here: Scene, kind: str, number: int) -> uuid.UUID:
    at = clock.now()
    return evidence.register(
        actor=here.first,
        at=at,
        case_id=here.case,
        said=NewExhibit(
            kind=kind,
            words=ExhibitWords(description="a calm thing"),
            collected_at=at - timedelta(hours=1),
            collected_by=here.first.id,
            source="place",
            method="taken_at_scene",
            basis="consent",
            basis_reference="Form 12",
            seal=f"S-{number}",
        ),
    ).id


def _file(here: Scene, exhibit: uuid.UUID, data: bytes, **more: object) -> uuid.UUID:
    return evidence.take(
        actor=here.first,
        at=clock.now(),
        case_id=here.case,
        exhibit_id=exhibit,
        stream=[data],
        said=NewFile(name="timetable.txt", size=len(data), **more),  # type: ignore[arg-type]
    ).id
