"""A name in whatever script is compared with itself and with how it is written in Latin letters."""

from pathlib import Path

import pytest

from bairn.likeness import texts
from bairn.likeness.batch import spelling
from bairn.likeness.index import Index
from bairn.likeness.keys import Keys
from bairn.likeness.names import NameLevel, compare, forms
from bairn.likeness.terms import Name, PartialDate, Sighting
from tests.rules.likeness.invented import HOLDER, SECRET, subject

KEYS = Keys(SECRET)
# Common names put together at random: nobody.
WRITTEN = [
    ("سلمى حسن", "Salma Hassan"), ("מרים לוי", "Miryam Levi"),
    ("Γιώργος Λάμπρου", "Giorgos Lamprou"), ("ნინო ბერიძე", "Nino Beridze"),
    ("Արամ Սարգսյան", "Aram Sargsyan"), ("राहुल शर्मा", "Rahul Sharma"),
    ("やまだ はな", "Yamada Hana"), ("ヤマダ ハナ", "Yamada Hana"), ("김민수", "Kim Min-su"),
    ("남궁민수", "Namgung Minsu"), ("박서연", "Park Seoyeon"), ("Петро Їжак", "Petro Yizhak"),
]  # fmt: skip


@pytest.mark.parametrize("name", [one for one, _ in WRITTEN])
def test_a_name_in_any_script_is_the_same_as_itself(name):
    assert compare(Name(full=name), Name(full=name)).level is NameLevel.SAME


@pytest.mark.parametrize(("name", "latin"), WRITTEN)
def test_a_name_meets_itself_in_latin_letters(name, latin):
    assert compare(Name(full=name), Name(full=latin)).level >= NameLevel.NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [("سلمى حسن", "ليلى حسن"), ("김민수", "박민수"), ("Γιώργος Λάμπρου", "Νίκος Λάμπρου")],
)
def test_another_name_in_the_same_script_stays_another(one, other):
    assert compare(Name(full=one), Name(full=other)).level <= NameLevel.PART


def test_a_korean_name_is_parted_behind_its_family_name():
    (found, *_) = forms(Name(full="남궁민수"))
    assert (found.family, found.given) == ("namgung", "minsu")
    (apart, *_) = forms(Name("김", "민수"))
    assert (apart.family, apart.given) == ("kim", "minsu")


def test_whoever_was_taken_in_under_one_script_is_found_by_another(tmp_path: Path):
    with Index.create(tmp_path, KEYS) as index:
        for number, (name, _) in enumerate(WRITTEN):
            seen = Sighting(names=(Name(full=name),), birth=PartialDate(1980 + number, 4, 9))
            index.add(subject(number + 1), HOLDER, texts.print_of(seen, KEYS))
        for number, (_, latin) in enumerate(WRITTEN):
            asked = Sighting(names=(Name(full=latin),), birth=PartialDate(1980 + number, 4, 9))
            best = index.ask(texts.print_of(asked, KEYS))[0]
            assert best.subject == subject(number + 1), latin
            name = next(one for one in best.reasons if one.evidence == "name")
            assert name.weight > 0


def test_the_batch_hears_a_name_as_it_sounds_in_latin_letters():
    assert spelling.sound("петров") == spelling.sound("petrov")
    assert spelling.sound("λάμπρου") == spelling.sound("lamprou")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Ivanovich Lark", "Sergey Viktorovich Lark"),
        ("John Peter Reed", "John Martin Reed"),
        ("Habib Ben Mohamed Alder", "Habib Ben Salah Alder"),
    ],
)
def test_where_both_have_a_further_name_and_they_differ_it_is_not_the_same(one, other):
    assert compare(Name(full=one), Name(full=other)).level <= NameLevel.NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Peter Reed", "John Reed"),
        ("John Peter Reed", "John P Reed"),
        ("Bob Reed", "Robert Reed"),
    ],
)
def test_what_one_name_leaves_out_the_other_may_have(one, other):
    assert compare(Name(full=one), Name(full=other)).level >= NameLevel.NEAR
