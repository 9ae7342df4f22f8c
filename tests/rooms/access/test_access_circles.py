"""Circles: who comes in, who leaves, who is kept out, and what the record of it shows to whom."""

import uuid
from datetime import timedelta

import pytest

from bairn.access import actions as access
from bairn.access import circles, queries, sessions
from bairn.access.models import Assignment, Exclusion
from bairn.access.terms import Purpose
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault.queries import identities
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
# One test is one transaction, and the database's now() is its beginning: acts lie before it.
LATER = AT + timedelta(days=1)


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def supervisor(place):
    return cast.staff("vera", "supervisor", unit=place.unit, purpose=Purpose.SUPERVISION)


@pytest.fixture
def robin(place):
    return cast.staff("robin", "investigator", unit=place.unit)


@pytest.fixture
def case_id(place):
    return cast.holder("case", unit=place.unit)


def may_see(actor, **holder):
    refusal = why_not(queries.circle_of, actor=actor, at=clock.now(), **holder)
    assert refusal is None or refusal.code == "access.reach"
    return refusal is None


def test_a_supervisor_brings_somebody_in_and_lets_them_leave_at_once(supervisor, robin, case_id):
    assert not may_see(robin, case_id=case_id)
    access.assign(actor=supervisor, at=AT, case_id=case_id, staff_id=robin.id, role="investigator")
    assert may_see(robin, case_id=case_id)
    (member,) = queries.circle_of(actor=robin, at=clock.now(), case_id=case_id)
    assert (member.staff_id, member.role, member.until_at) == (robin.id, "investigator", None)
    access.release(actor=supervisor, at=LATER, case_id=case_id, staff_id=robin.id)
    assert not may_see(robin, case_id=case_id)
    with pytest.raises(Refusal) as refused:
        access.release(actor=supervisor, at=LATER, case_id=case_id, staff_id=robin.id)
    assert refused.value.code == "access.not_in_circle"


def test_a_place_lasts_from_its_first_moment_until_just_before_its_last(supervisor, robin, case_id):
    end = AT + timedelta(days=7)
    access.assign(
        actor=supervisor, at=AT, case_id=case_id, staff_id=robin.id, role="investigator",
        until_at=end,
    )  # fmt: skip

    def there(at):
        return bool(queries.circle_of(actor=supervisor, at=at, case_id=case_id))

    tick = timedelta(microseconds=1)
    assert [there(AT - tick), there(AT), there(end - tick), there(end)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not may_see(robin, case_id=case_id)  # today that week is over


def test_a_place_that_ends_before_it_begins_is_refused(supervisor, robin, case_id):
    with pytest.raises(Refusal) as refused:
        access.assign(
            actor=supervisor, at=AT, case_id=case_id, staff_id=robin.id, role="investigator",
            until_at=AT,
        )  # fmt: skip
    assert refused.value.code == "access.period"


def test_assigning_again_replaces_the_place_and_leaves_no_two_at_once(supervisor, robin, case_id):
    for _ in range(2):
        access.assign(
            actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id,
            role="investigator",
        )  # fmt: skip
    assert len(queries.circle_of(actor=supervisor, at=clock.now(), case_id=case_id)) == 1
    assert Assignment.objects.count() == 2


def test_who_opens_a_case_stands_in_it_though_our_clock_runs_ahead(place, robin):
    ahead = clock.now() + timedelta(minutes=10)
    case_id = cast.holder("case", unit=place.other_unit)
    circles.begin(
        holder_id=case_id, circle={robin.id: "investigator"}, basis="opened", by=robin.id, at=ahead
    )
    assert may_see(robin, case_id=case_id)
    (member,) = queries.circle_of(actor=robin, at=ahead, case_id=case_id)
    assert member.from_at < ahead


def test_who_is_assigned_stands_in_it_though_our_clock_runs_ahead(supervisor, robin, case_id):
    ahead = clock.now() + timedelta(minutes=10)
    access.assign(
        actor=supervisor, at=ahead, case_id=case_id, staff_id=robin.id, role="investigator"
    )
    assert may_see(robin, case_id=case_id)


def test_a_place_that_began_in_the_past_keeps_its_beginning(supervisor, robin, case_id):
    access.assign(actor=supervisor, at=AT, case_id=case_id, staff_id=robin.id, role="investigator")
    (member,) = queries.circle_of(actor=robin, at=clock.now(), case_id=case_id)
    assert member.from_at == AT


@pytest.mark.parametrize(
    ("role", "code"), [("medic", "access.role_held"), ("boss", "access.role_unknown")]
)
def test_nobody_is_assigned_in_a_role_that_they_do_not_hold(supervisor, robin, case_id, role, code):
    with pytest.raises(Refusal) as refused:
        access.assign(
            actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id, role=role
        )
    assert refused.value.code == code


def test_nobody_who_is_unknown_or_has_left_is_assigned(supervisor, robin, case_id):
    access.leave(actor=sessions.system(), at=clock.now(), staff_id=robin.id)
    for staff_id in (robin.id, uuid.uuid4()):
        with pytest.raises(Refusal) as refused:
            access.assign(
                actor=supervisor, at=clock.now(), case_id=case_id, staff_id=staff_id,
                role="investigator",
            )  # fmt: skip
        assert refused.value.code == "access.staff"


def test_an_investigator_and_another_units_supervisor_assign_nobody(place, robin, case_id):
    elsewhere = cast.staff("wes", "supervisor", unit=place.other_unit)
    for actor, code in ((robin, "access.role"), (elsewhere, "access.reach")):
        with pytest.raises(Refusal) as refused:
            access.assign(
                actor=actor, at=clock.now(), case_id=case_id, staff_id=robin.id,
                role="investigator",
            )  # fmt: skip
        assert refused.value.code == code


def test_an_exclusion_ends_the_place_at_once_and_bars_a_new_one(supervisor, robin, case_id):
    access.assign(
        actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id, role="investigator"
    )
    access.exclude(
        actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id, reason="related"
    )
    assert not may_see(robin, case_id=case_id)
    assert queries.circle_of(actor=supervisor, at=clock.now(), case_id=case_id) == ()
    assert Assignment.objects.filter(until_at__isnull=True).count() == 0
    with pytest.raises(Refusal) as refused:
        access.assign(
            actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id,
            role="investigator",
        )  # fmt: skip
    assert refused.value.code == "access.excluded"


def test_excluding_a_unit_ends_the_places_of_all_in_it_and_of_nobody_else(
    place, supervisor, robin, case_id
):
    others = [cast.staff(name, "investigator", unit=place.other_unit) for name in ("wim", "wanda")]
    for person in (robin, *others):
        cast.assign(person, case_id)
    access.exclude(
        actor=supervisor, at=clock.now(), case_id=case_id, unit_id=place.other_unit.id,
        reason="conflict",
    )  # fmt: skip
    assert may_see(robin, case_id=case_id)
    assert not any(may_see(person, case_id=case_id) for person in others)


def test_an_exclusion_from_a_case_reaches_its_reports(place, supervisor, robin, case_id):
    report_id = cast.holder("report", unit=place.unit, case_id=case_id)
    cast.assign(robin, report_id)
    assert may_see(robin, report_id=report_id)
    access.exclude(
        actor=supervisor, at=clock.now(), case_id=case_id, staff_id=robin.id, reason="involved"
    )
    assert not may_see(robin, report_id=report_id)
    assert Assignment.objects.filter(until_at__isnull=True).count() == 0


def test_who_is_kept_out_of_a_report_is_kept_out_of_its_case_when_it_joins(
    place, supervisor, robin, case_id
):
    report_id = cast.holder("report", unit=place.unit)
    cast.assign(robin, case_id)
    access.exclude(
        actor=supervisor, at=clock.now(), report_id=report_id, staff_id=robin.id,
        reason="implicated",
    )  # fmt: skip
    circles.join_case(report_id=report_id, case_id=case_id)
    assert not may_see(robin, case_id=case_id)


def test_a_supervisor_can_keep_themselves_out(supervisor, case_id):
    access.exclude(
        actor=supervisor, at=clock.now(), case_id=case_id, staff_id=supervisor.id,
        reason="related",
    )  # fmt: skip
    assert not may_see(supervisor, case_id=case_id)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "because"}, "access.reason"),
        ({"staff_id": None}, "access.whom"),
        ({"unit_id": uuid.uuid4()}, "access.whom"),
    ],
)
def test_an_exclusion_needs_one_reason_and_either_a_person_or_a_unit(
    supervisor, robin, case_id, given, code
):
    whole = {"staff_id": robin.id, "reason": "related"} | given
    with pytest.raises(Refusal) as refused:
        access.exclude(actor=supervisor, at=clock.now(), case_id=case_id, **whole)
    assert refused.value.code == code
    assert not Exclusion.objects.exists()


def test_the_circle_reads_its_own_record_and_no_other(place, supervisor, robin, case_id):
    access.assign(actor=supervisor, at=AT, case_id=case_id, staff_id=robin.id, role="investigator")
    page = queries.record_of(actor=robin, at=clock.now(), case_id=case_id)
    (entry,) = [one.entry for one in page.entries if one.entry.act == "access.assign"]
    assert (entry.subject_id, entry.detail) == (robin.id, {"role": "investigator"})
    with pytest.raises(Refusal):
        queries.record_of(actor=robin, at=clock.now(), case_id=cast.holder("case", unit=place.unit))


def test_an_inspector_reads_every_record_and_opens_no_identity(place, supervisor, case_id, robin):
    cast.assign(robin, case_id)
    queries.circle_of(actor=robin, at=clock.now(), case_id=case_id)
    inspector = cast.staff("ines", "inspector", unit=place.other_unit, purpose=Purpose.OVERSIGHT)
    page = queries.inspect_record_of(actor=inspector, at=clock.now(), case_id=case_id)
    assert [one.entry.act for one in page.entries] == ["access.circle_of"]
    found = queries.record_search(actor=inspector, at=clock.now(), actor_id=robin.id)
    assert [one.entry.act for one in found.entries] == ["access.circle_of"]
    with pytest.raises(Refusal) as refused:
        identities.open_identities(
            actor=inspector, at=clock.now(), purpose=Purpose.OVERSIGHT, subject_ids=[uuid.uuid4()],
            case_id=case_id,
        )  # fmt: skip
    assert refused.value.code == "access.role"
    with pytest.raises(Refusal):
        queries.circle_of(actor=inspector, at=clock.now(), case_id=case_id)


def test_nobody_else_searches_the_record(supervisor, robin):
    for actor in (supervisor, robin, sessions.reporter()):
        with pytest.raises(Refusal) as refused:
            queries.record_search(actor=actor, at=clock.now())
        assert refused.value.code == "access.role"


def test_the_house_reads_entries_that_concern_no_case(place):
    queries.units(actor=sessions.system(), at=AT)
    found = queries.record_search(actor=sessions.system(), at=AT, act="access.units")
    assert len(found.entries) == 1


def test_the_state_of_a_record_that_has_no_head_yet_says_so(robin, tmp_path, settings):
    settings.BAIRN_HOME = tmp_path
    state = queries.record_state(actor=robin, at=clock.now())
    assert (state.head, state.age, state.witnesses) == (None, None, 0)


def test_a_reporter_sees_no_staff_and_no_unit():
    for look in (queries.units, queries.record_state):
        with pytest.raises(Refusal) as refused:
            look(actor=sessions.reporter(), at=AT)
        assert refused.value.code == "access.role"
