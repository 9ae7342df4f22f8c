"""The index answers the same however its sightings came in, and what was removed stays away."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bairn.likeness import prints
from bairn.likeness.index import Index, IndexBusyError, book
from bairn.likeness.keys import Keys
from bairn.likeness.matches import Match
from bairn.likeness.prints import Print
from tests.rules.likeness.invented import ELSEWHERE, HOLDER, SECRET, filled, person, subject

KEYS = Keys(SECRET)
_PEOPLE = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["lindqvist", "lindquist", "okafor", "zhang", ""]),
        "given": st.sampled_from(["marta", "martha", "ada", "xiuying", "xiu", ""]),
        "birth": st.sampled_from(["1987-03-04", "1987-04-03", "1960-01-01", "1987", ""]),
        "phone": st.sampled_from(["+493012345678", "+493087654321", "", ""]),
        "handle": st.sampled_from(["bluefalcon", "12345678", "", ""]),
    }
)
_SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_ASKED = [
    person(KEYS, "lindqvist", "marta", "1987-03-04"),
    person(KEYS, "zhang", "xiuying", "", "+493012345678"),
    person(KEYS, handle="12345678"),
]


def _answers(index: Index) -> list[tuple[Match, ...]]:
    return [index.ask(one) for one in _ASKED]


def _holding(folder: str, people: list[tuple[int, Print]]) -> Index:
    index = Index.create(Path(folder), KEYS)
    index.add_many((subject(number), HOLDER, one) for number, one in people)
    return index


@_SLOW
@given(st.lists(_PEOPLE, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_additions_does_not_matter(people: list[dict[str, str]], chance) -> None:
    told = [(n, person(KEYS, **one)) for n, one in enumerate(people, 1)]
    mixed = chance.sample(told, len(told))
    with (
        TemporaryDirectory() as here,
        TemporaryDirectory() as there,
        _holding(here, told) as one,
        _holding(there, mixed) as other,
    ):
        assert _answers(one) == _answers(other)


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 9), _PEOPLE),
        st.tuples(st.just("remove"), st.integers(1, 9), st.none()),
        st.tuples(st.just("move"), st.integers(1, 9), st.none()),
        st.tuples(st.sampled_from(["compact", "reopen"]), st.just(0), st.none()),
    ),
    max_size=25,
)


@_SLOW
@given(_STEPS)
def test_snapshot_and_additions_answer_as_if_built_anew(steps: list) -> None:
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        left: dict[int, tuple] = {}
        index = Index.create(Path(here), KEYS)
        for what, number, told in steps:
            index = _step(index, what, number, told, left)
        with index, Index.create(Path(there), KEYS) as anew:
            anew.add_many((subject(n), holder, one) for n, (holder, one) in left.items())
            assert _answers(index) == _answers(anew)
            assert index.sizes().sightings == len(left)
            assert all(index.holds(subject(n)) == (n in left) for n in range(1, 10))


def _step(index: Index, what: str, number: int, told, left: dict) -> Index:
    if what == "add":
        left[number] = (HOLDER, person(KEYS, **told))
        index.add(subject(number), *left[number])
    elif what == "remove":
        left.pop(number, None)
        index.remove(subject(number))
    elif what == "move":
        index.move(subject(number), ELSEWHERE)
        if number in left:
            left[number] = (ELSEWHERE, left[number][1])
    elif what == "compact":
        index.compact()
    else:
        index.close()
        return Index.open(index.folder, KEYS)
    return index


@_SLOW
@given(st.lists(_PEOPLE, min_size=1, max_size=10))
def test_reasons_sum_to_the_logit_and_the_best_comes_first(people: list[dict[str, str]]) -> None:
    told = [(n, person(KEYS, **one)) for n, one in enumerate(people, 1)]
    with TemporaryDirectory() as here, _holding(here, told) as index:
        for answer in _answers(index):
            assert [one.logit for one in answer] == sorted((m.logit for m in answer), reverse=True)
            for match in answer:
                assert sum(r.weight for r in match.reasons) == pytest.approx(match.logit)
                assert match.low <= match.probability <= match.high


def test_what_was_removed_never_comes_back(tmp_path: Path) -> None:
    index = filled(tmp_path, 5)
    asked = person(KEYS, "fam3ily", "giv3en", phone="+49300000003")
    assert index.ask(asked)[0].subject == subject(3)
    index.remove(subject(3))
    assert subject(3) not in {one.subject for one in index.ask(asked)}
    index.close()
    for _ in range(2):
        with Index.open(tmp_path, KEYS) as again:
            assert subject(3) not in {one.subject for one in again.ask(asked)}
            again.compact()


def test_one_self_is_left_out(tmp_path: Path) -> None:
    with filled(tmp_path, 3) as index:
        asked = person(KEYS, "fam2ily", "giv2en", phone="+49300000002")
        assert subject(2) not in {o.subject for o in index.ask(asked, leave_out=subject(2))}


def test_a_moved_subject_answers_with_its_new_holder(tmp_path: Path) -> None:
    with filled(tmp_path, 3) as index:
        index.compact()
        index.move(subject(2), ELSEWHERE)
        asked = person(KEYS, "fam2ily", "giv2en", phone="+49300000002")
        assert index.ask(asked)[0].holder == ELSEWHERE


def test_the_same_value_of_two_kinds_is_told(tmp_path: Path) -> None:
    with Index.create(tmp_path, KEYS) as index:
        index.add(subject(1), HOLDER, person(KEYS, phone="+493012345678"))
        (answer,) = index.ask(person(KEYS, handle="12345678"))
    assert answer.shared == (("account", "phone"),)


def test_nobody_answers_in_an_empty_index(tmp_path: Path) -> None:
    with Index.create(tmp_path, KEYS) as index:
        assert _answers(index) == [(), (), ()]
        assert index.ask(person(KEYS)) == ()


def test_two_people_of_one_name_share_the_chance_when_only_the_name_is_known(
    tmp_path: Path,
) -> None:
    asked = person(KEYS, "lindqvist", "marta")
    with filled(tmp_path, 300) as index:
        index.add(subject(901), HOLDER, person(KEYS, "lindqvist", "marta", "1987-03-04"))
        (alone,) = [one for one in index.ask(asked) if one.subject == subject(901)]
        index.add(subject(902), HOLDER, person(KEYS, "lindqvist", "marta", "1961-08-23"))
        two = [one for one in index.ask(asked) if one.logit > -5]
        assert {one.subject for one in two} == {subject(901), subject(902)}
        assert sum(one.probability for one in two) <= 1
        assert all(one.probability < alone.probability for one in two)


def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    with filled(tmp_path, 1), pytest.raises(IndexBusyError):
        Index.open(tmp_path, KEYS)
    Index.open(tmp_path, KEYS).close()


def test_a_reader_sees_what_the_writer_adds_and_compacts_and_writes_nothing(tmp_path: Path) -> None:
    asked = person(KEYS, "fam9ily", "giv9en", phone="+49300000009")
    with filled(tmp_path, 2) as writer, Index.open(tmp_path, KEYS, writing=False) as reader:
        writer.add(subject(9), HOLDER, asked)
        reader.refresh()
        assert reader.ask(asked)[0].subject == subject(9)
        writer.compact()
        writer.remove(subject(9))
        reader.refresh()
        assert subject(9) not in {one.subject for one in reader.ask(asked)}
        with pytest.raises(IndexBusyError):
            reader.add(subject(7), HOLDER, asked)
        with pytest.raises(IndexBusyError):
            reader.compact()


def test_questions_and_additions_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    with filled(tmp_path, 200) as index:
        index.compact()
        asked = person(KEYS, "fam7ily", "giv7en", phone="+49300000007")
        alone = index.ask(asked, most=1)[0].subject

        def add(number: int) -> None:
            index.add(subject(number), HOLDER, person(KEYS, f"late{number}", phone=f"+1{number}"))

        with ThreadPoolExecutor(4) as pool:
            adding = [pool.submit(add, number) for number in range(1000, 1200)]
            asking = [pool.submit(index.ask, asked, 1) for _ in range(200)]
            assert all(one.result()[0].subject == alone for one in asking)
            index.compact()
            assert all(one.result() is None for one in adding)
        assert index.sizes().sightings == 400


def test_it_says_when_to_compact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_MOST_ADDED", 5)
    with filled(tmp_path, 4) as index:
        assert not index.due()
        index.add_many((subject(n), HOLDER, person(KEYS, f"late{n}")) for n in (50, 51))
        assert index.due()
        index.compact()
        assert not index.due()


def test_spellings_to_ask_with_are_asked_with_and_not_kept(tmp_path: Path) -> None:
    spellings = [
        {"family": "chen", "given": "dawen", "family_sound": "c", "given_sound": "d"},
        {"family": "chan", "given": "taiman", "family_sound": "ch", "given_sound": "t"},
    ]
    asked = prints.print_from(spellings, [], KEYS, kept=1)
    with Index.create(tmp_path, KEYS) as index:
        told = person(KEYS, "chan", "taiman")
        index.add(subject(1), HOLDER, told)
        (answer,) = index.ask(asked)
        assert answer.reasons[0].level == "same.same"
        index.add(subject(1), HOLDER, asked)
        assert index.ask(told) == ()
