"""What is sealed is read by those who may, after an entry, and by nobody else in any way."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from bairn.access.models import Holder
from bairn.access.terms import Purpose
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault import keys, models, sealing, storage
from bairn.vault.keyservice import NotRecordedError
from bairn.vault.queries import identities, words
from bairn.vault.terms import Sealing, SubjectKind, TokenSource
from tests.rooms.vault.strongroom import (
    AT,
    BORN,
    SURNAME,
    TABLES,
    as_reporter,
    dumped,
    everything_stored,
    open_one,
    seal_child,
    unlocked,
)


def test_a_sealed_person_opens_with_the_newest_value_of_each_field(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    vault.seal(
        actor=house.first,
        at=AT + timedelta(minutes=5),
        kind=SubjectKind.PERSON,
        fields={"given_name": "Linnea"},
        subject_id=child,
        case_id=case,
    )
    assert open_one(house.first, child, case_id=case) == {
        "surname": SURNAME,
        "given_name": "Linnea",
        "birth_date": BORN.isoformat(),
    }


def test_words_and_documents_come_back_as_they_were(house):
    report = house.report()
    account, document = vault.seal_many(
        actor=house.first,
        at=AT,
        report_id=report,
        sealings=[
            Sealing(kind=SubjectKind.WORDS, fields={"account": "我想说一件事。"}),
            Sealing(kind=SubjectKind.DOCUMENT, fields={"raw": b"\xff\x00<report/>\x80"}),
        ],
    )
    asked = {"actor": house.first, "at": AT, "report_id": report}
    (text,) = words.read_words(subject_ids=[account], **asked)
    (paper,) = words.read_documents(subject_ids=[document], **asked)
    assert text.fields == {"account": "我想说一件事。"}
    assert paper.parts == {"raw": b"\xff\x00<report/>\x80"}


def test_a_person_does_not_open_through_the_looks_for_words(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.subject"):
        words.read_words(actor=house.first, at=AT, case_id=case, subject_ids=[child])


def test_a_purpose_must_be_the_one_that_is_recorded(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.purpose"):
        identities.open_identities(
            actor=house.first,
            at=AT,
            case_id=case,
            subject_ids=[child],
            purpose=Purpose.SUPPORT,
        )


def test_a_stranger_opens_nothing(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(Refusal):
        open_one(house.stranger, child, case_id=case)


def test_a_subject_does_not_open_under_another_case(house):
    case, other = house.case(), house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.subject"):
        open_one(house.first, child, case_id=other)


def test_nothing_is_sealed_into_a_subject_of_another_case(house):
    case, other = house.case(), house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(Refusal, match=r"vault\.subject"):
        vault.seal(
            actor=house.first,
            at=AT,
            kind=SubjectKind.PERSON,
            fields={"surname": "Alm"},
            subject_id=child,
            case_id=other,
        )


def test_every_opening_left_an_entry_before_it_opened(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    open_one(house.first, child, case_id=case)
    with unlocked() as cursor:
        cursor.execute(
            "select purpose from oversight_entry where act = 'identity.open' and case_id = %s",
            [case],
        )
        assert cursor.fetchall() == [("investigation",)]


def test_every_subject_that_is_opened_has_an_entry_of_its_own(house):
    case = house.case()
    children = [seal_child(house.first, case_id=case) for _ in range(3)]
    identities.open_identities(
        actor=house.first,
        at=AT,
        case_id=case,
        subject_ids=[*children, children[0]],
        purpose=Purpose.INVESTIGATION,
    )
    with unlocked() as cursor:
        cursor.execute(
            "select subject_id from oversight_entry "
            "where act = 'identity.open' and outcome = 'done' and case_id = %s",
            [case],
        )
        assert sorted(row[0] for row in cursor.fetchall()) == sorted(children)


def test_unwrapping_without_a_committed_entry_is_refused(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(NotRecordedError):
        keys.service().unwrap(_wrapped(child, case), entry_id=ids.new_id(), token=house.first.token)


def test_an_entry_that_is_written_but_not_committed_opens_nothing(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    wrapped, entry = _wrapped(child, case), ids.new_id()
    with transaction.atomic():
        _write_entry(house.first, entry, case)
        with pytest.raises(NotRecordedError):
            keys.service().unwrap(wrapped, entry_id=entry, token=house.first.token)
    assert len(keys.service().unwrap(wrapped, entry_id=entry, token=house.first.token)) == 1


def test_the_entry_of_somebody_else_opens_nothing(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    wrapped, entry = _wrapped(child, case), ids.new_id()
    with transaction.atomic():
        _write_entry(house.first, entry, case)
    for token in (house.second.token, house.stranger.token, "", "forged"):
        with pytest.raises(NotRecordedError):
            keys.service().unwrap(wrapped, entry_id=entry, token=token)


def test_whoever_left_the_circle_after_the_entry_opens_nothing(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    wrapped, entry = _wrapped(child, case), ids.new_id()
    with transaction.atomic():
        _write_entry(house.first, entry, case)
    Holder.objects.filter(id=case).update(restricted=True)
    with pytest.raises(NotRecordedError):
        keys.service().unwrap(wrapped, entry_id=entry, token=house.first.token)


def test_an_entry_about_another_case_or_an_old_one_opens_nothing(house):
    case, other = house.case(), house.case()
    child = seal_child(house.first, case_id=case)
    wrapped, foreign, old = _wrapped(child, case), ids.new_id(), ids.id_at(AT)
    with transaction.atomic():
        _write_entry(house.first, foreign, other)
        _write_entry(house.first, old, case)
    for entry in (foreign, old):
        with pytest.raises(NotRecordedError):
            keys.service().unwrap(wrapped, entry_id=entry, token=house.first.token)


def test_with_a_record_that_cannot_be_written_nothing_is_read(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with unlocked() as cursor:
        cursor.execute("revoke insert on oversight_entry from bairn_app")
    try:
        with pytest.raises(Exception, match="permission denied"):
            open_one(house.first, child, case_id=case)
    finally:
        with unlocked() as cursor:
            cursor.execute("grant insert on oversight_entry to bairn_app")
    assert open_one(house.first, child, case_id=case)["surname"] == SURNAME


def test_swapped_rows_do_not_open(house):
    case = house.case()
    one, other = seal_child(house.first, case_id=case), seal_child(house.first, case_id=case)
    with unlocked() as cursor:
        cursor.execute(
            "update vault_field as a set ciphertext = b.ciphertext, nonce = b.nonce, "
            "key_id = b.key_id from vault_field as b "
            "where a.subject_id = %s and b.subject_id = %s and a.field = b.field",
            [one, other],
        )
        assert cursor.rowcount == 3
    with pytest.raises(sealing.SealBrokenError):
        open_one(house.first, one, case_id=case)
    assert open_one(house.first, other, case_id=case)["surname"] == SURNAME


CANARIES = ["Canarisson", "Falterin", "+46701740605", "falter@canary.example", "1987-02-11"]


def seal_canaries(house):
    """Plant invented values that stand nowhere else; the report's id, which a dump must show."""
    report = house.report()
    vault.seal(
        actor=house.first,
        at=AT,
        kind=SubjectKind.PERSON,
        fields={f"field_{n}": value for n, value in enumerate(CANARIES)},
        tokens=[
            TokenSource.surname_and_birth_date("Canarisson", date(1987, 2, 11)),
            TokenSource.phone("+46701740605"),
            TokenSource.email("falter@canary.example"),
        ],
        report_id=report,
    )
    return str(report).encode()


def canaries_in(stored: bytes) -> list[str]:
    """Which of the values stand there, as they are, in lower case, or in hexadecimal."""
    forms = [(canary, form.encode()) for canary in CANARIES for form in (canary, canary.lower())]
    return [c for c, form in forms if form in stored or form.hex().encode() in stored]


def test_no_value_stands_in_any_table_nor_in_the_keyring(house):
    report, stored = seal_canaries(house), everything_stored()
    assert report in stored
    assert canaries_in(stored) == []


def test_no_value_stands_in_a_dump_of_the_database(house):
    report, stored = seal_canaries(house), dumped()
    assert report in stored
    assert canaries_in(stored) == []


def test_the_search_for_values_finds_one_that_was_left_in_clear(house):
    seal_canaries(house)
    house.place.unit.name = "Falterin"
    house.place.unit.save()
    assert canaries_in(dumped()) == ["Falterin"]


def test_a_field_that_is_not_padded_does_not_fit_into_the_table(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    with pytest.raises(IntegrityError, match="vault_field_size"), unlocked() as cursor:
        cursor.execute("update vault_field set ciphertext = '\\x00' where subject_id = %s", [child])


def test_a_reporter_seals_and_cannot_read_a_thing(house):
    reporter, report = house.brought_report()
    child = seal_child(reporter, report_id=report)
    with pytest.raises(Refusal, match=r"access\.role"):
        open_one(reporter, child, purpose=Purpose.INTAKE, report_id=report)
    for table in TABLES:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            as_reporter(reporter, f"select * from {table}")
    assert open_one(house.first, child, report_id=report)["surname"] == SURNAME


def test_a_reporter_seals_nothing_into_the_report_of_somebody_else(house):
    reporter, _ = house.brought_report()
    with pytest.raises(Refusal, match=r"access\.reach"):
        seal_child(reporter, report_id=house.report())


def test_sealing_a_usual_report_takes_few_statements(house, django_assert_max_num_queries):
    report = house.report()
    person = Sealing(
        kind=SubjectKind.PERSON,
        fields={f"f{n}": "value" for n in range(5)},
        tokens=[TokenSource.phone("+46701740605")],
    )
    sealings = [
        person,
        person,
        person,
        Sealing(kind=SubjectKind.WORDS, fields={"account": "calm words " * 50}),
        Sealing(kind=SubjectKind.DOCUMENT, fields={"raw": b"<report/>" * 600}),
    ]
    with django_assert_max_num_queries(10):
        found = vault.seal_many(actor=house.first, at=AT, report_id=report, sealings=sealings)
    assert len(set(found)) == 5


def _wrapped(subject_id, case):
    with unlocked():
        (key,) = models.DataKey.objects.filter(subject_id=subject_id)
    return [storage.as_wrapped(key, holder_id=case)]


def _write_entry(actor: Actor, entry_id: uuid.UUID, case: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role bairn_app")
        cursor.execute(
            "insert into oversight_entry values (%s, %s, 'look', 'identity.open', %s, 'staff', "
            "'{}', 'investigation', %s, null, null, null, 'done', '', '{}')",
            [entry_id, AT, actor.id, case],
        )
        cursor.execute("reset role")
