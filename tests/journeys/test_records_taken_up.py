"""A record is taken up: the person moves into the case, and what an erasure takes stays taken."""

import pytest
from django.db import connection

from bairn.access import gate, sessions
from bairn.access.terms import Purpose
from bairn.cases import actions as case_acts
from bairn.cases import queries as cases
from bairn.cases.terms import ParticipantRole
from bairn.journeys import take_up
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as duties
from bairn.records import queries
from bairn.records.terms import RecordState, TakenFor
from bairn.vault import actions as vault
from bairn.vault import keys, sealing
from bairn.vault.keyservice import KeyGoneError, WrappedKey
from bairn.vault.queries import identities
from bairn.vault.terms import ErasureReason
from tests import cast
from tests.rooms.records.conftest import Archive

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"role": ParticipantRole.SUSPECT, "reason": TakenFor.LINKED}


@pytest.fixture
def archive(db):
    sessions._kept.clear()
    place = cast.place()
    made = Archive(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        dora=cast.staff("dora", "supervisor", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        house=sessions.system(),
    )
    yield made
    sessions._kept.clear()


def a_case(archive):
    return case_acts.open_case(
        actor=archive.cleo, at=clock.now(), unit_id=archive.place.unit.id,
        circle={archive.ben.id: "investigator"},
    )  # fmt: skip


def first(archive, done):
    return archive.records(done.collection_id)[0]


def names(actor, subject_id, holder):
    (opened,) = identities.open_identities(
        actor=actor, at=clock.now(), subject_ids=[subject_id], purpose=Purpose.INVESTIGATION,
        case_id=holder,
    )  # fmt: skip
    return opened.fields["full_name"]


def test_the_person_moves_into_the_case_and_the_record_says_who_when_and_why(archive):
    done, case_id = archive.bring(), a_case(archive)
    record = first(archive, done)
    part = take_up.take_up(
        actor=archive.ben, at=clock.now(), collection_id=done.collection_id, record_id=record.id,
        case_id=case_id, **SAID,
    )  # fmt: skip
    (one,) = cases.participants(actor=archive.ben, at=clock.now(), case_id=case_id)
    assert (one.id, one.subject_id, one.implicated) == (part, record.subject_id, True)
    assert names(archive.ben, record.subject_id, case_id) == "Quillfeather Ada"
    with pytest.raises(Refusal):
        names(archive.ben, record.subject_id, done.collection_id)
    kept = queries.record(
        actor=archive.ben, at=clock.now(), collection_id=done.collection_id, record_id=record.id
    )
    assert (kept.state, kept.why, kept.settled_by, kept.case_id) == (
        RecordState.TAKEN_UP, "linked", archive.ben.id, case_id,
    )  # fmt: skip
    kinds = {m.kind for m in cases.milestones(actor=archive.ben, at=clock.now(), case_id=case_id)}
    assert take_up.TAKEN_UP in kinds


def test_it_is_taken_up_once_and_only_by_whoever_reaches_both_sides(archive):
    done, case_id = archive.bring(), a_case(archive)
    said = {"collection_id": done.collection_id, "record_id": first(archive, done).id, **SAID}
    with pytest.raises(Refusal):  # Dora leads the unit, and reaches the case alone
        take_up.take_up(actor=archive.dora, at=clock.now(), case_id=case_id, **said)
    take_up.take_up(actor=archive.cleo, at=clock.now(), case_id=case_id, **said)
    with pytest.raises(Refusal) as no:
        take_up.take_up(actor=archive.cleo, at=clock.now(), case_id=case_id, **said)
    assert no.value.code == "records.settled"


def test_a_case_begins_with_a_record_under_a_pack_that_knows_it_as_non_recent(archive):
    done = archive.bring()
    case_id = take_up.take_up_anew(
        actor=archive.cleo, at=clock.now(), collection_id=done.collection_id,
        record_id=first(archive, done).id, role=ParticipantRole.VICTIM, reason=TakenFor.REVIEW,
        pack_id="cn-2023", time_zone="Asia/Shanghai",
    )  # fmt: skip
    bound = duties.binding_of_case(actor=archive.cleo, at=clock.now(), case_id=case_id)
    assert bound.pack == "cn-2023"
    assert len(cases.participants(actor=archive.cleo, at=clock.now(), case_id=case_id)) == 1


def test_what_is_erased_in_the_case_cannot_be_read_from_a_backup_of_the_collection(archive):
    done, case_id = archive.bring(), a_case(archive)
    record, other = archive.records(done.collection_id)
    before = _wrapped(record.subject_id)
    take_up.take_up(
        actor=archive.cleo, at=clock.now(), collection_id=done.collection_id, record_id=record.id,
        case_id=case_id, **SAID,
    )  # fmt: skip
    order = vault.order_erasure(
        actor=archive.cleo, at=clock.now(), reason=ErasureReason.RECORDED_BY_MISTAKE,
        subject_id=record.subject_id, case_id=case_id,
    )  # fmt: skip
    vault.erase(actor=archive.dora, at=clock.now(), erasure_id=order.id, case_id=case_id)
    assert _opens(before, done.collection_id)
    vault.finish_erasures(actor=archive.house, at=clock.now())
    assert not _opens(before, done.collection_id)
    assert names(archive.cleo, other.subject_id, done.collection_id) == "Marrowby Tom"
    kept = queries.record(
        actor=archive.cleo, at=clock.now(), collection_id=done.collection_id, record_id=record.id
    )
    assert kept.row == 1


def _wrapped(subject_id):
    @gate.look("records.collections")
    def read(*, actor, at):
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, kek_version, wrapped from vault_key where subject_id = %s", [subject_id]
            )
            return cursor.fetchone()

    return (subject_id, *read(actor=sessions.system(), at=clock.now()))


def _opens(backup, kek_id):
    """Whether the key of an old backup still opens: what somebody could do who has both."""
    subject_id, key_id, version, blob = backup
    wrapped = WrappedKey(kek_id, version, sealing.key_place(subject_id, key_id), bytes(blob))
    try:
        keys.service()._open_all([wrapped])
    except KeyGoneError:
        return False
    return True
