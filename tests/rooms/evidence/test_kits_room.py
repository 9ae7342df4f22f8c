"""Kits of a case: registered, moved, tested, matched, held and disposed of."""

from dataclasses import replace

import pytest

from bairn.evidence import actions as evidence
from bairn.evidence.queries import disposing as evidence_looks
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.evidence.terms.kits import KitKind, KitStands, NoticeKind
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, HOUR, NEW
from tests.rooms.evidence.store import RECEIPT


@pytest.fixture
def scene(db):
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


def test_a_kit_is_an_exhibit_with_a_number_of_its_own_and_the_days_of_its_place(scene):
    kit_id = scene.kit()
    file = scene.file(kit_id)
    assert file.card.number == "K-0042"
    assert file.card.stands is KitStands.AWAITING_PICKUP
    assert file.clocks[0].rule == "us_id"
    assert file.card.due_at == min(one.due_at for one in file.clocks if one.due_at)
    assert [one.id for one in looks.kits(actor=scene.ben, at=AT, case_id=scene.case)] == [kit_id]


def test_one_unit_uses_a_number_once(scene):
    scene.kit()
    with pytest.raises(Refusal, match=r"evidence\.kit_number_used"):
        scene.kit()
    assert scene.kit(by=scene.ben, number="K 0042")  # another unit's box


def test_a_kit_goes_back_to_nobody_while_its_disposal_would_be_refused(scene):
    kit_id = scene.kit(by=scene.ben, number="K-77")
    with pytest.raises(Refusal, match=r"evidence\.kit_not_announced"):
        evidence.give_back(
            actor=scene.ben, at=AT + DAY, case_id=scene.case, exhibit_id=kit_id, owner="Somebody",
            receipt=RECEIPT,
        )  # fmt: skip


def test_a_notice_said_to_be_old_leaves_the_person_their_days_all_the_same(scene):
    kit_id = scene.tested(collected_at=AT - 60 * 366 * DAY)
    told = {
        "actor": scene.ben, "case_id": scene.case, "kit_id": kit_id, "language": "en",
        "kind": NoticeKind.DISPOSAL, "told_how": "by_hand", "told_at": AT + 2 * DAY,
    }  # fmt: skip
    with pytest.raises(Refusal, match=r"evidence\.kit_notice_short"):
        evidence.kits.tell_in_writing(at=AT + 60 * DAY, disposal_on=(AT + 63 * DAY).date(), **told)
    evidence.kits.tell_in_writing(at=AT + 60 * DAY, disposal_on=(AT + 130 * DAY).date(), **told)


def test_a_kit_without_a_report_hangs_on_no_case(scene):
    with pytest.raises(Refusal, match=r"evidence\.kit_has_a_case"):
        scene.kit(kind=KitKind.UNREPORTED)


def test_pick_up_and_laboratory_are_read_from_accepted_hand_overs_and_typed_by_nobody(scene):
    kit_id = scene.kit()
    this = {"actor": scene.ben, "case_id": scene.case, "kit_id": kit_id}
    with pytest.raises(Refusal, match=r"evidence\.kit_other_way"):
        scene.move(kit_id, "picked_up")
    with pytest.raises(Refusal, match=r"evidence\.kit_no_handover"):
        evidence.kits.from_ledger(**this, at=AT + HOUR, event="picked_up")
    scene.hand(kit_id, scene.mo, scene.ben, hours=5)
    told = evidence.kits.from_ledger(**this, at=AT + 6 * HOUR, event="picked_up")
    assert told == AT + 5 * HOUR
    assert scene.stands(kit_id) is KitStands.WITH_POLICE
    with pytest.raises(Refusal, match=r"evidence\.kit_no_handover"):
        evidence.kits.from_ledger(**this, at=AT + 6 * HOUR, event="submitted")
    event = scene.file(kit_id).events[-1]
    assert event.ledger_id is not None


def test_the_laboratory_sends_a_kit_back_with_what_to_mend_and_then_has_its_result(scene):
    kit_id = scene.kit()
    scene.move(kit_id, "requested", hours=2)
    scene.hand(kit_id, scene.mo, scene.lee, hours=3, purpose="examination")
    evidence.kits.from_ledger(
        actor=scene.lee, at=AT + 3 * HOUR, case_id=scene.case, kit_id=kit_id, event="submitted"
    )
    with pytest.raises(Refusal, match=r"evidence\.kit_code"):
        scene.lab_says(kit_id, "declined", hours=4)
    assert scene.lab_says(kit_id, "declined", hours=4, code="form_missing") is KitStands.TO_LAB
    scene.hand(kit_id, scene.lee, scene.ben, hours=5)
    scene.hand(kit_id, scene.ben, scene.lee, hours=6, purpose="examination")
    evidence.kits.from_ledger(
        actor=scene.lee, at=AT + 6 * HOUR, case_id=scene.case, kit_id=kit_id, event="submitted"
    )
    stands = scene.lab_says(kit_id, "result", hours=30, code="no_profile")
    assert stands is KitStands.RESULTED
    with pytest.raises(Refusal, match=r"evidence\.kit_no_result"):
        scene.lab_says(kit_id, "uploaded", hours=31)


def test_a_laboratory_sees_its_kits_alone(scene):
    mine, other = scene.tested(), scene.kit(number="K-0043")
    board = looks.board(actor=scene.lee, at=AT + DAY, filters=KitFilters())
    assert [card.id for column in board.columns for card in column.kits] == [mine]
    with pytest.raises(Refusal, match=r"evidence\.kit_unknown"):
        scene.file(other, by=scene.lee)
    with pytest.raises(Refusal, match=r"evidence\.kit_unknown"):
        evidence.kits.laboratory(
            actor=scene.lee, at=AT + DAY, case_id=scene.case, kit_id=other, event="accepted",
            happened_at=AT + DAY,
        )  # fmt: skip


# not to test


def ask(scene, kit_id, reason="no_crime_supported"):
    return evidence.kits.ask_not_to_test(
        actor=scene.ben, at=AT + HOUR, case_id=scene.case, kit_id=kit_id, reason=reason
    )


def answer(scene, kit_id, *, by=None, agreed=True, refused_for=""):
    evidence.kits.answer_not_to_test(
        actor=by or scene.dana, at=AT + 2 * HOUR, case_id=scene.case, kit_id=kit_id,
        agreed=agreed, refused_for=refused_for,
    )  # fmt: skip


def test_a_kit_stands_as_not_tested_only_after_a_prosecutor_agreed(scene):
    kit_id = scene.kit()
    ask(scene, kit_id)
    assert scene.stands(kit_id) is KitStands.AWAITING_PICKUP
    with pytest.raises(Refusal, match=r"evidence\.kit_asked"):
        scene.move(kit_id, "test_decided", hours=2)
    with pytest.raises(Refusal, match=r"access\."):
        answer(scene, kit_id, by=scene.cleo)
    answer(scene, kit_id)
    assert scene.stands(kit_id) is KitStands.NOT_TESTED
    evidence.kits.have_it_tested(
        actor=scene.fay, at=AT + 3 * DAY, case_id=scene.case, kit_id=kit_id
    )
    assert scene.stands(kit_id) is KitStands.TO_LAB


def test_a_prosecutors_no_leaves_the_kit_where_it_was(scene):
    kit_id = scene.kit()
    ask(scene, kit_id)
    answer(scene, kit_id, agreed=False, refused_for="ask_her")
    assert scene.stands(kit_id) is KitStands.AWAITING_PICKUP
    assert not scene.file(kit_id).untested[0].agreed


def test_a_childs_kit_is_never_left_untested_for_a_wish(scene):
    kit_id = scene.kit(of_child=True)
    with pytest.raises(Refusal, match=r"evidence\.kit_childs_kit"):
        ask(scene, kit_id, "adult_wish")


# a match


def step(scene, kit_id, name, match=0, kind="", by=None):
    return evidence.kits.match_step(
        actor=by or scene.lee, at=AT + 3 * DAY, case_id=scene.case, kit_id=kit_id, step=name,
        happened_at=AT + 3 * DAY, match=match, kind=kind,
    )  # fmt: skip


def plan(scene, kit_id, match=1, channel="in_person", advocate=None):
    evidence.kits.plan_to_tell(
        actor=scene.ben, at=AT + 4 * DAY, case_id=scene.case, kit_id=kit_id, match=match,
        choice="asked_now", channel=channel, place="support_service",
        advocate_id=advocate or scene.fay.id, words="Blue kite over the bay",
    )  # fmt: skip


def confirmed(scene):
    kit_id = scene.tested()
    for name in ("screened", "profile", "eligible", "state_db"):
        step(scene, kit_id, name)
    assert step(scene, kit_id, "matched", kind="offender") == 1
    step(scene, kit_id, "confirmed", 1)
    return kit_id


def test_a_person_is_told_by_a_plan_and_not_now_keeps_the_match_open(scene):
    kit_id = confirmed(scene)
    with pytest.raises(Refusal, match=r"evidence\.kit_no_plan"):
        step(scene, kit_id, "told", 1, by=scene.fay)
    for channel in ("letter", "voicemail", "relative"):
        with pytest.raises(Refusal, match=r"evidence\.kit_channel"):
            plan(scene, kit_id, channel=channel)
    with pytest.raises(Refusal, match=r"evidence\.kit_advocate"):
        plan(scene, kit_id, advocate=ids.new_id())
    plan(scene, kit_id)
    step(scene, kit_id, "not_now", 1, by=scene.fay)
    file = scene.file(kit_id, at=AT + 5 * DAY)
    assert "match_open" in {one.code for one in file.obstacles}
    plan(scene, kit_id, channel="safe_call")
    step(scene, kit_id, "told", 1, by=scene.fay)
    assert "match_open" not in {one.code for one in scene.file(kit_id).obstacles}


def test_safe_words_are_sealed_and_stand_in_no_table(scene):
    kit_id = confirmed(scene)
    plan(scene, kit_id)
    (one,) = scene.file(kit_id).plans
    assert one.words_id
    assert "Blue kite" not in repr(scene.file(kit_id))


# what holds it


def test_an_objection_holds_the_kit_until_another_person_has_answered_it(scene):
    kit_id = scene.tested(collected_at=AT - 60 * 366 * DAY, kind=KitKind.NON_RECENT)
    later = AT + 10 * DAY
    told = scene.tell(kit_id, at=later, on=later + 70 * DAY)
    assert len(told.code) == 24
    assert scene.stands(kit_id) is KitStands.NOTICE
    made = evidence.kits.object_to(
        actor=scene.fay, at=later + DAY, case_id=scene.case, kit_id=kit_id, by_whom="victim",
        made_at=later + DAY,
    )  # fmt: skip
    holds = {one.code for one in scene.file(kit_id, at=later + 300 * DAY).obstacles}
    assert "objection_open" in holds
    settle = {"case_id": scene.case, "kit_id": kit_id, "objection_id": made}
    evidence.kits.settle_objection(
        actor=scene.cleo, at=later + 90 * DAY, settled_as="kept", **settle
    )
    file = scene.file(kit_id, at=later + 300 * DAY)
    assert file.card.stands is KitStands.RESULTED
    assert {"no_notice", "not_announced"} <= {one.code for one in file.obstacles}
    with pytest.raises(Refusal, match=r"evidence\.kit_no_objection"):
        evidence.kits.settle_objection(
            actor=scene.cleo, at=later + 91 * DAY, settled_as="kept", **settle
        )


def test_no_exhibits_disposal_is_agreed_or_done_while_anything_holds_the_kit(scene):
    kit_id = scene.tested(collected_at=AT - 60 * 366 * DAY)
    told, this = AT + 3 * DAY, {"case_id": scene.case, "exhibit_id": kit_id}
    evidence.propose_disposal(actor=scene.ben, at=told, basis="retention_over", **this)
    against = looks_of(scene, kit_id, at=told)
    assert {"evidence.kit_not_announced", "evidence.kit_no_notice"} <= against
    scene.tell(kit_id, at=told, on=told + 61 * DAY)
    assert "evidence.kit_notice_running" in looks_of(scene, kit_id, at=told + 59 * DAY)
    with pytest.raises(Refusal, match=r"evidence\."):
        evidence.agree_disposal(actor=scene.cleo, at=told + 59 * DAY, **this)
    later = looks_of(scene, kit_id, at=told + 63 * DAY)
    assert not {code for code in later if code.startswith("evidence.kit_")}


def looks_of(scene, kit_id, *, at):
    found = evidence_looks.disposal_of(
        actor=scene.cleo, at=at, case_id=scene.case, exhibit_id=kit_id
    )
    return {one.code for one in found.obstacles}


def test_a_veto_is_lifted_by_the_role_that_laid_it(scene):
    kit_id = scene.kit()
    made = evidence.kits.veto(
        actor=scene.dana, at=AT, case_id=scene.case, kit_id=kit_id, reason="appeal"
    )
    assert "vetoed" in {one.code for one in scene.file(kit_id).obstacles}
    this = {"case_id": scene.case, "kit_id": kit_id, "veto_id": made}
    with pytest.raises(Refusal, match=r"evidence\.kit_veto_role"):
        evidence.kits.lift_veto(actor=scene.cleo, at=AT + DAY, **this)
    evidence.kits.lift_veto(actor=scene.dana, at=AT + DAY, **this)
    assert "vetoed" not in {one.code for one in scene.file(kit_id).obstacles}


def test_a_day_of_disposal_within_the_years_of_a_rule_is_not_told_to_anybody(scene):
    kit_id = scene.tested()
    with pytest.raises(Refusal, match=r"evidence\.kit_kept_longer"):
        scene.tell(kit_id, at=AT + 3 * DAY, on=AT + 400 * DAY)


# board and figures


def test_the_board_shows_late_kits_first_and_goes_on_by_pages(scene, monkeypatch):
    monkeypatch.setattr(looks, "PAGE", 2)
    late = scene.kit(collected_at=AT - 60 * DAY)
    made = [scene.kit(number=f"K-1{n:03}") for n in range(4)]
    filters = KitFilters(stands=KitStands.AWAITING_PICKUP)
    seen, after = [], ""
    while True:
        page = looks.board(actor=scene.cleo, at=AT, filters=filters, after=after)
        seen += [card.id for card in page.columns[0].kits]
        after = page.after
        if not after:
            break
    assert seen[0] == late
    assert set(seen) == {late, *made}
    assert len(seen) == 5
    only = looks.board(actor=scene.cleo, at=AT, filters=replace(filters, late=True))
    assert [card.id for card in only.columns[0].kits] == [late]


def test_a_page_that_nobody_gave_begins_anew(scene):
    scene.kit()
    filters = KitFilters(stands=KitStands.AWAITING_PICKUP)
    page = looks.board(actor=scene.cleo, at=AT, filters=filters, after="'; --")
    assert len(page.columns[0].kits) == 1


def test_figures_say_counts_late_untested_and_median_days_of_each_agency(scene):
    scene.tested()
    scene.kit(number="K-2", collected_at=AT - 60 * DAY)
    (one,) = looks.figures(actor=scene.cleo, at=AT + 2 * DAY)
    assert one.agency == "Hillside"
    assert one.total == 2
    assert one.counts == {KitStands.RESULTED: 1, KitStands.AWAITING_PICKUP: 1}
    assert (one.late, one.untested) == (1, 1)
    assert (one.days_to_lab, one.days_to_result) == (0.2, 1.1)


def test_somebody_of_another_unit_sees_neither_kit_nor_figure(scene):
    kit_id = scene.kit()
    with pytest.raises(Refusal, match=r"access\."):
        scene.file(kit_id, by=scene.emil)
    board = looks.board(actor=scene.emil, at=AT, filters=KitFilters())
    assert not any(column.kits for column in board.columns)
    assert looks.figures(actor=scene.emil, at=AT) == ()


def test_what_is_said_of_a_kit_has_to_be_of_its_own_case(scene):
    with pytest.raises(Refusal, match=r"evidence\.kit_unknown"):
        scene.file(ids.new_id())
    assert NEW.kind is KitKind.REPORTED
