"""From what a record says to its print: scripts, kinds and repetitions meet in the index."""

import time
from pathlib import Path

import pytest

from bairn.likeness.keys import Keys
from bairn.likeness.matches import Match
from bairn.likeness.terms import Address, Name, PartialDate, Sighting
from bairn.likeness.texts import print_of, repeats_name
from tests.rules.likeness.invented import HOLDER, SECRET, filled, subject

KEYS = Keys(SECRET)


def _asked(folder: Path, kept: Sighting, asked: Sighting) -> Match:
    with filled(folder, 40) as index:
        index.add(subject(77), HOLDER, print_of(kept, index.keys))
        found = {one.subject: one for one in index.ask(print_of(asked, index.keys))}
        return found[subject(77)]


def _levels(match: Match) -> dict[str, str]:
    return {one.evidence: one.level for one in match.reasons}


def test_a_name_in_characters_is_found_by_its_pinyin(tmp_path: Path) -> None:
    born = PartialDate(1987, 3, 4)
    kept = Sighting(names=(Name(full="張秀英"),), birth=born)
    asked = Sighting(names=(Name(family="Zhang", given="Xiuying"),), birth=born)
    found = _levels(_asked(tmp_path, kept, asked))
    assert found["name"] == "same.same"
    assert found["birth"] == "same"


def test_traditional_and_simplified_characters_are_one(tmp_path: Path) -> None:
    kept, asked = Sighting(names=(Name(full="張秀英"),)), Sighting(names=(Name(full="张秀英"),))
    assert _levels(_asked(tmp_path, kept, asked))["name"] == "han.han"


@pytest.mark.parametrize("handle", ["015112345678", "+49 151 12345678"])
def test_a_phone_number_used_as_a_handle_is_found(tmp_path: Path, handle: str) -> None:
    kept = Sighting(phones=("+49 151 12345678",), region="DE")
    asked = Sighting(accounts=(("Telegram", handle),), region="DE")
    match = _asked(tmp_path, kept, asked)
    assert _levels(match)["other_kind"] == "same"
    assert ("account", "phone") in match.shared


def test_the_same_handle_on_another_platform_is_less_than_the_same_account(tmp_path: Path) -> None:
    kept = Sighting(accounts=(("Instagram", "@BlueFalcon9120"),))
    same = Sighting(accounts=(("instagram", "bluefalcon9120"),))
    other = Sighting(accounts=(("snapchat", "bluefalcon9120"),))
    assert _levels(_asked(tmp_path / "a", kept, same))["account"] == "same"
    assert _levels(_asked(tmp_path / "b", kept, other))["account"] == "handle"


def test_a_handle_that_only_repeats_the_name_counts_as_such(tmp_path: Path) -> None:
    who = Name(family="Lindqvist", given="Marta")
    kept = Sighting(names=(who,), accounts=(("instagram", "marta.lindqvist"),))
    asked = Sighting(names=(who,), accounts=(("snapchat", "marta.lindqvist"),))
    assert _levels(_asked(tmp_path, kept, asked))["account"] == "handle_named"


@pytest.mark.parametrize(
    ("form", "repeats"),
    [
        ("marta.lindqvist", True),
        ("lindqvistm", True),
        ("marta", True),
        ("marta_lindqvist87", True),
        ("marta.lindqvist4821", False),
        ("bluefalcon", False),
        ("martabluefalcon", False),
        ("", False),
    ],
)
def test_what_repeats_a_name(form: str, repeats: bool) -> None:
    assert repeats_name(form, [{"family": "lindqvist", "given": "marta"}]) is repeats


def test_any_of_several_names_and_numbers_is_found(tmp_path: Path) -> None:
    kept = Sighting(
        names=(Name(family="Lindqvist", given="Marta"), Name(full="Marta Okafor")),
        phones=("+49 151 12345678", "+49 151 87654321"),
    )
    asked = Sighting(names=(Name(family="Okafor", given="Marta"),), phones=("+4915187654321",))
    found = _levels(_asked(tmp_path, kept, asked))
    assert (found["name"], found["phone"]) == ("same.same", "same")


def test_an_address_agrees_without_its_punctuation(tmp_path: Path) -> None:
    kept = Sighting(addresses=(Address("12, Harbour Road", "Westbay", "AB1 2CD"),))
    asked = Sighting(addresses=(Address("12 harbour road", "Westbay", "ab12cd"),))
    assert _levels(_asked(tmp_path, kept, asked))["address"] == "same"


def test_one_reading_of_each_name_is_kept_and_all_are_asked_with(tmp_path: Path) -> None:
    kept = print_of(Sighting(names=(Name(family="Lindqvist", given="Marta"),)), KEYS)
    swapped = print_of(Sighting(names=(Name(full="Lindqvist Marta"),)), KEYS)
    assert kept.kept == swapped.kept == 1
    match = _asked(
        tmp_path,
        Sighting(names=(Name(family="Lindqvist", given="Marta"),)),
        Sighting(names=(Name(full="Lindqvist Marta"),)),
    )
    assert _levels(match)["name"].startswith("same.same")


def test_a_record_that_says_nothing_finds_nobody(tmp_path: Path) -> None:
    with filled(tmp_path, 5) as index:
        assert index.ask(print_of(Sighting(), index.keys)) == ()


def test_a_print_takes_two_milliseconds_at_most() -> None:
    full = Sighting(
        names=(Name(full="張秀英"), Name(family="Zhang", given="Xiuying")),
        birth=PartialDate(1987, 3, 4),
        phones=("+49 151 12345678", "+49 151 87654321"),
        emails=("xiuying.zhang@example.org",),
        accounts=(("wechat", "xiuying8812"),),
        addresses=(Address("12 Harbour Road", "Westbay", "AB1 2CD"),),
    )
    print_of(full, KEYS)
    taken = []
    for _ in range(50):
        began = time.thread_time()
        print_of(full, KEYS)
        taken.append(time.thread_time() - began)
    assert sorted(taken)[len(taken) // 2] < 0.002
