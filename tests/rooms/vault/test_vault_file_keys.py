"""A file's key opens through the looks for files alone, and only after they stand on the record."""

import uuid

import pytest

from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.queries import files, words
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.rooms.vault.household import Household
from tests.rooms.vault.strongroom import AT, unlocked

KEY = bytes(range(32))


def _seal_key(house: Household, case: uuid.UUID) -> uuid.UUID:
    return vault.seal(
        actor=house.first, at=AT, kind=SubjectKind.FILE, fields={files.FIELD: KEY}, case_id=case
    )


@pytest.mark.parametrize(
    ("look", "name"), [(files.file_keys, "file.open"), (files.keys_to_go_on, "file.go_on")]
)
def test_a_key_opens_after_its_entry(house: Household, look, name: str) -> None:
    case = house.case()
    subject = _seal_key(house, case)
    assert look(actor=house.first, at=AT, subject_ids=[subject], case_id=case) == {subject: KEY}
    with unlocked() as cursor:
        cursor.execute(
            "select act, case_id from oversight_entry where subject_id = %s and kind = 'look'",
            [subject],
        )
        assert cursor.fetchall() == [(name, case)]


def test_no_look_for_words_or_documents_opens_a_key(house: Household) -> None:
    case = house.case()
    subject = _seal_key(house, case)
    for look in (words.read_words, words.read_documents):
        with pytest.raises(Refusal, match=r"vault\.subject"):
            look(actor=house.first, at=AT, subject_ids=[subject], case_id=case)


def test_a_stranger_gets_no_key(house: Household) -> None:
    case = house.case()
    subject = _seal_key(house, case)
    for look in (files.file_keys, files.keys_to_go_on):
        with pytest.raises(Refusal, match=r"access\.reach"):
            look(actor=house.stranger, at=AT, subject_ids=[subject], case_id=case)
        with pytest.raises(Refusal, match=r"vault\.subject"):
            look(actor=house.stranger, at=AT, subject_ids=[subject], case_id=_own(house))


def _own(house: Household) -> uuid.UUID:
    return cast.holder("case", unit=house.place.other_unit)


def test_words_sealed_as_such_give_no_key(house: Household) -> None:
    case = house.case()
    text = vault.seal(
        actor=house.first, at=AT, kind=SubjectKind.WORDS, fields={"name": "Calm"}, case_id=case
    )
    with pytest.raises(Refusal, match=r"vault\.subject"):
        files.file_keys(actor=house.first, at=AT, subject_ids=[text], case_id=case)
