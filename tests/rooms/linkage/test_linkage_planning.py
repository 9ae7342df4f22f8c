"""Two units about to act on one person are told to talk, and no more; traces are sealed."""

from datetime import timedelta

import pytest

from bairn.access import actions as access
from bairn.access.models import Holder
from bairn.access.terms import ExclusionReason
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, queries
from bairn.oversight.models import Pending
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan(units, actor, side, *, start=0, hours=10, what="arrest"):
    return actions.plan_action(
        actor=actor, at=AT, case_id=side.holder_id, subject_id=side.subject_id, what=what,
        from_at=AT + start * HOUR, until_at=AT + (start + hours) * HOUR, contact_id=actor.id,
    )  # fmt: skip


def met(units):
    return actions.meet_plans(actor=units.house, at=AT)


def suspect(units, actor):
    """Somebody under suspicion in a new case of this supervisor's unit."""
    case_id = cases.open_case(actor=actor, at=AT, unit_id=actor.unit, circle={})
    side = units.person(actor, case_id)
    part = NewParticipant(subject_id=side.subject_id, role=ParticipantRole.SUSPECT)
    cases.add_participants(actor=actor, at=AT, case_id=case_id, people=[part])
    return side


@pytest.fixture
def two(units):
    mine, theirs = suspect(units, units.cleo), suspect(units, units.emil)
    units.lead(mine, theirs)
    return mine, theirs


def test_both_are_told_whom_to_talk_with_and_no_more(units, two):
    plan(units, units.cleo, two[0])
    plan(units, units.emil, two[1], start=5)
    assert met(units) == 2
    assert met(units) == 0
    (talk,) = queries.talks(actor=units.cleo, at=AT)
    assert (talk.case_id, talk.with_staff) == (two[0].holder_id, units.emil.id)
    assert talk.with_unit == units.place.other_unit.id
    assert str(two[1].holder_id) not in repr(talk)
    assert str(two[1].subject_id) not in repr(talk)


def test_plans_that_do_not_overlap_or_were_dropped_meet_nobody(units, two):
    plan(units, units.cleo, two[0], hours=2)
    late = plan(units, units.emil, two[1], start=3)
    assert met(units) == 0
    actions.drop_plan(actor=units.emil, at=AT, case_id=two[1].holder_id, plan_id=late)
    early = plan(units, units.emil, two[1], start=1)
    actions.drop_plan(actor=units.emil, at=AT, case_id=two[1].holder_id, plan_id=early)
    assert met(units) == 0


def test_people_judged_apart_meet_no_more(units):
    one, other = (suspect(units, units.cleo) for _ in range(2))
    lead = units.lead(one, other)
    actions.judge(
        actor=units.cleo, at=AT, lead_id=lead, case_id=one.holder_id, verdict="negative",
        reason="relative",
    )  # fmt: skip
    plan(units, units.cleo, one)
    plan(units, units.cleo, other)
    assert met(units) == 0


def test_a_plan_that_cannot_be_is_refused(units, two):
    for given, code in (
        ({"hours": -1}, "linkage.plan_order"),
        ({"start": -9, "hours": 5}, "linkage.plan_over"),
        ({"hours": 24 * 40}, "linkage.plan_long"),
        ({"what": "visit"}, "linkage.plan"),
    ):
        with pytest.raises(Refusal) as refusal:
            plan(units, units.cleo, two[0], **given)
        assert refusal.value.code == code


def test_a_plan_names_somebody_of_the_case_and_a_contact_who_works_on_it(units, two):
    given = {"actor": units.cleo, "at": AT, "case_id": two[0].holder_id, "what": "arrest",
             "from_at": AT, "until_at": AT + DAY}  # fmt: skip
    for wrong, code in (
        ({"subject_id": two[1].subject_id, "contact_id": units.cleo.id}, "linkage.plan_person"),
        ({"subject_id": two[0].subject_id, "contact_id": units.emil.id}, "linkage.plan_contact"),
    ):
        with pytest.raises(Refusal) as refusal:
            actions.plan_action(**given, **wrong)
        assert refusal.value.code == code


def test_what_came_of_a_talk_is_noted_by_whoever_reaches_the_case(units, two):
    plan(units, units.cleo, two[0])
    plan(units, units.emil, two[1])
    met(units)
    (talk,) = queries.talks(actor=units.cleo, at=AT)
    given = {"at": AT + DAY, "case_id": two[0].holder_id, "talk_id": talk.id}
    with pytest.raises(Refusal):
        actions.note_talk(actor=units.emil, outcome="agreed", **given)
    actions.note_talk(actor=units.cleo, outcome="agreed", **given)
    assert queries.talks(actor=units.cleo, at=AT) == ()
    (kept,) = queries.talks(actor=units.cleo, at=AT, case_id=two[0].holder_id)
    assert kept.outcome == "agreed"


def test_a_trace_is_sealed_and_the_record_names_no_value(units):
    case = units.case(units.cleo)
    given = {"actor": units.cleo, "at": AT, "case_id": case, "source": "holder"}
    actions.note_trace(kind="account", value="heroncanary_42", platform="Example Chat", **given)
    (trace,) = queries.traces(actor=units.cleo, at=AT, case_id=case)
    assert (trace.kind, trace.source, trace.by_id) == ("account", "holder", units.cleo.id)
    assert not any(b"heroncanary" in bytes(one.entry) for one in Pending.objects.all())
    for wrong, code in (
        ({"kind": "face", "value": "x"}, "linkage.trace"),
        ({"kind": "phone", "value": " "}, "linkage.trace_value"),
        ({"kind": "account", "value": "x"}, "linkage.trace_platform"),
    ):
        with pytest.raises(Refusal) as refusal:
            actions.note_trace(**given, **wrong)
        assert refusal.value.code == code


def sealed_off(side):
    Holder.objects.filter(id=side.holder_id).update(restricted=True)


def test_for_a_sealed_case_its_agencys_liaison_is_named_and_nobody_before_there_is_one(units, two):
    cast.assign(units.emil, two[1].holder_id)
    plan(units, units.cleo, two[0])
    plan(units, units.emil, two[1], start=5)
    sealed_off(two[1])
    assert met(units) == 1  # those of the sealed case alone
    assert queries.talks(actor=units.cleo, at=AT) == ()
    lia = cast.staff("lia", "liaison", unit=units.place.other_unit)
    assert met(units) == 1
    (talk,) = queries.talks(actor=units.cleo, at=AT)
    assert talk.with_staff == lia.id
    assert str(units.emil.id) not in repr(talk)


def test_whoever_is_kept_out_of_the_other_case_hears_nothing_and_is_not_talked_with(units, two):
    access.exclude(
        actor=units.emil, at=AT, case_id=two[1].holder_id, staff_id=units.cleo.id,
        reason=next(iter(ExclusionReason)).value,
    )  # fmt: skip
    lia = cast.staff("lia", "liaison", unit=units.place.unit)
    plan(units, units.cleo, two[0])
    plan(units, units.emil, two[1], start=5)
    assert met(units) == 1
    assert queries.talks(actor=units.cleo, at=AT) == ()
    (talk,) = queries.talks(actor=units.emil, at=AT)
    assert talk.with_staff == lia.id


def test_a_talk_is_hidden_from_a_colleague_who_is_kept_out_of_the_other_case(units, two):
    plan(units, units.cleo, two[0])
    plan(units, units.emil, two[1], start=5)
    met(units)
    cast.assign(units.ben, two[0].holder_id)
    here = {"at": AT, "case_id": two[0].holder_id}
    assert len(queries.talks(actor=units.ben, **here)) == 1
    access.exclude(
        actor=units.emil, at=AT, case_id=two[1].holder_id, staff_id=units.ben.id,
        reason=next(iter(ExclusionReason)).value,
    )  # fmt: skip
    assert queries.talks(actor=units.ben, **here) == ()
    assert len(queries.talks(actor=units.cleo, **here)) == 1
