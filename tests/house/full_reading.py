"""A row in every table of reading files: locked, opened, viewed, checked, captured, taken out."""

import uuid
from datetime import timedelta
from typing import Any

from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence import exposure
from bairn.evidence import queries as looks
from bairn.evidence.actions import inside
from bairn.evidence.terms import ExhibitWords, NewExhibit
from bairn.evidence.terms.locks import LockKind
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from tests.rules.evidence.archives_made import warc


def fill_reading(supervisor: Actor, investigator: Actor, case_id: uuid.UUID) -> None:
    """Two files of an exhibit, one of them as if it came out of the other."""
    this = {"actor": investigator, "case_id": case_id}
    exhibit = _exhibit(this)
    first, second = (
        evidence.take(
            **this,
            at=clock.now(),
            exhibit_id=exhibit,
            stream=[warc()],
            said=NewFile(name="Canaryfilename.zip"),
        ).id
        for _ in range(2)
    )
    one = {**this, "file_id": first}
    evidence.lock_file(**one, at=clock.now(), kind=LockKind.WARRANT)
    evidence.record_authority(
        **one, at=clock.now(), kind=LockKind.WARRANT, ground="warrant", reference="Canaryground"
    )
    evidence.begin_viewing(**one, at=clock.now(), purpose=Purpose.INVESTIGATION)
    evidence.note_capture(**one, at=clock.now())
    evidence.found_broken(**one, at=clock.now())
    inside._keep(**this, at=clock.now(), file_id=second, archive=first, entry=0)
    evidence.check_welfare(
        actor=supervisor,
        at=clock.now(),
        staff_id=investigator.id,
        week=exposure.monday(clock.now()),
    )


def a_file(actor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """A file whose lock was lifted, and that was marked as a capture."""
    return looks.captures_of_case(actor=actor, at=clock.now(), case_id=case_id)[0].file_id


def a_viewing(actor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """Somebody's viewing of that file."""
    file = a_file(actor, case_id)
    return looks.viewings(actor=actor, at=clock.now(), case_id=case_id, file_id=file)[0].id


def _exhibit(this: dict[str, Any]) -> uuid.UUID:
    at = clock.now()
    said = NewExhibit(
        kind="photograph", words=ExhibitWords(description="Canaryphoto"), source="place",
        collected_at=at - timedelta(minutes=1), method="taken_at_scene", basis="consent",
        collected_by=this["actor"].id, seal="S-77", sensitivity="sensitive",
    )  # fmt: skip
    return evidence.register(**this, at=at, said=said).id
