"""A ground recorded or a page captured is one story: the file, and the milestone of its case."""

import pytest

from bairn.access import sessions
from bairn.cases import queries as cases
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms.locks import LockKind
from bairn.evidence.terms.uploads import NewFile
from bairn.journeys import capture_web, record_authority
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from tests.doors.desk import casework
from tests.doors.desk.casework import HOUR, Scene
from tests.rules.evidence.archives_made import wacz


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return casework.scene()


def exhibit(here: Scene):
    from bairn.evidence.terms import ExhibitWords, NewExhibit

    said = NewExhibit(
        kind="web_capture", source="address", method="captured_online", basis="consent",
        basis_reference="Form 4", words=ExhibitWords(description="A page", source="A link"),
        collected_at=here.opened, collected_by=here.first.id, seal="W-1",
    )  # fmt: skip
    return evidence.register(
        actor=here.first, at=here.opened + HOUR, case_id=here.case, said=said
    ).id


def marks(here: Scene) -> list[str]:
    found = cases.milestones(actor=here.first, at=clock.now(), case_id=here.case)
    return [one.kind for one in found]


def taken(here: Scene, data: bytes):
    return evidence.take(
        actor=here.first, at=clock.now(), case_id=here.case, exhibit_id=exhibit(here),
        stream=[data], said=NewFile(name="calm"),
    )  # fmt: skip


def test_a_capture_is_taken_marked_and_read(here: Scene) -> None:
    card = capture_web.take_capture(
        actor=here.first, at=clock.now(), case_id=here.case, exhibit_id=exhibit(here),
        stream=[wacz()], said=NewFile(name="page.wacz"),
    )  # fmt: skip
    told = {"at": clock.now(), "case_id": here.case, "file_id": card.id}
    assert looks.capture(actor=here.second, **told).read_at is None
    assert "web_captured" in marks(here)
    evidence.read_capture(actor=sessions.system(), **told)
    assert looks.capture(actor=here.second, **told).holds


def test_what_is_no_capture_stays_a_file_and_marks_nothing(here: Scene) -> None:
    card = taken(here, b"only words")
    with pytest.raises(Refusal, match=r"evidence\.no_capture"):
        capture_web.capture_web(
            actor=here.first, at=clock.now(), case_id=here.case, file_id=card.id
        )
    assert "web_captured" not in marks(here)
    assert looks.captures_of_case(actor=here.first, at=clock.now(), case_id=here.case) == ()


def test_a_capture_that_is_marked_already_is_marked_once(here: Scene) -> None:
    card = taken(here, wacz())
    told = {"actor": here.first, "at": clock.now(), "case_id": here.case, "file_id": card.id}
    capture_web.capture_web(**told)
    with pytest.raises(Refusal, match=r"evidence\.capture_already"):
        capture_web.capture_web(**told)
    assert marks(here).count("web_captured") == 1


def test_a_ground_and_its_milestone_stand_or_fall_together(here: Scene) -> None:
    card = taken(here, b"calm")
    told = {"actor": here.first, "at": clock.now(), "case_id": here.case, "file_id": card.id}
    evidence.lock_file(**told, kind=LockKind.WARRANT)
    with pytest.raises(Refusal, match=r"evidence\.reference"):
        record_authority.record_authority(
            **told, kind=LockKind.WARRANT, ground="warrant", reference=" "
        )
    assert "authority_recorded" not in marks(here)
    record_authority.record_authority(
        **told, kind=LockKind.WARRANT, ground="warrant", reference="Court, 3/26"
    )
    assert marks(here).count("authority_recorded") == 1
    assert looks.file_locks(**told)[card.id].holding == ()
