"""Assessing: reasons are kept, the floor holds, and asking again never lowers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bairn.intake import actions as intake
from bairn.intake import queries as intake_queries
from bairn.kernel.refusal import Refusal
from bairn.triage import actions as triage
from bairn.triage import projection, queries
from bairn.triage.placing import place
from bairn.triage.terms import Band, Cause, Effect, QueueFilters
from tests.cast import AT

CHILD = {"victim_age_min": 12, "victim_age_max": 12}
ADULT = {"victim_age_min": 30, "victim_age_max": 40}


def as_owner(table, change, row_id):
    """A change that no act makes, by somebody who owns the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} no force row level security")
        cursor.execute(f"update {table} set {change} where id = %s", [row_id])


def test_an_assessment_keeps_its_reasons_with_source_and_mark(desk):
    report_id, point = desk.assessed(danger_now=True, **CHILD)
    kept = queries.triage_of(actor=desk.first, at=AT, report_id=report_id).now
    assert kept == point
    assert point.band is Band.A
    assert {"danger_now", "floor"} <= point.codes
    assert all(reason.source.ref and reason.text.zh for reason in point.reasons)


def test_a_child_and_an_unknown_age_never_stand_below_the_packs_floor(desk):
    for facts in (CHILD, {}):
        _, point = desk.assessed(**facts)
        assert point.floor is not None
        assert point.band <= point.floor
        assert any(reason.effect is Effect.FLOOR for reason in point.reasons)


def test_a_known_adult_has_no_floor(desk):
    _, point = desk.assessed(**ADULT)
    assert point.floor is None


def test_the_database_itself_refuses_a_band_below_the_floor(desk):
    _, point = desk.assessed(**CHILD)
    with pytest.raises(IntegrityError, match="triage_assessment_floor"):
        as_owner("triage_assessment", "band = 3", point.id)


def test_asking_again_changes_nothing_unless_something_became_known(desk):
    report_id, first = desk.assessed(**CHILD)
    again = triage.assess(actor=desk.first, at=AT + timedelta(minutes=1), report_id=report_id)
    assert again == first


def test_what_becomes_known_raises_and_what_is_taken_back_does_not_lower(desk):
    report_id, first = desk.assessed(**CHILD)
    intake.add_to_report(
        actor=desk.first, at=AT, report_id=report_id, text="", facts={"danger_now": True}
    )
    raised = triage.assess(actor=desk.system, at=AT, report_id=report_id)
    assert raised.band < first.band
    intake.add_to_report(
        actor=desk.first, at=AT, report_id=report_id, text="", facts={"danger_now": False}
    )
    assert triage.assess(actor=desk.system, at=AT, report_id=report_id).band is raised.band


def test_completeness_is_a_number_of_its_own(desk):
    _, thin = desk.assessed()
    _, fuller = desk.assessed(danger_now=False, abuse_in_progress=False, **CHILD)
    assert thin.completeness < fuller.completeness
    assert thin.missing


def test_one_person_raises_with_a_coded_reason(desk):
    report_id, _ = desk.assessed(**ADULT)
    with pytest.raises(Refusal, match="raise_reason"):
        triage.raise_band(actor=desk.first, at=AT, report_id=report_id, to=Band.A, reason="because")
    point = triage.raise_band(
        actor=desk.first, at=AT, report_id=report_id, to=Band.A, reason="judgement"
    )
    assert (point.band, point.cause, point.reason) == (Band.A, Cause.RAISED, "judgement")
    assert triage.assess(actor=desk.system, at=AT, report_id=report_id).band is Band.A


def test_lowering_takes_two_people_and_holds_until_more_is_known(desk):
    report_id, before = desk.assessed(danger_now=True, **CHILD)
    triage.propose_lowering(
        actor=desk.first, at=AT, report_id=report_id, to=Band.B, reason="safe_confirmed"
    )
    assert queries.triage_of(actor=desk.first, at=AT, report_id=report_id).now == before
    waiting = queries.waiting_for_second(actor=desk.second, at=AT)
    assert [one.report_id for one in waiting] == [report_id]
    with pytest.raises(Refusal, match=r"triage\.second_person|access\.role"):
        triage.confirm_lowering(actor=desk.first, at=AT, report_id=report_id)
    point = triage.confirm_lowering(actor=desk.second, at=AT, report_id=report_id)
    assert (point.band, point.cause) == (Band.B, Cause.LOWERED)
    assert triage.assess(actor=desk.system, at=AT, report_id=report_id).band is Band.B
    intake.add_to_report(
        actor=desk.first, at=AT, report_id=report_id, text="", facts={"captive": True}
    )
    assert triage.assess(actor=desk.system, at=AT, report_id=report_id).band is Band.A


def test_the_database_itself_refuses_one_person_as_both(desk):
    report_id, _ = desk.assessed(danger_now=True, **CHILD)
    wish = triage.propose_lowering(
        actor=desk.first, at=AT, report_id=report_id, to=Band.B, reason="safe_confirmed"
    )
    with pytest.raises(IntegrityError, match="triage_lowering_two_people"):
        as_owner("triage_lowering", "confirmed_by = proposed_by", wish)


def test_nothing_is_lowered_below_the_floor(desk):
    report_id, _ = desk.assessed(danger_now=True, **CHILD)
    with pytest.raises(Refusal, match=r"triage\.floor"):
        triage.propose_lowering(
            actor=desk.first, at=AT, report_id=report_id, to=Band.C, reason="safe_confirmed"
        )


def test_a_wish_that_was_dropped_has_no_effect_and_can_be_made_again(desk):
    report_id, _ = desk.assessed(danger_now=True, **CHILD)
    ask = {"actor": desk.first, "at": AT, "report_id": report_id}
    triage.propose_lowering(**ask, to=Band.B, reason="safe_confirmed")
    with pytest.raises(Refusal, match="lowering_open"):
        triage.propose_lowering(**ask, to=Band.B, reason="safe_confirmed")
    triage.drop_lowering(**ask)
    with pytest.raises(Refusal, match="no_lowering"):
        triage.confirm_lowering(actor=desk.second, at=AT, report_id=report_id)
    triage.propose_lowering(**ask, to=Band.B, reason="safe_confirmed")


def test_a_report_that_no_job_assessed_is_taken_up_once(desk):
    left = [desk.receive(**CHILD) for _ in range(3)]
    assert triage.assess_waiting(actor=desk.system, at=AT + timedelta(minutes=5)) == 3
    assert triage.assess_waiting(actor=desk.system, at=AT + timedelta(minutes=6)) == 0
    for report_id in left:
        assert queries.triage_of(actor=desk.first, at=AT, report_id=report_id).now is not None


def test_a_report_that_was_only_entered_stands_ahead_of_every_band(desk):
    urgent, _ = desk.assessed(danger_now=True, **CHILD)
    unseen = desk.receive(**ADULT)
    triage.enter(actor=desk.system, at=AT, report_id=unseen)
    rows = queries.queue(actor=desk.first, at=AT).rows
    assert [row.report_id for row in rows] == [unseen, urgent]
    assert rows[0].band is None


def test_the_row_in_the_queue_is_what_the_report_and_its_standing_say(desk):
    report_id, point = desk.assessed(contact_hours_ago=20, **CHILD)
    card = intake_queries.report(actor=desk.system, at=AT, report_id=report_id)
    with_reach = queries.queue(actor=desk.first, at=AT)
    assert with_reach.rows[0].windows == point.windows
    with connection.cursor() as cursor:
        cursor.execute("alter table triage_queue_item no force row level security")
    assert projection.kept_place(report_id) == place(card, point, at=AT)


def test_a_closed_window_gives_way_to_the_next_one(desk):
    _, point = desk.assessed(contact_hours_ago=20, **CHILD)
    closing = sorted(one.closes_at for one in point.windows if one.closes_at)
    later = closing[0] + timedelta(minutes=1)
    assert triage.renew_windows(actor=desk.system, at=later) == 1
    row = queries.queue(actor=desk.first, at=later).rows[0]
    assert row.key.urgent_until > later


def test_a_band_that_police_gave_is_kept_beside_ours_and_changes_nothing(desk):
    report_id, point = desk.assessed(**CHILD)
    given = {"actor": desk.first, "at": AT, "report_id": report_id, "scheme": "kirat"}
    triage.record_police_band(**given, band="high", given_at=AT)
    card = queries.triage_of(actor=desk.first, at=AT, report_id=report_id)
    assert [(one.scheme, one.band) for one in card.police_bands] == [("kirat", "high")]
    assert card.now == point
    with pytest.raises(Refusal, match="police_code"):
        triage.record_police_band(**given, band="Very high!", given_at=AT)


def test_another_unit_neither_assesses_nor_sees_a_report(desk):
    report_id, _ = desk.assessed(**CHILD)
    with pytest.raises(Refusal, match=r"access\.reach"):
        triage.assess(actor=desk.stranger, at=AT, report_id=report_id)
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.triage_of(actor=desk.stranger, at=AT, report_id=report_id)
    assert queries.queue(actor=desk.stranger, at=AT).rows == ()
    assert queries.queue(actor=desk.stranger, at=AT, unit_id=desk.first.unit).rows == ()
    assert queries.counts(actor=desk.stranger, at=AT, unit_id=desk.first.unit).of(2) == 0


def test_a_saved_view_is_its_keepers_own(desk):
    filters = QueueFilters(bands=frozenset({1, 2}), channels=frozenset({"public_form"}))
    view_id = triage.save_view(actor=desk.first, at=AT, name="  Urgent,  public ", filters=filters)
    (mine,) = queries.views(actor=desk.first, at=AT)
    assert (mine.id, mine.name, mine.filters) == (view_id, "Urgent, public", filters)
    assert queries.views(actor=desk.second, at=AT) == ()
    with pytest.raises(Refusal, match="no_view"):
        triage.forget_view(actor=desk.second, at=AT, view_id=view_id)
    triage.forget_view(actor=desk.first, at=AT, view_id=view_id)
    assert queries.views(actor=desk.first, at=AT) == ()
