"""What a pack says beside its steps: branches, gates, interview, privacy, review."""

import copy

import pytest

from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.periods import Span
from bairn.protocols import packs
from bairn.protocols.terms import Mark

ALL = [packs.current(pack_id) for pack_id in packs.ids()]
each_pack = pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.id)
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
