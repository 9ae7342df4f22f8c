"""The invented district is decided before any act: the same dice, the same district."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bairn.access.terms import Role
from bairn.cases import stages
from bairn.demo import cast, courses, stories
from bairn.demo.plans import CASES, DAYS, Ending, Fate, plans
from bairn.demo.presence import SAMPLE
from bairn.intake.acceptance import accept
from bairn.intake.cybertip import read_report
from bairn.intake.terms import Channel
from bairn.protocols import packs

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
# No fixture describes harm: these words have no place in what the demo tells.
HARSH = re.compile(r"abus|rape|assault|naked|sexual|porn|violen|强奸|猥亵|裸|性侵|暴力", re.I)


@pytest.fixture(scope="module")
def whole():
    return plans(at=AT)


def test_the_same_moment_and_dice_give_the_same_district(whole):
    assert plans(at=AT) == whole


def test_other_dice_give_another_district(whole):
    assert plans(at=AT, seed=7) != whole


def test_a_later_moment_gives_the_same_stories_later():
    later = plans(at=AT + timedelta(days=3), cases=12)
    for one, other in zip(plans(at=AT, cases=12), later, strict=True):
        assert (one.story, one.channel, one.fate) == (other.story, other.channel, other.fate)
        assert other.received_at - one.received_at == timedelta(days=3)


def test_three_hundred_cases_lie_within_120_days_and_the_campaign_brings_more(whole):
    cases = [one for one in whole if one.fate is Fate.CASE]
    assert len(cases) == CASES
    assert all(AT - timedelta(days=DAYS) <= one.received_at < AT for one in whole)
    half = AT - timedelta(days=DAYS / 2)
    late = sum(one.received_at >= half for one in cases)
    assert late > 1.5 * (len(cases) - late)


@pytest.mark.parametrize(
    ("of", "every"),
    [
        (lambda one: one.channel, set(Channel)),
        (lambda one: one.draft.pack, set(packs.ids())),
        (lambda one: one.fate, set(Fate)),
        (lambda one: one.ending, set(Ending)),
        (lambda one: one.story, {story.code for story in stories.stories()}),
    ],
)
def test_every_channel_pack_fate_ending_and_story_occurs(whole, of, every):
    assert set(map(of, whole)) == every


def test_cases_come_to_every_stage(whole):
    entered = stages.table().enters
    kinds = {mark.kind for one in whole for mark in one.marks}
    assert {entered[kind].value for kind in kinds if kind in entered} >= set(courses.STAGES[1:])


def test_every_milestone_is_one_that_the_house_knows_and_has_happened(whole):
    for one in whole:
        for mark in one.marks:
            known = packs.current(one.draft.pack).step(mark.kind)
            assert known or mark.kind in stages.table().kinds
            assert one.opened_at < mark.at < AT


def test_every_draft_is_accepted_by_the_rules_of_intake(whole):
    for one in whole:
        accept(one.draft)


def test_links_lead_to_earlier_reports(whole):
    by_number = {one.number: one for one in whole}
    assert len(by_number) == len(whole)
    for one in (one for one in whole if one.earlier is not None):
        assert by_number[one.earlier].received_at < one.received_at


def test_everything_that_is_told_is_calm():
    for story in stories.stories():
        for text in story.text.values():
            assert not HARSH.search(text), story.code
    for name in ("district.yaml", "names.yaml"):
        assert not HARSH.search((cast.FOLDER / name).read_text(encoding="utf-8"))


def test_the_sample_report_is_read_whole():
    draft = read_report(SAMPLE.read_bytes())
    assert draft.kept_unknown == ()
    assert draft.facts["platform_escalated"] is True


def test_about_forty_people_hold_all_fourteen_roles():
    whole = cast.district()
    held = Counter(role for one in whole.staff for role in one.roles)
    assert set(held) == set(Role)
    assert len(whole.staff) == 41
    assert (len(whole.agencies), len(whole.units)) == (5, 7)
    assert len({one.username for one in whole.staff}) == 41


def test_there_is_a_hint_for_each_role_in_both_languages():
    hints = cast.hints()
    assert len(hints) == len(Role)
    assert all(one.title.en and one.title.zh and one.unit for one in hints)
    assert json.dumps([one.username for one in hints])
