"""What evidence and holders wait for stands in the day of whoever may do it, and in no other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access.terms import Role
from bairn.evidence import actions as evidence
from bairn.evidence import incoming
from bairn.evidence.models.files import File, Upload
from bairn.evidence.terms import Carries
from bairn.evidence.terms.files import Verification
from bairn.feed import queries
from bairn.feed.terms import ItemKind
from bairn.kernel.periods import Bounds
from bairn.preservation.terms import Kind
from bairn.vault.files import places
from tests import cast
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, move_in
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, open_store
from tests.rooms.preservation.post import Post, open_post

EVIDENCE = {
    ItemKind.OFFER, ItemKind.UNSTORED, ItemKind.KIT, ItemKind.UNTESTED, ItemKind.DISPOSAL,
    ItemKind.CROSSING, ItemKind.FILE, ItemKind.UPLOAD, ItemKind.REQUEST, ItemKind.AGREEMENT,
}  # fmt: skip


@pytest.fixture
def store(db) -> Store:
    return open_store()


@pytest.fixture
def post(db) -> Post:
    return open_post()


def day(actor, at=AT + 3 * HOUR):
    return queries.my_day(actor=actor, at=at)


def of(kind, actor, at=AT + 3 * HOUR):
    return [one for one in day(actor, at).items if one.kind is kind]


def test_what_is_offered_to_one_waits_with_its_day_and_where_that_comes_from(store) -> None:
    coat, hat = store.register(), store.register()
    store.offer(coat.id, hat.id)
    (item,) = of(ItemKind.OFFER, store.ada)
    assert (item.code, item.late, item.check_locally) == ("take", False, True)
    assert item.due_at == AT + HOUR + 2 * DAY
    assert "2" in item.why.en
    assert item in day(store.ada).due
    assert of(ItemKind.OFFER, store.emil) == []


def test_whoever_gave_it_is_told_only_once_nobody_answered_in_time(store) -> None:
    offer = store.offer(store.register().id)
    assert of(ItemKind.OFFER, store.ben) == []
    (item,) = of(ItemKind.OFFER, store.ben, AT + 3 * DAY)
    assert (item.code, item.late) == ("given", True)
    store.accept(offer, at=AT + 3 * DAY)
    assert of(ItemKind.OFFER, store.ben, AT + 3 * DAY + HOUR) == []


def test_what_one_collected_is_to_be_stored_or_handed_over_and_data_is_not(store) -> None:
    coat = store.register()
    store.register(kind="photograph", seal="")
    (item,) = of(ItemKind.UNSTORED, store.ben)
    assert (item.about, item.late) == (coat.id, False)
    assert of(ItemKind.UNSTORED, store.ben, AT + DAY)[0].late
    assert of(ItemKind.UNSTORED, store.ada) == []
    store.accept(store.offer(coat.id))
    assert of(ItemKind.UNSTORED, store.ben) == []
    assert of(ItemKind.UNSTORED, store.ada) == []


def test_a_disposal_waits_for_another_than_whoever_asked(store) -> None:
    coat = store.register()
    evidence.propose_disposal(
        actor=store.ben, at=AT + HOUR, case_id=store.case, exhibit_id=coat.id,
        basis="retention_over",
    )  # fmt: skip
    for who in (store.cleo, store.dana):
        (item,) = of(ItemKind.DISPOSAL, who)
        assert item.about == coat.id
        assert item in day(who).waiting
    assert of(ItemKind.DISPOSAL, store.ben) == []
    assert of(ItemKind.DISPOSAL, store.emil) == []


def crossed(store: Store, which, what=Carries.VEHICLE) -> None:
    for who in (1, 0):
        evidence.note_contact(
            actor=store.ben, at=AT + DAY, case_id=store.case, what=what, which=which,
            with_participant=store.people[who], from_at=AT + who * HOUR,
            until_at=AT + (who + 1) * HOUR, cleaned_at=None,
        )  # fmt: skip


def test_a_possible_contamination_waits_for_a_supervisor_whom_it_is_not_about(store) -> None:
    second = cast.staff("cora", Role.SUPERVISOR, unit=store.place.unit)
    crossed(store, store.cleo.id, Carries.STAFF)
    assert len(of(ItemKind.CROSSING, second, AT + DAY)) == 1
    assert of(ItemKind.CROSSING, store.cleo, AT + DAY) == []
    assert of(ItemKind.CROSSING, store.ben, AT + DAY) == []


def broken_file(store: Store, number: int = 1) -> File:
    photo = store.register(kind="photograph", seal="")
    return File.objects.create(
        holder_id=store.case, exhibit_id=photo.id, number=number, words_id=store.case,
        key_id=store.case, held="sealed", found_type="image/png", size=1,
        sha256=bytes([number]) * 32, origin="upload", entry_id=store.case, taken_at=AT,
        by_id=store.ben.id, verification=Verification.BROKEN.value, verified_at=AT + HOUR,
    )  # fmt: skip


def test_an_upload_that_stopped_is_its_own_senders_to_finish(store) -> None:
    photo = store.register(kind="photograph", seal="")
    Upload.objects.create(
        holder_id=store.case, exhibit_id=photo.id, by_id=store.ben.id, size=10, origin="upload",
        words_id=store.case, key_id=store.case, begun_at=AT, touched_at=AT,
    )  # fmt: skip
    assert of(ItemKind.UPLOAD, store.ben, AT + timedelta(minutes=29)) == []
    (item,) = of(ItemKind.UPLOAD, store.ben)
    assert (item.code, item.reference != "") == (str(photo.id), True)
    assert of(ItemKind.UPLOAD, store.ada) == []


def test_a_kit_waits_for_those_who_move_it_and_none_without_a_report_for_police(db) -> None:
    scene = kit_scene.make()
    kit = scene.kit()
    scene.own(number="K-0043")
    due = scene.file(kit, at=kit_scene.AT).card.due_at
    assert of(ItemKind.KIT, scene.ben, due - 4 * DAY) == []
    (soon,) = of(ItemKind.KIT, scene.ben, due - DAY)
    assert (soon.about, soon.late, soon.due_at) == (kit, False, due)
    assert soon.code == "awaiting_pickup"
    assert soon.source is not None
    (late,) = of(ItemKind.KIT, scene.cleo, due)
    assert late.late
    assert of(ItemKind.KIT, scene.emil, due) == []


def test_a_question_not_to_test_waits_for_the_prosecutor_alone(db) -> None:
    scene = kit_scene.make()
    kit = scene.kit()
    evidence.kits.ask_not_to_test(
        actor=scene.ben, at=kit_scene.AT + HOUR, case_id=scene.case, kit_id=kit,
        reason="no_crime_supported",
    )  # fmt: skip
    (item,) = of(ItemKind.UNTESTED, scene.dana, kit_scene.AT + 2 * HOUR)
    assert (item.about, item.code) == (kit, "no_crime_supported")
    for who in (scene.ben, scene.cleo, scene.mo):
        assert of(ItemKind.UNTESTED, who, kit_scene.AT + 2 * HOUR) == []


def test_what_runs_out_at_a_holder_waits_for_its_own_officers_and_late_for_a_supervisor(
    post,
) -> None:
    asked = post.draft(at=AT, period=Bounds.exactly(AT))
    (item,) = of(ItemKind.REQUEST, post.ben)
    assert (item.about, item.source) == (asked, post.read(asked).next.source)
    (over,) = of(ItemKind.REQUEST, post.cleo, AT + 2 * DAY)
    assert over.late
    assert of(ItemKind.REQUEST, post.emil, AT + 2 * DAY) == []
    post.send(asked, AT + HOUR)
    waits = of(ItemKind.REQUEST, post.ben, AT + 2 * HOUR)
    assert [one for one in waits if one.code == "answer"] == []


def test_what_life_may_hang_on_is_a_matter_of_safety(post) -> None:
    post.draft(kind=Kind.EMERGENCY, basis="us_2702", items=("location",), period=Bounds.exactly(AT))
    (item,) = of(ItemKind.REQUEST, post.ben)
    assert item.safety
    assert day(post.ben).now[0].about == item.about


def test_the_number_of_questions_does_not_grow_with_what_waits(store) -> None:
    store.offer(store.register().id)
    broken_file(store)
    before = asked(store.ada)
    for number in range(2, 6):
        store.offer(store.register().id)
        store.register(by=store.ada, collected_by=store.ada.id)
        broken_file(store, number)
    assert asked(store.ada) <= before


def asked(actor) -> int:
    with CaptureQueriesContext(connection) as captured:
        found = day(actor, AT + 3 * DAY)
    assert found.items
    return len(captured)


def test_nobody_elsewhere_learns_of_anything(store) -> None:
    store.offer(store.register().id)
    broken_file(store)
    crossed(store, store.ben.id, Carries.STAFF)
    for who in (store.emil,):
        assert {one.kind for one in day(who, AT + 3 * DAY).items} & EVIDENCE == set()


def test_what_the_law_asks_another_to_agree_to_waits_for_them_and_not_for_whoever_drafted_it(
    post,
) -> None:
    this = {"kind": Kind.DISCLOSE, "basis": "us_subpoena", "without": "kept_by_law"}
    asked = post.draft(**this)
    (item,) = of(ItemKind.AGREEMENT, post.pia)
    assert (item.about, item.code) == (asked, "prosecutor")
    for who in (post.ben, post.cleo, post.emil):
        assert of(ItemKind.AGREEMENT, who) == []


@pytest.fixture
def home(transactional_db) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def test_a_file_that_is_not_what_was_taken_in_stands_under_now(home) -> None:
    file = home.put(content(MIB)).id
    assert of(ItemKind.FILE, home.ada, home.now) == []
    places.place(file).unlink()
    evidence.verify_file(actor=home.system, at=home.now, case_id=home.case, file_id=file)
    (item,) = [one for one in day(home.ada, home.now).now if one.kind is ItemKind.FILE]
    assert (item.about, item.late, item.code) == (file, True, "missing")
