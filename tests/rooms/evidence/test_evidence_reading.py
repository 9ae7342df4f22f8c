"""Files are opened for a purpose, never while locked, and never when they are not what came in."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bairn.access import gate
from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence import incoming, queries, reading_book
from bairn.evidence.models.exhibits import Correction
from bairn.evidence.terms.locks import LockKind
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.outbox import queries as outbox
from bairn.vault.files import places
from bairn.vault.queries import words
from tests import cast
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, exhibit_of, move_in
from tests.rooms.vault.strongroom import unlocked

HALF = timedelta(minutes=30)


@pytest.fixture
def home(transactional_db: None, settings) -> FileHouse:
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    incoming.KEPT._kept.clear()
    return move_in()


def begin(home: FileHouse, file: uuid.UUID, *, by: Actor | None = None, **more: Any) -> uuid.UUID:
    told = {"at": home.now, "purpose": Purpose.INVESTIGATION} | more
    return evidence.begin_viewing(actor=by or home.ada, case_id=home.case, file_id=file, **told)


def read(home: FileHouse, file: uuid.UUID, viewing: uuid.UUID, **more: Any) -> bytes:
    told = {"actor": home.ada, "at": home.now} | more
    with queries.open_file(case_id=home.case, file_id=file, viewing_id=viewing, **told) as opened:
        return opened.read(0, opened.length)


def entries(home: FileHouse, act: str) -> list[tuple]:
    with unlocked() as cursor:
        cursor.execute(
            "select outcome, code, purpose, subject_id from oversight_entry where act = %s "
            "and case_id = %s order by id",
            [act, home.case],
        )
        return cursor.fetchall()


def locks(home: FileHouse, file: uuid.UUID) -> tuple[LockKind, ...]:
    found = queries.file_locks(actor=home.ada, at=home.now, case_id=home.case, file_id=file)
    return found[file].holding


def exhibit(home: FileHouse, **said: str) -> FileHouse:
    """The same house with an exhibit of which something else is said."""
    made = exhibit_of(home.ada, home.case, number=9)
    with unlocked() as cursor:
        for name in said:
            assert name in {"kind", "basis", "no_basis", "sensitivity", "source"}
        columns = ", ".join(f"{name} = %s" for name in said)
        cursor.execute(
            f"update evidence_exhibit set {columns} where id = %s",
            [*said.values(), made],
        )
    return replace(home, exhibit=made)


def test_a_file_is_read_in_a_viewing_and_each_look_is_on_the_record_first(home):
    data = content(3 * MIB + 5)
    file = home.put(data).id
    viewing = begin(home, file, purpose=Purpose.PROSECUTION)
    assert read(home, file, viewing) == data
    with queries.open_file(
        actor=home.ada, at=home.now, case_id=home.case, file_id=file, viewing_id=viewing
    ) as opened:
        assert b"".join(opened.pieces(1000, 2 * MIB)) == data[1000 : 2 * MIB]
    looks = entries(home, "file.open")
    assert [(outcome, purpose) for outcome, _, purpose, _ in looks] == [
        ("done", Purpose.PROSECUTION.value)
    ] * 2
    assert [subject for *_, subject in entries(home, "evidence.view")] == [file, file]
    (seen,) = queries.viewings(actor=home.ben, at=home.now, case_id=home.case, file_id=file)
    assert (seen.looks, seen.staff_id, seen.purpose) == (2, home.ada.id, "prosecution")


def test_a_viewing_ends_after_half_an_hour(home):
    file = home.put(b"calm").id
    viewing = begin(home, file)
    with pytest.raises(Refusal, match=r"evidence\.viewing_over"):
        read(home, file, viewing, at=home.now + HALF)


def test_nobody_reads_in_the_viewing_of_another_or_of_another_file(home):
    file, other = home.put(b"calm").id, home.put(b"quiet").id
    viewing = begin(home, file)
    for told in ({"actor": home.ben}, {"file": other}):
        with pytest.raises(Refusal, match=r"evidence\.no_viewing"):
            read(home, told.pop("file", file), viewing, **told)
    with pytest.raises(Refusal, match=r"access\."):
        read(home, file, viewing, actor=home.stranger)
    assert entries(home, "file.open") == []


def test_a_changed_file_is_refused_and_on_the_record_as_broken(home):
    data = content(MIB)
    file = home.put(data).id
    viewing = begin(home, file)
    path = places.place(file)
    sealed = bytearray(path.read_bytes())
    sealed[500_000] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(Refusal, match=r"evidence\.file_broken"):
        read(home, file, viewing)
    evidence.found_broken(actor=home.ada, at=home.now, case_id=home.case, file_id=file)
    (state,) = queries.failed_checks(actor=home.ben, at=home.now)
    assert state.file_id == file
    assert queries.failed_checks(actor=home.stranger, at=home.now) == ()


def test_a_file_swapped_with_another_does_not_open(home):
    first, second = home.put(content(5000)).id, home.put(content(5000)).id
    one, two = places.place(first), places.place(second)
    one_bytes, two_bytes = one.read_bytes(), two.read_bytes()
    one.write_bytes(two_bytes)
    two.write_bytes(one_bytes)
    for file in (first, second):
        with pytest.raises(Refusal, match=r"evidence\.file_broken"):
            read(home, file, begin(home, file))


@pytest.mark.parametrize("kind", list(LockKind))
def test_a_locked_file_opens_for_nobody_until_its_ground_is_recorded(home, kind):
    file = home.put(b"calm").id
    before = begin(home, file)
    chief = cast.staff("chief", "supervisor", "prosecutor", "custodian", unit=home.place.unit)
    cast.assign(chief, home.case, role="supervisor")
    evidence.lock_file(actor=home.ben, at=home.now, case_id=home.case, file_id=file, kind=kind)
    for actor in (home.ada, home.ben, chief):
        with pytest.raises(Refusal, match=r"evidence\.locked"):
            begin(home, file, by=actor)
        with pytest.raises(Refusal, match=r"evidence\.locked"):
            queries.archive(actor=actor, at=home.now, case_id=home.case, file_id=file)
        with pytest.raises(Refusal, match=r"evidence\.locked"):
            evidence.take_entry(actor=actor, at=home.now, case_id=home.case, file_id=file, entry=0)
    with pytest.raises(Refusal, match=r"evidence\.locked"):
        read(home, file, before)  # a viewing that had begun ends with the lock
    assert entries(home, "file.open") == []
    ground = "court_order" if kind is not LockKind.PLATFORM_NOT_VIEWED else "platform_viewed"
    evidence.record_authority(
        actor=home.ben, at=home.now, case_id=home.case, file_id=file, kind=kind, ground=ground,
        reference="Eastfield court, 12/26, 1 March",
    )  # fmt: skip
    assert read(home, file, begin(home, file)) == b"calm"


def test_whoever_is_locked_out_is_told_what_to_record_in_both_languages(home):
    file = home.put(b"calm").id
    evidence.lock_file(
        actor=home.ada, at=home.now, case_id=home.case, file_id=file, kind=LockKind.PRIVILEGED
    )
    with pytest.raises(Refusal, match="Record who reviewed the privilege") as caught:
        begin(home, file)
    assert caught.value.text is not None
    assert "特权审查" in caught.value.text.zh


def test_the_reference_of_a_ground_is_sealed(home):
    file = home.put(b"calm").id
    told = {"actor": home.ada, "at": home.now, "case_id": home.case, "file_id": file}
    evidence.lock_file(kind=LockKind.WARRANT, **told)
    evidence.record_authority(
        kind=LockKind.WARRANT, ground="warrant", reference="Warrant 77 of Eastfield", **told
    )
    (recorded,) = queries.file_locks(**told)[file].lifted
    (said,) = words.read_words(
        actor=home.ben, at=home.now, case_id=home.case, subject_ids=[recorded.words_id]
    )
    assert said.fields == {"lawful_ground": "Warrant 77 of Eastfield"}
    with pytest.raises(Refusal, match=r"evidence\.not_locked"):
        evidence.record_authority(
            kind=LockKind.WARRANT, ground="warrant", reference="Twice", **told
        )


@pytest.mark.parametrize(
    ("ground", "reference", "code"),
    [
        ("agreement", "A form", "evidence.ground"),
        ("warrant", "  ", "evidence.reference"),
        ("warrant", "x" * 2001, "evidence.reference_long"),
    ],
)
def test_a_ground_that_does_not_fit_lifts_nothing(home, ground, reference, code):
    file = home.put(b"calm").id
    told = {"actor": home.ada, "at": home.now, "case_id": home.case, "file_id": file}
    evidence.lock_file(kind=LockKind.WARRANT, **told)
    with pytest.raises(Refusal, match=code):
        evidence.record_authority(kind=LockKind.WARRANT, ground=ground, reference=reference, **told)
    assert locks(home, file) == (LockKind.WARRANT,)


@pytest.mark.parametrize(
    ("said", "lock"),
    [
        ({"kind": "phone", "basis": "consent"}, LockKind.CONSENT_ONLY),
        (
            {"kind": "storage_medium", "basis": "none", "no_basis": "danger_of_loss"},
            LockKind.WARRANT,
        ),
    ],
)
def test_a_device_without_its_paper_is_locked_without_anybodys_doing(home, said, lock):
    house = exhibit(home, **said)
    file = house.put(b"calm").id
    assert locks(house, file) == (lock,)
    with pytest.raises(Refusal, match=r"evidence\.locked"):
        begin(house, file)


@pytest.mark.parametrize(("first", "anew"), [("warrant", "consent"), ("consent", "warrant")])
def test_what_is_said_anew_of_an_exhibit_locks_its_files_and_opens_none(home, first, anew):
    house = exhibit(home, kind="phone", basis=first)
    file = house.put(b"calm").id
    with gate._transaction(home.ada):
        Correction.objects.create(
            holder_id=home.case, exhibit_id=house.exhibit, number=1, field="basis", value=anew,
            before=first, reason="misread", at=home.now, by_id=home.ada.id,
        )  # fmt: skip
    assert locks(house, file) == (LockKind.CONSENT_ONLY,)


def test_a_public_page_taken_by_consent_is_not_locked(home):
    file = exhibit(home, kind="web_capture", basis="consent").put(b"calm").id
    assert locks(home, file) == ()


def test_restricted_material_is_shown_to_named_roles_alone_and_to_nobody_where_digests_are_kept(
    home, settings
):
    file = home.put(b"calm", restricted=True).id
    worker = cast.staff("sue", "support_worker", unit=home.place.unit)
    cast.assign(worker, home.case, role="support_worker")
    with pytest.raises(Refusal, match=r"evidence\.restricted"):
        begin(home, file, by=worker)
    viewing = begin(home, file)
    assert read(home, file, viewing) == b"calm"
    settings.BAIRN_RESTRICTED_FILES = "digest"
    with pytest.raises(Refusal, match=r"evidence\.restricted"):
        read(home, file, viewing)


def test_sensitive_viewings_stand_in_the_ledger_of_who_looked_and_others_do_not(home):
    chief = cast.staff("chief", "supervisor", unit=home.place.unit)
    elsewhere = cast.staff("else", "supervisor", unit=home.place.other_unit)
    begin(home, home.put(b"calm").id)
    begin(home, home.put(b"shut", restricted=True).id)
    begin(home, exhibit(home, sensitivity="intimate").put(b"soft").id)
    (week,) = queries.own_exposure(actor=home.ada, at=home.now).weeks
    assert (week.files, week.minutes, week.due) == (2, 2, False)
    assert queries.own_exposure(actor=home.ben, at=home.now).weeks == ()
    (ledger,) = queries.unit_exposure(actor=chief, at=home.now)
    assert (ledger.staff_id, len(ledger.weeks)) == (home.ada.id, 1)
    assert queries.unit_exposure(actor=elsewhere, at=home.now) == ()
    with pytest.raises(Refusal, match=r"access\."):
        queries.unit_exposure(actor=home.ben, at=home.now)


def test_a_supervisor_of_the_unit_notes_once_that_they_asked(home):
    chief = cast.staff("chief", "supervisor", unit=home.place.unit)
    elsewhere = cast.staff("else", "supervisor", unit=home.place.other_unit)
    begin(home, home.put(b"shut", restricted=True).id)
    week = queries.own_exposure(actor=home.ada, at=home.now).weeks[0].monday
    told = {"at": home.now, "staff_id": home.ada.id, "week": week}
    with pytest.raises(Refusal, match=r"evidence\.no_week"):
        evidence.check_welfare(actor=elsewhere, **told)
    evidence.check_welfare(actor=chief, **told)
    assert queries.own_exposure(actor=home.ada, at=home.now).weeks[0].checked_by == chief.id
    with pytest.raises(Refusal, match=r"evidence\.meanwhile"):
        evidence.check_welfare(actor=chief, **told)
    with pytest.raises(Refusal, match=r"evidence\.own_welfare"):
        evidence.check_welfare(actor=chief, **(told | {"staff_id": chief.id}))


def test_supervisors_of_the_unit_are_told_once_somebody_should_be_asked(home, monkeypatch):
    chief = cast.staff("chief", "supervisor", unit=home.place.unit)
    elsewhere = cast.staff("else", "supervisor", unit=home.place.other_unit)
    book = reading_book.book()
    low = replace(book, limit=replace(book.limit, files=2))
    monkeypatch.setattr(reading_book, "book", lambda: low)
    file = home.put(b"shut", restricted=True).id
    begin(home, file)
    assert outbox.waiting_for(actor=chief, at=home.now) == ()
    begin(home, file)
    begin(home, file)
    (notice,) = outbox.waiting_for(actor=chief, at=home.now)
    assert (notice.kind, notice.holder_id) == ("evidence.welfare_due", None)
    for actor in (elsewhere, home.ben, home.ada):
        assert outbox.waiting_for(actor=actor, at=home.now) == ()


def test_no_case_and_no_file_stands_in_the_ledger_of_exposure(home):
    from bairn.evidence.models.reading import Exposure, Welfare

    for model in (Exposure, Welfare):
        names = {one.name for one in model._meta.get_fields()}
        assert names.isdisjoint({"holder_id", "case_id", "file", "file_id", "exhibit"})
