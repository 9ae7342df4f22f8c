"""The same name is found again whatever the script, spelling and order; others stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.likeness.facets import facets_of_name
from bairn.likeness.names import NameLevel, NameLikeness, compare, forms
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
        (whole("欧阳娜"), whole("Na Au Yeung")),
        (whole("张晓明"), whole("Hsiao Ming Chang")),  # the family name last, syllables apart
        (whole("张晓明"), whole("Zhangxiaoming")),
        (whole("朱志强"), whole("Chu Chih-ch'iang")),
        (whole("朱志强"), whole("Chu Chih-ch’iang")),
        (whole("任柔"), whole("Jen Jou")),  # Wade and Giles write j for r
        (whole("何克"), whole("Ho K'o")),
        (whole("吕娜"), whole("Lv Na")),
        (whole("吕娜"), whole("Lyu Na")),
        (whole("王绿"), whole("Wang Lyu")),
        (whole("郭子明"), whole("Kwok Tsz Ming")),
        (whole("陈大文"), whole("Tai Man Chan")),
        (whole("陈大文"), whole("Chan Tai Man, David")),
        (whole("陈大文"), whole("Chan, David Tai Man")),
        (whole("李文"), whole("Alan Li Wen")),
        (whole("曾伟"), whole("Ceng Wei")),  # read as the character is elsewhere
        (whole("种秀"), whole("Chong Xiu")),  # a rare surname is no given name
        (whole("García López, María"), Name("García", "María")),
        (Name("", "Chan Tai Man"), whole("陈大文")),
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
        (whole("Zhang Jian"), whole("Zhang Qian"), NameLevel.NEAR),  # pinyin tells them apart
        (whole("Wu Ming"), whole("Yu Ming"), NameLevel.PART),
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
    assert "order" in compare(Name("Wei", "Wang"), Name("Wang", "Wei")).how
    assert "spelling" in compare(Name("Smith", "Bill"), Name("Smith", "William")).how
    assert "characters" in compare(whole("陳大文"), whole("陈大文")).how


@given(ANY, ANY)
def test_nothing_that_can_be_typed_stops_a_comparison_and_both_ways_are_one(one, other):
    found = compare(one, other)
    assert compare(other, one) == found
    assert len(forms(one)) <= 4


@pytest.mark.parametrize(
    ("given_alone", "full"),
    [("小明", "王小明"), ("小文", "王小文"), ("建国", "李建国"), ("文文", "陈文文")],
)
def test_a_given_name_alone_is_a_part_of_the_whole(given_alone, full):
    assert compare(whole(given_alone), whole(full)).level is NameLevel.PART


@pytest.mark.parametrize(
    ("one", "other"),
    [("查文山", "Zha Wenshan"), ("尉迟明", "Yuchi Ming"), ("万俟明", "Moqi Ming")],
)
def test_a_name_in_its_usual_order_is_not_told_as_exchanged(one, other):
    assert compare(whole(one), whole(other)) == NameLikeness(NameLevel.SAME)


@given(ANY)
def test_a_name_is_the_same_as_itself(name):
    readings = forms(name)
    found = compare(name, name).level
    if not readings:
        assert found is NameLevel.UNKNOWN
    elif any(one.family and one.given for one in readings):
        assert found is NameLevel.SAME
    else:
        assert found is NameLevel.PART


def test_a_name_without_letters_is_unknown():
    assert forms(Name("1", "-", "?")) == ()
    assert compare(Name("1"), Name("1")).level is NameLevel.UNKNOWN


@given(ANY)
def test_the_components_of_a_print_are_letters_or_characters_alone(name):
    for facet in facets_of_name(name):
        assert all(text for text in facet.values())
        assert all(text.isalpha() for text in facet.values())
