"""A case under its pack: pinned, steered by recorded facts, stopped and waived by the rules."""

from datetime import UTC, datetime, timedelta

import pytest

from bairn.cases import actions as cases
from bairn.kernel import ids
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import kept, packs, queries
from bairn.protocols.terms import CaseFacts, MoveReason, StepState, WindowState

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHILD = CaseFacts({"age": 8, "contact": True}, {"report_at": Bounds.exactly(AT)})


@pytest.fixture
def case(house):
    """A case under `cn-2023` with a young child, opened by the first officer."""
    case_id = house.case(house.first)
    begin(house, case_id)
    return case_id


def begin(house, case_id, pack_id="cn-2023", zone="Asia/Shanghai", facts=CHILD):
    return protocols.start(
        actor=house.first, at=AT, case_id=case_id, pack_id=pack_id, time_zone=zone, facts=facts
    )


def steps(house, case_id, hours=0):
    rows = queries.steps_of_case(actor=house.first, at=AT + hours * HOUR, case_id=case_id)
    return {row.step: row for row in rows}


def windows(house, case_id, hours=0):
    return queries.windows_of_case(actor=house.first, at=AT + hours * HOUR, case_id=case_id)


def record(house, case_id, facts, *, hours=1, about=None):
    return protocols.record_facts(
        actor=house.first, at=AT + hours * HOUR, case_id=case_id, facts=facts, about=about
    )


def test_a_case_shows_its_duties_as_soon_as_it_is_under_a_pack(house, case):
    found = steps(house, case)
    assert found["file_case"].hours_left == 168
    assert found["file_case"].case_id == case


def test_a_case_is_pinned_to_the_content_of_its_pack(house, case):
    binding = queries.binding_of_case(actor=house.first, at=AT, case_id=case)
    assert binding.digest == packs.current("cn-2023").digest
    assert binding.zone.key == "Asia/Shanghai"
    kept.pack_of.cache_clear()
    assert steps(house, case)  # read again from what was kept, not from the file


def test_a_case_goes_under_a_pack_once(house, case):
    with pytest.raises(Refusal, match=r"protocols\.started"):
        begin(house, case, "cac-us")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pack_id": "atlantis"}, "protocols.pack"),
        ({"zone": "Mars/Olympus"}, "protocols.zone"),
        ({"facts": CaseFacts({"shoe_size": 3})}, "protocols.fact"),
        ({"facts": CaseFacts({"age": True})}, "protocols.fact"),
        ({"facts": CaseFacts({"sex": "unheard_of"})}, "protocols.fact"),
        ({"facts": CaseFacts({}, {"age": Bounds()})}, "protocols.fact"),
    ],
)
def test_a_start_that_makes_no_sense_is_refused_and_leaves_nothing(house, change, code):
    case_id = house.case(house.first)
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        begin(house, case_id, **change)
    with pytest.raises(Refusal, match=r"protocols\.not_started"):
        queries.steps_of_case(actor=house.first, at=AT, case_id=case_id)


def test_a_fact_learnt_later_brings_its_duties_and_the_latest_word_wins(house, case):
    assert "direct_file" not in steps(house, case, 1)
    assert record(house, case, CaseFacts({"evident_injury": True})) == 1
    assert "direct_file" in steps(house, case, 1)
    record(house, case, CaseFacts({"evident_injury": False}), hours=2)
    assert "direct_file" not in steps(house, case, 2)


def test_a_fact_can_become_unknown_again_and_the_windows_stay_open(house, case):
    known = CaseFacts({}, {"last_contact_at": Bounds.exactly(AT - 500 * HOUR)})
    record(house, case, known)
    before = {row.window: row for row in windows(house, case, 1)}
    assert before["hiv_pep"].state is WindowState.CLINICIAN_DECIDES
    protocols.forget_fact(actor=house.first, at=AT + 2 * HOUR, case_id=case, name="last_contact_at")
    after = {row.window: row for row in windows(house, case, 2)}
    assert after["hiv_pep"].state is WindowState.OPEN
    assert after["hiv_pep"].ask_clinician


def test_each_person_with_facts_of_their_own_has_windows_of_their_own(house, case):
    child, woman = house.case(house.first), house.case(house.first)  # any two opaque ids
    record(house, case, CaseFacts({"age": 6}), about=child)
    record(house, case, CaseFacts({"age": 30, "sex": "female"}), about=woman)
    named = {(row.about, row.window) for row in windows(house, case, 1)}
    assert (child, "prepub_body_swab") in named
    assert (woman, "prepub_body_swab") not in named
    assert (woman, "vaginal_swab") in named


def test_a_pause_needs_a_reason_of_the_pack_and_stands_once(house, case):
    def pause(step, reason):
        protocols.pause(actor=house.first, at=AT + HOUR, case_id=case, step=step, reason=reason)

    with pytest.raises(Refusal, match=r"protocols\.pause"):
        pause("file_case", "child_unwell")
    pause("interview", "child_unwell")
    assert steps(house, case, 2)["interview"].state is StepState.PAUSED
    with pytest.raises(Refusal, match=r"protocols\.paused"):
        pause("interview", "treatment_first")
    protocols.resume(actor=house.first, at=AT + 11 * HOUR, case_id=case, step="interview")
    assert steps(house, case, 12)["interview"].hours_left == 72 + 10 - 12
    with pytest.raises(Refusal, match=r"protocols\.not_paused"):
        protocols.resume(actor=house.first, at=AT + 12 * HOUR, case_id=case, step="interview")


def test_a_step_is_left_out_only_when_a_second_person_agrees(house, case):
    ask = {"at": AT + HOUR, "case_id": case, "step": "safety_order_asked"}
    record(house, case, CaseFacts({"lives_in_home": True}), hours=0)
    protocols.ask_waiver(actor=house.first, reason="does_not_fit", **ask)
    assert steps(house, case, 2)["safety_order_asked"].state is not StepState.WAIVED
    with pytest.raises(Refusal, match=r"protocols\.second_person"):
        protocols.approve_waiver(actor=house.first, **ask)
    protocols.approve_waiver(actor=house.second, **ask)
    row = steps(house, case, 2)["safety_order_asked"]
    assert (row.state, row.reason) == (StepState.WAIVED, "does_not_fit")


def test_leaving_out_needs_a_step_of_the_pack_a_reason_and_a_question(house, case):
    def ask(step, reason):
        protocols.ask_waiver(actor=house.first, at=AT, case_id=case, step=step, reason=reason)

    with pytest.raises(Refusal, match=r"protocols\.step"):
        ask("no_such_step", "does_not_fit")
    with pytest.raises(Refusal, match=r"protocols\.reason"):
        ask("file_case", "no_time")
    with pytest.raises(Refusal, match=r"protocols\.no_waiver"):
        protocols.approve_waiver(actor=house.second, at=AT, case_id=case, step="file_case")


def test_a_pack_upgrade_adds_a_version_and_reason_and_rewrites_nothing(house, case, monkeypatch):
    """Cross-cutting (b)."""
    with pytest.raises(Refusal, match=r"protocols\.current"):
        protocols.move(actor=house.second, at=AT, case_id=case, reason=MoveReason.PACK_CORRECTED)
    before = steps(house, case, 1)["file_case"]
    newer = {**packs.compose("cn-2023")}
    newer["pack"] = {**newer["pack"], "version": "1.1.0"}
    newer["steps"] = [
        {**row, "due": "PT24H"} if row["id"] == "file_case" else row for row in newer["steps"]
    ]
    monkeypatch.setattr(packs, "document_of", lambda pack_id: newer)
    packs.current.cache_clear()
    try:
        assert steps(house, case, 1)["file_case"] == before
        moved = protocols.move(
            actor=house.second, at=AT + HOUR, case_id=case, reason=MoveReason.PACK_CORRECTED
        )
        assert (moved.number, moved.version) == (2, "1.1.0")
        assert steps(house, case, 1)["file_case"].hours_left == 23
    finally:
        packs.current.cache_clear()


def test_what_is_due_over_many_cases_is_bounded_ordered_and_asks_no_more_for_more(
    house, django_assert_max_num_queries
):
    several = [house.case(house.first) for _ in range(6)]
    for case_id in several:
        begin(house, case_id)
    queries.due_across(actor=house.first, at=AT, case_ids=several)  # packs are read once
    with django_assert_max_num_queries(20) as few:
        queries.due_across(actor=house.first, at=AT, case_ids=several[:1])
    with django_assert_max_num_queries(len(few)):
        rows = queries.due_across(actor=house.first, at=AT + 3 * HOUR, case_ids=several, limit=7)
    assert len(rows) == 7
    assert {row.state for row in rows} == {StepState.OVERDUE}
    assert {row.case_id for row in rows} <= set(several)


def test_a_stranger_sees_no_duty_of_the_case(house, case):
    with pytest.raises(Refusal):
        queries.steps_of_case(actor=house.stranger, at=AT, case_id=case)
    assert queries.due_across(actor=house.stranger, at=AT + 9 * HOUR, case_ids=[case]) == ()


def test_every_pack_can_be_chosen_with_its_situations(house):
    cards = queries.packs_available(actor=house.first, at=AT)
    assert [card.id for card in cards] == ["barnahus-eu", "cac-us", "cn-2023"]
    assert all(card.situations and card.stages for card in cards)


def test_a_milestone_of_the_case_starts_clocks_and_fulfils_steps(house):
    case_id = house.case(house.first)
    begin(house, case_id, facts=CaseFacts({"age": 8, "contact": True}))
    assert steps(house, case_id)["file_case"].state is StepState.NOT_YET

    def mark(kind, hours, step=None):
        moment = AT + hours * HOUR
        cases.mark(
            actor=house.first, at=moment, case_id=case_id, kind=kind, happened_at=moment, step=step
        )

    mark("report_received", 0)
    assert steps(house, case_id)["file_case"].hours_left == 168
    mark("case_filed", 2)
    mark("note_added", 3, step="exam_offer")
    found = steps(house, case_id, 4)
    assert found["file_case"].state is StepState.DONE
    assert found["exam_offer"].state is StepState.DONE
    due = queries.due_across(actor=house.first, at=AT + 4 * HOUR, case_ids=[case_id])
    assert "accept" in {row.step for row in due}
    assert not {"file_case", "exam_offer"} & {row.step for row in due}


def test_a_board_shows_the_duties_with_the_words_of_their_pack(house, case):
    board = queries.board_of_case(actor=house.first, at=AT, case_id=case)
    assert {row.step for row in board.steps} == set(steps(house, case))
    assert [stage.id for stage in board.stages][:2] == ["intake", "protect"]
    assert board.newest == board.binding.version
    assert {one.id for one in board.waiver_reasons} >= {"child_declines"}
    assert board.waivers == ()


def test_a_waiver_that_waits_for_a_second_person_is_on_the_board(house, case):
    protocols.ask_waiver(
        actor=house.first, at=AT, case_id=case, step="file_case", reason="does_not_fit"
    )
    (asked,) = queries.board_of_case(actor=house.first, at=AT, case_id=case).waivers
    assert (asked.step, asked.asked_by, asked.approved_at) == ("file_case", house.first.id, None)


def test_recorded_facts_are_read_back_of_the_case_and_of_each_person(house, case):
    person = ids.new_id()
    record(house, case, CaseFacts({"age": 6}), about=person)
    found = queries.facts_of_case(actor=house.first, at=AT, case_id=case)
    assert found[None].values == {"age": 8, "contact": True}
    assert found[person].values == {"age": 6}


def test_what_comes_first_in_many_cases_is_what_comes_first_in_each(
    house, case, django_assert_max_num_queries
):
    others = [house.case(house.first) for _ in range(6)]
    for other in others:
        begin(house, other, "cac-us", "America/Chicago")
    record(house, case, CaseFacts({}, {"last_contact_at": Bounds.exactly(AT)}))
    with django_assert_max_num_queries(20):
        found = queries.next_across(actor=house.first, at=AT + HOUR, case_ids=[case, *others])
    assert set(found) == {case, *others}
    step = found[case].step
    assert step is not None
    assert step == queries.steps_of_case(actor=house.first, at=AT + HOUR, case_id=case)[0]
    window = found[case].window
    assert window is not None
    assert window.urgent_until.latest == min(
        row.urgent_until.latest for row in windows(house, case, 1) if row.urgent_until.latest
    )


def test_a_stranger_finds_nothing_first_anywhere(house, case):
    assert queries.next_across(actor=house.stranger, at=AT, case_ids=[case]) == {}
