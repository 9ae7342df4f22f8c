"""What may stand on the record, and what never can."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.oversight import entries
from bairn.oversight.terms import Entry, EntryKind, Outcome

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
IDS = st.uuids()
CODES = st.from_regex(r"[a-z][a-z_.:-]{0,20}", fullmatch=True)
DETAILS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
    st.one_of(st.booleans(), st.integers(-999_999_999, 999_999_999), IDS, CODES),
    max_size=6,
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ENTRIES = st.builds(
    Entry,
    id=IDS,
    at=MOMENTS,
    kind=st.sampled_from(EntryKind),
    act=CODES,
    actor_id=IDS,
    actor_kind=CODES,
    roles=st.lists(CODES, max_size=3).map(lambda roles: tuple(sorted(roles))),
    purpose=st.one_of(st.just(""), CODES),
    case_id=st.none() | IDS,
    report_id=st.none() | IDS,
    subject_id=st.none() | IDS,
    within=st.none() | IDS,
    outcome=st.sampled_from(Outcome),
    code=st.one_of(st.just(""), CODES),
    detail=DETAILS,
)


def an_entry(**changes: object) -> Entry:
    entry = Entry(
        id=uuid.UUID(int=1),
        at=AT,
        kind=EntryKind.ACT,
        act="case.open",
        actor_id=uuid.UUID(int=2),
        actor_kind="staff",
    )
    return replace(entry, **changes)


@settings(deadline=None)
@given(ENTRIES)
def test_an_entry_comes_back_as_it_was_written(entry: Entry) -> None:
    back = entries.decode(entries.encode(entry))
    plain = {key: str(v) if isinstance(v, uuid.UUID) else v for key, v in entry.detail.items()}
    assert back == replace(entry, detail=plain)


@settings(deadline=None)
@given(ENTRIES)
def test_the_bytes_are_canonical_json_with_their_version(entry: Entry) -> None:
    encoded = entries.encode(entry)
    document = json.loads(encoded)
    assert document["v"] == 1
    assert rfc8785.dumps(document) == encoded


WORDS = [
    "Lin Mei",
    "LIN",
    "lin mei",
    "林美",
    "Pfarrstraße 3",
    "mei@school.example",
    "",
    "a" * 65,
    "code\n",
    "13800138000",
    "tel:4155550123",
    "110105201403078888",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("place", ["detail", "act", "actor_kind", "purpose", "code", "roles"])
def test_words_and_long_numbers_never_enter(place: str, words: str) -> None:
    if place in {"purpose", "code"} and not words:
        pytest.skip("an empty purpose or code is left out")
    value = {"detail": {"note": words}, "roles": (words,)}.get(place, words)
    with pytest.raises(entries.EntryFault) as refused:
        entries.encode(an_entry(**{place: value}))
    assert not words or words not in str(refused.value)


@pytest.mark.parametrize(
    "value", [1.5, None, b"ab", ["a"], {"a": 1}, AT, 10**9, -(10**9), 13_800_138_000, {1, 2}]
)
def test_nothing_but_counts_codes_and_ids_is_a_detail(value: object) -> None:
    with pytest.raises(entries.EntryFault):
        entries.encode(an_entry(detail={"note": value}))


@pytest.mark.parametrize("key", ["Mei", "lin mei", "", "a" * 65, "7up", 3])
def test_the_name_of_a_detail_is_a_plain_word(key: object) -> None:
    with pytest.raises(entries.EntryFault):
        entries.encode(an_entry(detail={key: 1}))


@pytest.mark.parametrize("place", ["actor_id", "case_id", "report_id", "subject_id", "within"])
def test_a_reference_is_an_id_and_nothing_else(place: str) -> None:
    with pytest.raises(entries.EntryFault):
        entries.encode(an_entry(**{place: "lin-mei"}))


@settings(deadline=None)
@given(st.text())
def test_whatever_text_passes_is_made_of_code_letters(text: str) -> None:
    try:
        encoded = entries.encode(an_entry(detail={"note": text}))
    except entries.EntryFault:
        return
    assert set(json.loads(encoded)["detail"]["note"]) <= set(
        "abcdefghijklmnopqrstuvwxyz0123456789_.:-"
    )


def test_a_size_in_bytes_may_be_large_while_a_count_may_not() -> None:
    assert entries.encode(an_entry(detail={"file_bytes": 2**40}))
    with pytest.raises(entries.EntryFault):
        entries.encode(an_entry(detail={"files": 2**40}))


def test_a_digest_of_64_digits_and_an_id_are_codes_despite_their_digits() -> None:
    assert entries.encode(an_entry(detail={"digest": "1" * 64, "id": str(uuid.UUID(int=5))}))


def test_an_entry_longer_than_a_tile_bundle_can_say_is_refused() -> None:
    with pytest.raises(entries.EntryFault, match="65535"):
        entries.encode(an_entry(detail={f"k{n}": "a" * 64 for n in range(900)}))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        entries.encode(an_entry(at=datetime(2026, 3, 2)))  # noqa: DTZ001


def test_an_entry_of_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        entries.decode(entries.encode(an_entry()).replace(b'"v":1', b'"v":2'))
