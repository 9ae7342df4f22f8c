"""What a pack says beside its steps: branches, gates, interview, privacy, review."""

import copy
from dataclasses import replace
from datetime import date

import pytest

from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.periods import Span
from bairn.protocols import lint, packs, tables
from bairn.protocols.terms import Mark, Source
from bairn.protocols.triggers import parse

ALL = [packs.current(pack_id) for pack_id in packs.ids()]
each_pack = pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.id)
ON = date(2026, 11, 27)
AS_IF_READ = Source("S1", "(the 30 days are ours)", Mark.V, "2024", date(2027, 6, 1))
SAID_SINCE_1_1 = ("branches", "gates", "interview", "privacy", "review")


def kept_before_1_1(pack_id):
    document = copy.deepcopy(dict(packs.compose(pack_id)))
    for key in SAID_SINCE_1_1:
        del document[key]
    for step in document["steps"]:
        step.pop("branch", None)
    return document


@pytest.mark.parametrize("pack_id", packs.ids())
def test_an_edition_kept_before_1_1_is_still_read_and_plans_one_interview(pack_id):
    document = kept_before_1_1(pack_id)
    packs.check(document, pack_id)
    old = packs.read(document)
    assert (old.branches, old.gates, old.privacy, old.contacts, old.overlay) == ((), (), (), (), "")
    assert (old.interview.planned, old.interview.alert_at) == (1, 3)
    assert old.interview.repeat_needs == ("open_questions", "supervisor")
    assert old.interview.source.check_locally
    assert old.review.every == Span(days=30)
    assert old.review.source.review_due == old.review_due


@each_pack
def test_a_pack_plans_one_interview_and_keeps_the_implicated_out(pack):
    rule = pack.interview
    assert rule.planned == 1
    assert rule.alert_at == 3
    assert set(rule.repeat_needs) == {"open_questions", "supervisor"}
    assert "implicated_person" in {one.id for one in rule.excluded}
    order = [one.id for one in rule.phases]
    assert order.index("free_recall") < order.index("focused") < order.index("close")


@each_pack
def test_every_gate_names_steps_of_the_pack_and_asks_first_who_speaks_for_the_child(pack):
    for gate in pack.gates:
        assert all(pack.step(step) is not None for step in gate.needs)
    stages = [gate.stage for gate in pack.gates]
    assert {"interview", "decide", "closed"} <= set(stages)
    (interview,) = (gate for gate in pack.gates if gate.stage == "interview")
    assert pack.step(interview.needs[0]).done_by == ("guardian_assessed",)


@each_pack
def test_no_gate_holds_care_safety_or_an_arrest(pack):
    never = {"exam_done", "safety_checked", "suspect_arrested", "charged", "support_offered"}
    for gate in pack.gates:
        assert gate.stage not in {"intake", "protect", "evidence", "after"}
        assert not never & set(gate.holds)
        assert gate.holds or gate.stage in {"interview", "closed"}


@each_pack
def test_what_a_pack_adds_of_its_own_says_check_locally(pack):
    for source in (
        *(gate.source for gate in pack.gates),
        *(rule.source for rule in pack.privacy),
        *(point.source for point in pack.interview.points),
        pack.review.source,
    ):
        if " ours" in source.art or "our " in source.ref:
            assert source.mark in (Mark.K, Mark.D)


def test_an_overlay_may_add_contacts_and_its_name():
    document = copy.deepcopy(dict(packs.compose("barnahus-eu")))
    document["contacts"] = [{"role": "police", "en": "Duty desk 12", "zh": "值班台12"}]
    document["overlay"] = "north"
    packs.check(document, "test")
    pack = packs.read(document)
    assert (pack.contacts[0].role, pack.overlay) == ("police", "north")


@pytest.mark.parametrize(
    "break_it",
    [
        lambda doc: doc["gates"][0].update(needs=[]),
        lambda doc: doc["gates"][0].pop("source"),
        lambda doc: doc["interview"].update(planned=0),
        lambda doc: doc["branches"][0].pop("zh"),
        lambda doc: doc["review"].update(every="four weeks"),
    ],
)
def test_the_schema_refuses_a_rule_that_is_not_as_it_must_be(break_it):
    document = copy.deepcopy(dict(packs.compose("cn-2023")))
    break_it(document)
    with pytest.raises(CatalogueError, match="pack test"):
        packs.check(document, "test")


def found(pack):
    return {(one.row, one.code) for one in lint.lint(pack, packs.vocabulary(), on=ON)}


def gate_of(pack, **fields):
    (first, *others) = pack.gates
    return replace(pack, gates=(replace(first, **fields), *others))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda p: gate_of(p, needs=("no_such_step",)), ("gate:interview", "packs.gate")),
        (lambda p: gate_of(p, needs=("tell_progress",)), ("gate:interview", "packs.gate")),
        (lambda p: gate_of(p, stage="evidence"), ("gate:evidence", "packs.care")),
        (lambda p: gate_of(p, stage="protect"), ("gate:protect", "packs.care")),
        (lambda p: gate_of(p, stage="decide", holds=()), ("gate:decide", "packs.care")),
        (lambda p: gate_of(p, holds=("charged",)), ("gate:interview", "packs.care")),
        (lambda p: gate_of(p, holds=("exam_offered",)), ("gate:interview", "packs.care")),
        (lambda p: gate_of(p, stage="nowhere"), ("gate:nowhere", "packs.stage")),
        (lambda p: gate_of(p, stage="closed"), ("closed", "packs.twin")),
        (
            lambda p: replace(p, steps=(replace(p.steps[0], branch="x"),)),
            ("mandatory_report", "packs.branch"),
        ),
        (
            lambda p: replace(p, steps=tuple(one for one in p.steps if one.branch != "non_recent")),
            ("non_recent", "packs.branch"),
        ),
        (
            lambda p: replace(p, interview=replace(p.interview, alert_at=1)),
            ("interview", "packs.interview"),
        ),
        (
            lambda p: replace(p, privacy=(replace(p.privacy[0], visible_to=("nobody",)),)),
            ("privacy:victim_identity", "packs.role"),
        ),
        (
            lambda p: replace(p, review=replace(p.review, source=AS_IF_READ)),
            ("review", "packs.mark"),
        ),
    ],
)
def test_the_lint_finds_a_rule_that_names_nothing_or_says_too_much(change, finding):
    assert finding in found(change(packs.current("cn-2023")))


def test_the_lint_finds_a_gate_that_waits_for_what_comes_after_it():
    """`no_filing_reasons` starts with a decision not to file, which the gate itself holds."""
    pack = packs.current("cn-2023")
    (decide,) = (gate for gate in pack.gates if gate.stage == "decide")
    waits = replace(decide, needs=("no_filing_reasons",), holds=("no_filing",))
    ring = replace(pack, gates=(waits,))
    assert {("gate:decide", "packs.cycle"), ("no_filing_reasons", "packs.cycle")} <= found(ring)


def test_the_lint_finds_two_gates_that_wait_for_each_other_through_their_steps():
    pack = packs.current("barnahus-eu")
    interview = pack.step("interview")
    gates = tuple(
        replace(gate, needs=("interview",)) if gate.stage == "interview" else gate
        for gate in pack.gates
    )
    assert interview.done_by == ("interview_held",)
    assert ("gate:interview", "packs.cycle") in found(replace(pack, gates=gates))


def test_a_step_that_only_its_branch_rules_out_is_unreachable():
    pack = packs.current("barnahus-eu")
    never = parse({"is": {"non_recent": False}})
    steps = tuple(
        replace(one, trigger=never) if one.id == "records_hold" else one for one in pack.steps
    )
    assert ("records_hold", "packs.unreachable") in found(replace(pack, steps=steps))


def test_the_tables_have_no_fault_and_warn_when_their_review_is_past():
    assert lint.lint_tables(tables.current(), on=ON) == ()
    late = lint.lint_tables(tables.current(), on=date(2031, 1, 1))
    assert late
    assert all(one.warning and one.code == "packs.review" for one in late)


def test_the_lint_finds_a_kit_clock_that_ends_where_it_starts():
    table = tables.current()
    (first, *others) = table.kits
    (clock, *rest) = first.clocks
    wrong = replace(first, clocks=(replace(clock, to_event=clock.from_event), *rest))
    faults = lint.lint_tables(replace(table, kits=(wrong, *others)), on=ON)
    assert [(one.row, one.code) for one in faults] == [("us_nij.pick_up", "packs.cycle")]
