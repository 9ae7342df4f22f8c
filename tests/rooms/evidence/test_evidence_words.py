"""A laboratory reads what was said of an exhibit, recorded first, and nothing else of the case."""

import pytest

from bairn.access import queries as record
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.queries import words
from bairn.vault.terms import SubjectKind
from tests.rooms.evidence.store import AT, Store, open_store


@pytest.fixture
def store(transactional_db: None) -> Store:
    return open_store()


def read(store: Store, *subjects, by=None):
    return words.read_exhibit_words(
        actor=by or store.lee, at=AT, case_id=store.case, subject_ids=subjects
    )


def test_a_laboratory_reads_what_was_said_of_what_is_in_its_hands(store: Store) -> None:
    coat = store.register()
    store.to_lab(coat.id)
    file = store.file(coat.id, by=store.lee)
    (opened,) = read(store, file.words_id)
    assert opened.fields["exhibit_description"] == "A blue coat"
    seen = record.record_of(actor=store.cleo, at=AT, case_id=store.case)
    assert any(
        (one.entry.act, one.entry.subject_id) == ("words.read_exhibit", file.words_id)
        for one in seen.entries
    )


def test_it_reads_no_other_words_of_the_case(store: Store) -> None:
    other = vault.seal(
        actor=store.ben, at=AT, case_id=store.case, kind=SubjectKind.WORDS,
        fields={"exhibit_note": "A note", "account": "Somebody's own words"},
    )  # fmt: skip
    for look in (read, lambda *asked: words.read_words(
        actor=store.lee, at=AT, case_id=store.case, subject_ids=asked[1:])):  # fmt: skip
        with pytest.raises(Refusal, match=r"vault\.not_of_exhibits|access\.role"):
            look(store, other)


def test_nobody_out_of_reach_reads_them(store: Store) -> None:
    file = store.file(store.register().id)
    with pytest.raises(Refusal, match=r"access\.reach"):
        read(store, file.words_id, by=store.emil)
