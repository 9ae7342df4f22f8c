"""The fifteen scenarios of the demo are decided before any act, calmly, each with its case."""

from datetime import UTC, datetime, timedelta

import pytest

from bairn.cases import stages
from bairn.demo import cast, scenes
from bairn.demo.fifteen import scenarios
from bairn.demo.plans import DAYS
from bairn.intake.acceptance import accept
from bairn.intake.terms import PersonRole
from bairn.protocols import packs, recorded
from tests.rules.demo.test_demo_plans import HARSH

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EACH = pytest.mark.parametrize("one", scenarios(), ids=lambda one: one.code)


def test_there_is_one_of_each_scenario():
    assert sorted(one.code for one in scenarios()) == [f"s{number:02}" for number in range(1, 16)]


@EACH
def test_the_report_is_one_that_intake_takes_and_the_same_each_time(one):
    made = one.report(at=AT)
    accept(made)
    assert made == one.report(at=AT)


@EACH
def test_it_is_told_in_calm_words_in_both_languages(one):
    assert set(one.story.text) == {"en", "zh"}
    assert not [words for words in one.story.text.values() if HARSH.search(words)]


@EACH
def test_what_is_learned_and_done_is_known_to_the_pack_or_to_cases(one):
    assert set(one.learn) <= set(recorded.vocabulary())
    pack = packs.current(one.pack)
    by_steps = {kind for step in pack.steps for kind in (step.id, *step.done_by)}
    by_anchors = {kind for anchor in pack.anchors.values() for kind in anchor.milestones}
    known = by_steps | by_anchors | set(stages.table().enters)
    assert [kind for kind, _ in one.marks if kind not in known] == []
    assert set(one.scenes) <= set(scenes.SCENES)


@EACH
def test_it_lies_within_the_districts_days_and_in_a_unit_that_works_under_its_pack(one):
    assert timedelta(0) < timedelta(days=one.days) < timedelta(days=DAYS)
    assert cast.district().unit(one.unit).pack == one.pack


def test_the_colleague_of_s08_is_of_another_unit_than_the_one_that_has_the_case():
    (one,) = [s for s in scenarios() if s.suspect_is]
    colleague = next(p for p in cast.district().staff if p.username == one.suspect_is)
    assert colleague.unit != one.unit
    (suspect,) = [p for p in one.report(at=AT).people if p.role is PersonRole.SUSPECT]
    assert suspect.identity.full_name == colleague.name
