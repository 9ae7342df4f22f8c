"""What rots on evidence reaches somebody outside the unit through the rooms' own acts."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access import sessions
from bairn.access.terms import Purpose, Role
from bairn.cases import actions as cases
from bairn.digests import actions as digests
from bairn.digests.terms import WatchReason
from bairn.evidence import actions as evidence
from bairn.evidence.models.files import File
from bairn.evidence.terms import BreakKind, Carries
from bairn.evidence.terms.files import Verification
from bairn.journeys import move_kit
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance import actions, gathering, queries
from bairn.vigilance.models import Signal
from bairn.vigilance.sweeping import sweep_everything
from bairn.vigilance.terms import SignalCard, SignalFilters
from tests import cast
from tests.rooms.digests.conftest import a_file, sha256
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, open_store
from tests.rooms.preservation.post import open_post


@dataclass(frozen=True)
class Watched:
    """A case with exhibits, and somebody who inspects from outside."""

    store: Store
    inspector: Actor

    def raised(self, at=AT + 3 * DAY) -> dict[str, SignalCard]:
        return swept(self.inspector, at)


def swept(inspector: Actor, at) -> dict[str, SignalCard]:
    """What stands after a sweep, by rule."""
    sweep_everything(actor=sessions.system(), at=at)
    page = queries.listed(actor=inspector, at=at, filters=SignalFilters())
    return {one.rule: one for one in page.signals if one.ended_at is None}


@pytest.fixture
def watched(db) -> Watched:
    store = open_store()
    inspector = cast.staff(
        "ines", Role.INSPECTOR, unit=store.place.other_unit, purpose=Purpose.OVERSIGHT
    )
    return Watched(store=store, inspector=inspector)


def dispose(watched: Watched, exhibit) -> None:
    """The unit's own supervisor asks to dispose of it; somebody objects."""
    this = {"case_id": watched.store.case, "exhibit_id": exhibit}
    evidence.propose_disposal(
        actor=watched.store.cleo, at=AT + HOUR, basis="retention_over", **this
    )
    evidence.object_to_disposal(
        actor=watched.store.ben, at=AT + 2 * HOUR, by_whom="victim", words="Please keep it", **this
    )


def test_an_offer_that_nobody_answered_goes_outside_the_unit_and_ends_with_its_answer(
    watched: Watched,
) -> None:
    coat, hat = watched.store.register(), watched.store.register()
    offer = watched.store.offer(coat.id, hat.id)
    assert "offer_unanswered" not in watched.raised(AT + 2 * DAY)
    found = watched.raised()["offer_unanswered"]
    assert (found.code, found.case_id) == (str(offer), watched.store.case)
    assert Signal.objects.filter(rule="offer_unanswered").count() == 1
    assert found.owner_id == watched.inspector.id
    watched.store.accept(offer, at=AT + 3 * DAY)
    assert "offer_unanswered" not in watched.raised(AT + 3 * DAY + HOUR)


def test_an_exhibit_waits_once_by_what_it_waits_for(watched: Watched) -> None:
    coat = watched.store.register()
    assert "exhibit_not_stored" not in watched.raised(AT + 22 * HOUR)
    assert watched.raised(AT + DAY)["exhibit_not_stored"].code == coat.code
    offer = watched.store.offer(coat.id, at=AT + DAY)
    later = watched.raised(AT + 4 * DAY)
    assert "exhibit_not_stored" not in later
    assert later["offer_unanswered"].code == str(offer)


def test_data_and_what_was_handed_over_wait_for_no_shelf(watched: Watched) -> None:
    watched.store.register(kind="photograph", seal="")
    coat = watched.store.register()
    watched.store.accept(watched.store.offer(coat.id))
    assert "exhibit_not_stored" not in watched.raised(AT + 5 * DAY)


def test_a_break_stands_until_somebody_explained_it(watched: Watched) -> None:
    coat = watched.store.register()
    watched.store.accept(watched.store.offer(coat.id), seals=["S-9"])
    assert watched.raised()["custody_break"].code == coat.code
    evidence.explain_break(
        actor=watched.store.ben, at=AT + 3 * DAY, case_id=watched.store.case, exhibit_id=coat.id,
        kind=BreakKind.SEAL_DIFFERS, event=3, reason="packaging_gave_way", words="In the rain",
    )  # fmt: skip
    assert "custody_break" not in watched.raised(AT + 3 * DAY + HOUR)


def test_a_disposal_against_an_objection_is_answered_by_nobody_of_the_unit(
    watched: Watched,
) -> None:
    coat = watched.store.register()
    dispose(watched, coat.id)
    found = watched.raised(AT + DAY)["disposal_contested"]
    assert found.owner_id == watched.inspector.id
    with pytest.raises(Refusal, match=r"access\.|vigilance\."):
        actions.answer(actor=watched.store.cleo, at=AT + DAY, signal_id=found.id, finding="acted")
    still = watched.raised(AT + DAY + HOUR)["disposal_contested"]
    assert (still.id, still.answered_at) == (found.id, None)


def test_a_file_that_is_not_what_came_in_and_an_alert_that_nobody_answers_are_raised(
    watched: Watched,
) -> None:
    store = watched.store
    photo = store.register(kind="photograph", seal="")
    File.objects.create(
        holder_id=store.case, exhibit_id=photo.id, number=1, words_id=store.case,
        key_id=store.case, held="sealed", found_type="image/png", size=1, sha256=b"a" * 32,
        origin="upload", entry_id=store.case, taken_at=AT, by_id=store.ben.id,
        verification=Verification.BROKEN.value, verified_at=AT + HOUR,
    )  # fmt: skip
    car = evidence.add_carrier(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, what=Carries.VEHICLE, name="Car 3"
    )
    for who in (1, 0):
        evidence.note_contact(
            actor=store.ben, at=AT + DAY, case_id=store.case, what=Carries.VEHICLE, which=car,
            with_participant=store.people[who], from_at=AT + who * HOUR,
            until_at=AT + (who + 1) * HOUR, cleaned_at=None,
        )  # fmt: skip
    found = watched.raised(AT + 3 * DAY + HOUR)
    assert found["file_not_whole"].code == f"{photo.code}/1"
    assert "contact_unanswered" in found


def test_a_place_that_nobody_counted_is_its_units_and_answered_outside_it(
    watched: Watched,
) -> None:
    unit = watched.store.place.unit
    place = evidence.add_place(
        actor=watched.store.ben, at=AT, unit_id=unit.id, name="Shelf", condition="dry_room"
    )
    evidence.add_place(
        actor=watched.store.ben, at=AT, unit_id=unit.id, name="Server", condition="secure_digital"
    )
    assert "place_not_counted" not in watched.raised(AT + 96 * DAY)
    found = watched.raised(AT + 97 * DAY)["place_not_counted"]
    assert (found.code, found.case_id, found.unit_id) == (str(place), None, unit.id)
    assert Signal.objects.filter(rule="place_not_counted").count() == 1
    assert found.owner_id == watched.inspector.id


def test_a_kit_is_late_by_its_own_table_and_by_no_second_signal(db) -> None:
    scene = kit_scene.make()
    unit = kit_scene.agency_unit("oversight", "Board")
    inspector = cast.staff("ines", Role.INSPECTOR, unit=unit, purpose=Purpose.OVERSIGHT)
    kit = scene.kit()
    due = scene.file(kit, at=kit_scene.AT).card.due_at
    assert "kit_late" not in swept(inspector, due - HOUR)
    found = swept(inspector, due)
    assert found["kit_late"].case_id == scene.case
    assert "kit_at_lab_late" not in found
    assert "exhibit_not_stored" not in found
    own = scene.own(at=due, number="K-0043", collected_at=due - HOUR)
    cards = queries.listed(actor=inspector, at=due + 200 * DAY, filters=SignalFilters()).signals
    assert all(own.exhibit_code not in one.code for one in cards)


def counted(at) -> int:
    house = sessions.system()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        gathering.open_page(actor=house, at=at, after=None, until=None, limit=500, done={})
    return len(asked)


def test_a_page_is_read_in_as_many_questions_for_much_as_for_little(watched: Watched) -> None:
    coat = watched.store.register()
    watched.store.offer(coat.id)
    before = counted(AT + timedelta(days=3))
    for _ in range(4):
        more = watched.store.register()
        watched.store.accept(watched.store.offer(more.id), seals=["S-9"])
        dispose(watched, more.id)
    assert counted(AT + timedelta(days=3)) == before


def inspected(post) -> Actor:
    """Somebody who inspects from another unit."""
    return cast.staff("ines", Role.INSPECTOR, unit=post.place.other_unit, purpose=Purpose.OVERSIGHT)


def test_a_letter_that_never_left_is_raised_by_its_reference_and_ends_when_it_leaves(db) -> None:
    post = open_post()
    inspector, letter = inspected(post), post.draft()
    assert "request_unsent" not in swept(inspector, AT + HOUR)
    found = swept(inspector, AT + 2 * DAY)["request_unsent"]
    assert (found.code, found.case_id) == (post.read(letter).reference, post.case)
    post.send(letter, AT + 2 * DAY)
    later = swept(inspector, AT + 2 * DAY + HOUR)
    assert "request_unsent" not in later
    assert "answer_overdue" not in later
    assert "data_runs_out" not in later


def test_what_a_holder_keeps_is_raised_before_it_ends_and_not_once_it_came(db) -> None:
    post = open_post()
    inspector, letter = inspected(post), post.sent()
    post.do("acknowledge", letter, AT + HOUR, happened_at=AT + HOUR)
    assert "data_runs_out" not in swept(inspector, AT + 87 * DAY)
    found = swept(inspector, AT + 89 * DAY)["data_runs_out"]
    assert found.code == post.read(letter).reference


def test_a_file_that_came_back_is_one_signal_of_the_case_that_watches(db) -> None:
    post = open_post()
    inspector = inspected(post)
    elsewhere = cases.open_case(
        actor=post.emil, at=AT, unit_id=post.place.other_unit.id,
        circle={post.emil.id: "supervisor"},
    )  # fmt: skip
    digests.watch(
        actor=post.ben, at=AT, case_id=post.case, digests=[sha256("mine")],
        reason=WatchReason.TAKEDOWN,
    )  # fmt: skip
    for hours in (1, 2):
        digests.check(
            actor=post.emil, at=AT + hours * HOUR, case_id=elsewhere, files=[a_file("mine")]
        )
    found = swept(inspector, AT + DAY)["content_came_back"]
    assert (found.since, found.case_id) == (AT + HOUR, post.case)
    assert found.owner_id == inspector.id
    assert Signal.objects.filter(rule="content_came_back").count() == 1


def test_a_kit_that_lies_in_the_laboratory_is_one_signal_by_the_day_of_its_own_table(db) -> None:
    scene = kit_scene.make()
    unit = kit_scene.agency_unit("oversight", "Board")
    inspector = cast.staff("ines", Role.INSPECTOR, unit=unit, purpose=Purpose.OVERSIGHT)
    kit = scene.kit()
    this = {"case_id": scene.case, "kit_id": kit}
    at = kit_scene.AT
    scene.hand(kit, scene.mo, scene.ben, hours=1)
    move_kit.move_kit(actor=scene.ben, at=at + HOUR, event="picked_up", **this)
    move_kit.move_kit(actor=scene.ben, at=at + 2 * HOUR, event="requested", **this)
    scene.hand(kit, scene.ben, scene.lee, hours=3, purpose="examination")
    move_kit.move_kit(actor=scene.lee, at=at + 3 * HOUR, event="submitted", **this)
    due = scene.file(kit, at=at + DAY).card.due_at
    found = swept(inspector, max(due, at + 95 * DAY) + DAY)
    assert "kit_at_lab_late" in found
    assert "lab_overdue" not in found
    assert "kit_late" not in found
