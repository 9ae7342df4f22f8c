"""The fast reading of a pack gives what the plain one gives, and more time never takes lateness."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.protocols.deadlines import FINISHED
from bairn.protocols.readers import PackReader
from bairn.protocols.terms import CaseFacts, Happened, StepState, Truth
from bairn.protocols.triggers import compiled, holds, leaves
from tests.rules.protocols import drawn, plainly

READERS = {pack.id: PackReader(pack) for pack in drawn.PACKS}
ZONES = st.sampled_from([ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Oslo"), ZoneInfo("UTC")])


@settings(max_examples=150)
@given(drawn.PACK, drawn.FACTS, drawn.HAPPENED, drawn.PAUSES, drawn.WAIVERS, drawn.MOMENTS, ZONES)
def test_a_reader_kept_for_many_cases_reads_each_as_plainly(
    pack, facts, happened, pauses, waivers, at, zone
):
    given_case = {"at": at, "zone": zone, "pauses": pauses, "waivers": waivers}
    fast = READERS[pack.id].due_steps(facts, happened, **given_case)
    assert fast == plainly.due_steps(pack, facts, happened, **given_case)
    unfinished = READERS[pack.id].due_steps(facts, happened, **given_case, finished=False)
    assert unfinished == tuple(one for one in fast if one.state not in FINISHED)


@given(drawn.PACK, drawn.FACTS, st.frozensets(st.sampled_from(drawn.KINDS)))
def test_a_compiled_trigger_answers_as_the_written_one(pack, facts, happened):
    for step in pack.steps:
        answer = compiled(step.trigger)(facts.values, facts.moments, happened)
        assert answer is holds(step.trigger, facts, happened)


def test_yes_and_the_number_one_are_remembered_apart():
    reader = PackReader(drawn.PACKS[0])
    zone = ZoneInfo("UTC")
    for value in (True, 1, True):
        facts = CaseFacts({"danger_now": value, "unaccompanied": value})
        fast = reader.due_steps(facts, (), at=drawn.AT, zone=zone)
        assert fast == plainly.due_steps(reader.pack, facts, (), at=drawn.AT, zone=zone)


@settings(max_examples=60)
@given(drawn.PACK, drawn.FACTS, drawn.HAPPENED, drawn.MOMENTS, st.integers(0, 2000))
def test_what_is_late_stays_late_until_somebody_acts(pack, facts, happened, at, hours):
    reader, zone = READERS[pack.id], ZoneInfo("Asia/Shanghai")
    past = [one for one in happened if one.at <= at]
    before = reader.due_steps(facts, past, at=at, zone=zone)
    later = at + timedelta(hours=hours)
    after = {row.step: row for row in reader.due_steps(facts, past, at=later, zone=zone)}
    late = [row.step for row in before if row.state is StepState.OVERDUE]
    assert all(after[step].state is StepState.OVERDUE for step in late)


@settings(max_examples=60)
@given(drawn.PACK, drawn.FACTS, st.integers(0, 60 * 24))
def test_a_later_report_never_gives_an_earlier_deadline(pack, facts, hours):
    reader, zone, at = READERS[pack.id], ZoneInfo("Europe/Oslo"), drawn.AT
    reads = [
        {
            row.step: row.due_at.latest
            for row in reader.due_steps(
                facts, [Happened("report_received", when)], at=at, zone=zone
            )
        }
        for when in (at - timedelta(days=90), at - timedelta(days=90) + timedelta(hours=hours))
    ]
    for step, due in reads[0].items():
        assert due is None or due <= reads[1][step]


@settings(max_examples=100)
@given(drawn.PACK, drawn.FACTS, drawn.HAPPENED)
def test_a_step_of_a_branch_comes_only_with_its_branch(pack, facts, happened):
    reader, at = READERS[pack.id], drawn.AT
    takes = {one.id for one in reader.branches(facts, happened, at=at)}
    for row in reader.due_steps(facts, happened, at=at, zone=ZoneInfo("UTC")):
        assert not row.branch or row.branch in takes


def test_every_branch_of_every_pack_can_be_taken():
    for pack in drawn.PACKS:
        for branch in pack.branches:
            facts = CaseFacts({leaf.name: leaf.value for leaf in leaves(branch.trigger)})
            assert holds(branch.trigger, facts) is Truth.YES, (pack.id, branch.id)
