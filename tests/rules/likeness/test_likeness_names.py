"""The same name is found again whatever the script, spelling and order; others stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.likeness.facets import facets_of_name
from bairn.likeness.names import NameLevel, compare, forms
from bairn.likeness.terms import Name

ANY = st.builds(Name, st.text(max_size=12), st.text(max_size=12), st.text(max_size=20))


def whole(text: str) -> Name:
    return Name(full=text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (whole("陈大文"), whole("Chan Tai Man")),
        (whole("陳大文"), whole("陈大文")),
        (whole("David Chan Tai Man"), whole("陳大文")),
        (Name("Zhang", "Xiaoming"), whole("張曉明")),
        (whole("Hsiao-ming Chang"), Name("Zhang", "Xiaoming")),
        (whole("Leung Ka Fai"), whole("梁家辉")),
        (whole("Wong Siu Ming"), whole("黃小明")),
        (Name("单", "伟"), Name("Shan", "Wei")),
        (whole("欧阳娜"), Name("Ouyang", "Na")),
        (whole("Wei Wang"), whole("Wang Wei")),
        (whole("伟王"), Name("王", "伟")),
        (Name("Smith", "Bill"), Name("Smith", "William")),
        (Name("García López", "María"), Name("Garcia", "Maria")),
        (Name("van der Berg", "Jan"), Name("Berg", "Jan")),
        (Name("Müller", "Jörg"), Name("Mueller", "Joerg")),
        (whole("Иван Петров"), Name("Petrov", "Ivan")),
        (whole("Dr Ada Ling"), Name("Ling", "Ada")),
        (whole("Ling, Ada"), Name("Ling", "Ada")),
    ],
)
def test_one_name_in_two_spellings_is_the_same_or_sounds_the_same(one, other):
    found = compare(one, other)
    assert found.level >= NameLevel.SAME_SOUND
    assert compare(other, one) == found


@pytest.mark.parametrize(
    ("one", "other", "most"),
    [
        (whole("王伟"), whole("王薇"), NameLevel.PART),  # one reading, other characters
        (whole("王伟"), whole("李娜"), NameLevel.OTHER),
        (whole("张伟明"), whole("张建国"), NameLevel.OTHER),
        (Name("Smith", "Ada"), Name("Jones", "Ben"), NameLevel.OTHER),
        (Name("Smith", "Ada"), Name("Smith", "Ben"), NameLevel.PART),
        (Name("Smith", "A"), Name("Smith", "Ada"), NameLevel.PART),
        (Name("Smith"), Name("Smith", "Ada"), NameLevel.PART),
        (Name(), Name("Smith", "Ada"), NameLevel.UNKNOWN),
    ],
)
def test_what_differs_or_is_missing_never_counts_as_the_same(one, other, most):
    assert compare(one, other).level <= most


def test_how_two_names_agree_can_be_told():
    assert "order" in compare(whole("Wei Wang"), whole("Wang Wei")).how
    assert "spelling" in compare(Name("Smith", "Bill"), Name("Smith", "William")).how
    assert "characters" in compare(whole("陳大文"), whole("陈大文")).how


@given(ANY, ANY)
def test_nothing_that_can_be_typed_stops_a_comparison_and_both_ways_are_one(one, other):
    found = compare(one, other)
    assert compare(other, one) == found
    assert len(forms(one)) <= 4


@given(ANY)
def test_a_name_is_the_same_as_itself_or_has_no_letters(name):
    found = compare(name, name).level
    readings = forms(name)
    complete = [one for one in readings if one.family and one.given]
    assert found is (NameLevel.SAME if complete else found)
    assert (found is NameLevel.UNKNOWN) == (not readings) or not complete


@given(ANY)
def test_the_components_of_a_print_are_letters_or_characters_alone(name):
    for facet in facets_of_name(name):
        assert all(text for text in facet.values())
        assert all(text.isalpha() for text in facet.values())
