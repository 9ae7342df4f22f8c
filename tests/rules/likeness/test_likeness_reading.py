"""A sighting is read from what the vault holds, and nothing is ever refused or lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import envelopes
from bairn.intake.terms import (
    Account,
    Identity,
    NationalId,
    Noted,
    PersonDraft,
    PersonRole,
)
from bairn.likeness import reading
from bairn.likeness.terms import Address, Name, PartialDate, Sighting

TEXT = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
SIGHTINGS = st.builds(
    Sighting,
    names=st.lists(st.builds(Name, family=TEXT, given=TEXT), max_size=1).map(tuple),
    birth=st.none() | st.builds(PartialDate, st.integers(1900, 2026), st.integers(1, 12)),
    national_ids=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    phones=st.lists(TEXT, max_size=3).map(tuple),
    emails=st.lists(TEXT, max_size=2).map(tuple),
    accounts=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    devices=st.lists(TEXT, max_size=2).map(tuple),
    vehicles=st.lists(TEXT, max_size=2).map(tuple),
    addresses=st.lists(st.builds(Address, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    urls=st.lists(TEXT, max_size=2).map(tuple),
    digests=st.lists(TEXT, max_size=2).map(tuple),
)


@given(SIGHTINGS)
def test_what_was_sealed_of_a_sighting_reads_as_the_same(sighting):
    assert reading.sighting_of(reading.fields_of(sighting)) == sighting


@given(st.dictionaries(st.sampled_from(["phones", "accounts", "birth_date", "x"]), st.text()))
def test_nothing_is_refused_and_what_is_unknown_is_kept(fields):
    found = reading.sighting_of(fields)
    kept = {"x"} | ({"birth_date"} if found.birth is None and fields.get("birth_date") else set())
    assert found.extra == {code: text for code, text in fields.items() if code in kept}
    assert reading.sighting_of(reading.fields_of(found)) == found


def test_what_intake_seals_of_a_person_is_understood():
    who = Identity(
        family_name="Ling",
        given_name="Ada",
        other_names=("凌爱达",),
        birth_date=date(1990, 4, 9),
        phones=("+47 900 00 001",),
        emails=("ada@example.org",),
        accounts=(Account("Example Chat", "@ada"),),
        national_ids=(NationalId("no", "01019000083"),),
        devices=(Noted("phone", "490154203237518"),),
        addresses=(Noted("home", "1 Elm Road"),),
    )
    person = PersonDraft(role=PersonRole.SUSPECT, identity=who)
    sealed = envelopes.person_of(person, pack="barnahus-eu")
    found = reading.sighting_of({code: str(text) for code, text in sealed.fields.items()})
    assert found.names == (Name("Ling", "Ada", ""), Name(full="凌爱达"))
    assert found.birth == PartialDate(1990, 4, 9)
    assert found.accounts == (("Example Chat", "@ada"),)
    assert found.national_ids == (("no", "01019000083"),)
    assert found.devices == ("490154203237518",)
    assert found.addresses == (Address("1 Elm Road"),)
    assert found.extra == {}


def test_a_year_alone_is_a_date():
    assert reading.sighting_of({"birth_date": "1990"}).birth == PartialDate(1990)


def test_a_birth_date_that_is_not_understood_is_kept_as_it_was():
    found = reading.sighting_of({"birth_date": "in spring"})
    assert found.birth is None
    assert found.extra == {"birth_date": "in spring"}
    assert reading.fields_of(found) == {"birth_date": "in spring"}
