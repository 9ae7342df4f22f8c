"""A gate is open exactly when every step it needs that applies is done or waived."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from bairn.cases import stages
from bairn.kernel.refusal import Refusal
from bairn.protocols import gates
from bairn.protocols.readers import PackReader
from bairn.protocols.terms import Happened, StepState, Waiver
from tests.rules.protocols import drawn

READERS = {pack.id: PackReader(pack) for pack in drawn.PACKS}
ZONE = ZoneInfo("UTC")


def read(pack, facts, happened, waivers=()):
    return READERS[pack.id].due_steps(facts, happened, at=drawn.AT, zone=ZONE, waivers=waivers)


@settings(max_examples=100)
@given(drawn.PACK, drawn.FACTS, drawn.HAPPENED, drawn.WAIVERS)
def test_a_gate_is_open_when_nothing_that_applies_is_missing(pack, facts, happened, waivers):
    rows = {row.step: row for row in read(pack, facts, happened, waivers)}
    for gate, now in zip(pack.gates, gates.gates_now(pack, rows.values()), strict=True):
        missing = {
            step
            for step in gate.needs
            if step in rows and not rows[step].done_at and rows[step].state is not StepState.WAIVED
        }
        assert {row.step for row in now.missing} == missing
        assert now.open == (not missing)


@settings(max_examples=60)
@given(drawn.PACK, drawn.FACTS, drawn.HAPPENED)
def test_doing_or_waiving_what_is_missing_opens_every_gate(pack, facts, happened):
    for stage in (gate.stage for gate in pack.gates):
        for answer in ("do", "waive"):
            past, waivers = list(happened), []
            for _round in range(4):  # what is done may bring a further step into play
                missing = gates.gate_at(pack, stage, read(pack, facts, past, waivers)).missing
                if answer == "do":
                    past += [Happened("step_done", drawn.AT, row.step) for row in missing]
                else:
                    waivers += [Waiver(row.step, "does_not_fit", drawn.AT) for row in missing]
            assert gates.gate_at(pack, stage, read(pack, facts, past, waivers)).open


@pytest.mark.parametrize("pack", drawn.PACKS, ids=lambda pack: pack.id)
def test_no_pack_sets_a_gate_before_help(pack):
    assert not {gate.stage for gate in pack.gates} & gates.NEVER_SHUT
    known = {stage.id for stage in pack.stages} | {gates.CLOSED}
    assert {gate.stage for gate in pack.gates} <= known


@pytest.mark.parametrize("pack", drawn.PACKS, ids=lambda pack: pack.id)
def test_what_a_gate_holds_back_is_a_kind_of_its_own_stage(pack):
    enters = stages.table().enters
    for gate in pack.gates:
        assert all(enters[kind].value == gate.stage for kind in gate.holds)


@pytest.mark.parametrize("pack", drawn.PACKS, ids=lambda pack: pack.id)
def test_an_arrest_and_a_suspect_found_wait_at_no_gate(pack):
    for gate in pack.gates:
        if gate.stage == "decide":
            assert gate.holds
            assert not {"suspect_arrested", "suspect_identified", "arrest_requested"} & {
                *gate.holds
            }


def test_a_stage_without_a_gate_is_open():
    pack = drawn.PACKS[0]
    now = gates.gate_at(pack, "trial", ())
    assert (now.open, now.missing, now.source) == (True, (), None)
    gates.check_open(now, kind="trial_opened")


@settings(max_examples=40)
@given(drawn.PACK, drawn.FACTS)
def test_a_refusal_names_everything_that_is_missing_in_both_languages(pack, facts):
    now = gates.gate_at(pack, "closed", read(pack, facts, ()))
    if now.open:
        return
    with pytest.raises(Refusal, match=r"protocols\.gate") as refused:
        gates.check_open(now, kind="case_closed")
    assert all(row.title.en in refused.value.reason for row in now.missing)
    assert all(row.title.zh in refused.value.text.zh for row in now.missing)
