"""Exhibits: what has to be said, who sees them, and that nothing said before is lost."""

import uuid
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from bairn.access import queries as record
from bairn.cases import actions as cases
from bairn.evidence import actions, queries
from bairn.evidence.terms import Acquisition, ExhibitWords, Omitted
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words
from tests.rooms.evidence.store import AT, HOUR, Store, as_app, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def test_an_exhibit_gets_a_number_in_its_case_and_a_code_in_the_house(store: Store) -> None:
    first, second = store.register(), store.register()
    assert (first.number, second.number) == (1, 2)
    assert first.code != second.code
    card = queries.by_code(actor=store.ada, at=AT, code=first.code.lower())
    assert card is not None
    assert (card.id, card.number, card.hands.staff_id) == (first.id, 1, store.ben.id)


def test_the_words_are_sealed_and_open_with_the_circle(transactional_db: None) -> None:
    store = open_store()
    made = store.register(witness="A neighbour", omitted=())
    file = store.file(made.id)
    opened = words.read_words(
        actor=store.ben, at=AT, case_id=store.case, subject_ids=[file.words_id]
    )
    assert opened[0].fields["exhibit_description"] == "A blue coat"
    assert opened[0].fields["exhibit_witness"] == "A neighbour"


def test_the_moment_keeps_the_offset_in_which_it_was_said(store: Store) -> None:
    there = timezone(timedelta(hours=8))
    made = store.register(collected_at=(AT - HOUR).astimezone(there))
    assert store.file(made.id).card.collected_at.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("evidence.code", {"kind": "cloak"}),
        ("evidence.description", {"words": ExhibitWords(description=" ")}),
        ("evidence.future", {"collected_at": AT + HOUR}),
        ("evidence.offset", {"collected_at": (AT - HOUR).replace(tzinfo=None)}),
        ("evidence.collector", {"collected_by": None}),
        ("evidence.collector_unknown", {"collected_by": uuid.uuid4()}),
        ("evidence.code", {"basis": "none"}),
        ("evidence.basis_and_reason", {"no_basis": "danger_of_loss"}),
        ("evidence.about", {"source": "person"}),
        ("evidence.participant", {"about": uuid.uuid4()}),
        ("evidence.parent", {"source": "exhibit"}),
        ("evidence.number", {"seal": "Petra"}),
        ("evidence.acquisition", {"kind": "extraction"}),
        ("evidence.no_exhibit", {"parent_id": uuid.uuid4()}),
        (
            "evidence.not_digital",
            {"acquisition": Acquisition(
                tool="T", tool_version="1", write_blocked=True, sha256="ab" * 32)},
        ),
        (
            "evidence.omitted_twice",
            {"omitted": (Omitted(step="history", reason="declined"),) * 2},
        ),
        ("evidence.code", {"omitted": (Omitted(step="history", reason=""),)}),
    ],
)  # fmt: skip
def test_it_is_not_registered_while_something_is_missing_or_wrong(store, code, said) -> None:
    with no(code):
        store.register(**said)
    assert queries.exhibits(actor=store.ben, at=AT, case_id=store.case) == ()


def test_a_swab_of_a_kit_hangs_on_the_kit_and_on_its_root(store: Store) -> None:
    kit = store.register(kind="kit", source="person", about=store.people[0])
    swab = store.register(kind="swab", source="exhibit", parent_id=kit.id, method="sub_sample")
    part = store.register(kind="swab", source="exhibit", parent_id=swab.id, method="sub_sample")
    card = store.file(part.id).card
    assert (card.parent_id, card.root_id, card.about) == (swab.id, kit.id, store.people[0])
    assert [one.id for one in store.file(kit.id).children] == [swab.id]


def test_each_step_that_was_left_out_has_its_reason(store: Store) -> None:
    made = store.register(
        kind="kit", source="person", about=store.people[0],
        omitted=(Omitted(step="history", reason="no_account_possible", words="No words yet"),),
    )  # fmt: skip
    (left_out,) = store.file(made.id).omitted
    assert (left_out.step, left_out.reason) == ("history", "no_account_possible")
    assert left_out.words_id is not None


def test_data_of_a_device_says_by_what_it_was_taken(store: Store) -> None:
    phone = store.register(kind="phone")
    taken = Acquisition(tool="Reader", tool_version="2.1", write_blocked=True, sha256="AB" * 32)
    made = store.register(
        kind="extraction", source="exhibit", parent_id=phone.id, method="logical_copy",
        acquisition=taken,
    )  # fmt: skip
    file = store.file(made.id)
    assert (file.sha256, file.write_blocked) == ("ab" * 32, True)


def test_a_correction_is_added_and_what_was_said_stays(store: Store) -> None:
    made = store.register()
    store_it = {"actor": store.ben, "at": AT + HOUR, "case_id": store.case, "exhibit_id": made.id}
    actions.correct(**store_it, field="kind", value="bedding", reason="written_wrongly")
    number = actions.correct(
        **store_it, field="description", words="A blue blanket", reason="learned_more"
    )
    file = store.file(made.id)
    assert number == 2
    assert file.card.kind == "bedding"
    assert [(one.field, one.value, one.before) for one in file.corrections] == [
        ("kind", "bedding", "clothing"), ("description", "", ""),
    ]  # fmt: skip
    with as_app(store.ben) as cursor:
        cursor.execute("select kind from evidence_exhibit where id = %s", [made.id])
        assert cursor.fetchone() == ("clothing",)
    with no("evidence.same"):
        actions.correct(**store_it, field="kind", value="bedding", reason="written_wrongly")
    with no("evidence.field"):
        actions.correct(**store_it, field="number", value="7", reason="written_wrongly")


def test_a_laboratory_sees_what_is_or_was_in_its_hands_or_offered(store: Store) -> None:
    seen, unseen = store.register(), store.register()
    assert queries.exhibits(actor=store.lee, at=AT, case_id=store.case) == ()
    store.offer(seen.id, to=store.lee)
    mine = queries.exhibits(actor=store.lee, at=AT + HOUR, case_id=store.case)
    assert [one.id for one in mine] == [seen.id]
    with no("evidence.no_exhibit"):
        store.file(unseen.id, by=store.lee)
    assert len(queries.exhibits(actor=store.cleo, at=AT, case_id=store.case)) == 2


def test_the_database_hides_it_from_the_laboratory_by_itself(store: Store) -> None:
    seen, _ = store.register(), store.register()
    store.offer(seen.id, to=store.lee)
    for table in ("evidence_exhibit", "evidence_standing", "evidence_event", "evidence_hand"):
        with as_app(store.lee) as cursor:
            column = "id" if table == "evidence_exhibit" else "exhibit_id"
            cursor.execute(f"select distinct {column} from {table}")
            assert cursor.fetchall() == [(seen.id,)], table
        with as_app(store.emil) as cursor:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table


def test_a_code_out_of_reach_shows_nothing_and_the_attempt_is_recorded(store: Store) -> None:
    made = store.register()
    for actor in (store.emil, store.lee):
        assert queries.by_code(actor=actor, at=AT, code=made.code) is None
        page = record.record_of(actor=store.cleo, at=AT, case_id=store.case)
        tried = [one.entry for one in page.entries if one.entry.actor_id == actor.id]
        assert [(one.act, one.outcome.value) for one in tried] == [("evidence.by_code", "refused")]
        assert queries.search(actor=actor, at=AT, text=made.code).exhibits == ()
        page = record.record_of(actor=store.cleo, at=AT, case_id=store.case)
        acts = {one.entry.act for one in page.entries if one.entry.actor_id == actor.id}
        assert acts == {"evidence.by_code", "evidence.search"}
    assert queries.by_code(actor=store.emil, at=AT, code="B0000000000") is None
    assert queries.by_code(actor=store.emil, at=AT, code="nonsense") is None


def test_somebody_elsewhere_registers_nothing_and_sees_nothing(store: Store) -> None:
    with no("access.reach"):
        store.register(by=store.emil)
    with no("access.reach"):
        queries.exhibits(actor=store.emil, at=AT, case_id=store.case)


def test_nobody_changes_or_deletes_what_was_registered(store: Store) -> None:
    from django.db import DatabaseError, transaction

    made = store.register()
    for statement in (
        "update evidence_exhibit set kind = 'swab'", "delete from evidence_exhibit",
        "update evidence_event set kind = 'found'", "delete from evidence_event",
        "update evidence_standing set holder_id = exhibit_id",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), as_app(store.ben) as cursor:
            cursor.execute(statement)
    assert store.file(made.id).card.kind == "clothing"


def test_a_code_that_is_taken_is_drawn_again(store: Store, monkeypatch) -> None:
    from bairn.evidence import labels

    first = store.register()
    drawn = iter([first.code, labels.new_code()])
    monkeypatch.setattr(labels, "new_code", lambda: next(drawn))
    second = store.register()
    assert second.code != first.code
    assert second.number == 2


def test_what_somebody_outside_collected_comes_by_a_receipt_or_shows_a_gap(store: Store) -> None:
    outside = {"collected_by": None, "collector_words": "A nurse of the town clinic"}
    with_paper = store.register(**outside, receipt="Note 3")
    without = store.register(**outside)
    assert store.breaks(with_paper.id) == []
    assert store.breaks(without.id) == ["gap"]
    assert store.file(without.id).card.hands.staff_id == store.ben.id


def test_nothing_of_another_case_is_named_as_parent_or_person(store: Store) -> None:
    away = cases.open_case(
        actor=store.cleo, at=AT - HOUR, unit_id=store.place.unit.id,
        circle={store.ben.id: "investigator"},
    )  # fmt: skip
    made = store.register()
    other = replace(store, case=away)
    with no("evidence.no_exhibit"):
        other.register(source="exhibit", parent_id=made.id)
    with no("evidence.participant"):
        other.register(source="person", about=store.people[0])
    with no("evidence.no_exhibit"):
        other.offer(made.id)
    with no("evidence.no_exhibit"):
        other.file(made.id)
    assert queries.exhibits(actor=store.ben, at=AT, case_id=away) == ()
