"""What happens in the invented district, report by report: decided by seeded dice, before any act.

120 days in two phases: quiet at first, then a campaign, in which more people report, and sooner.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bairn.cases.terms import Outcome
from bairn.demo import courses
from bairn.demo.cast import District, district
from bairn.demo.courses import Mark
from bairn.demo.stories import draft, stories
from bairn.intake.terms import Channel, ReportDraft

SEED = 2026
DAYS = 120
CASES = 300
_CAMPAIGN_FROM = 60  # days before the end
_IN_CAMPAIGN = 0.64  # of all cases
_WAITING_SHARE = 0.14  # beside the cases: reports that wait, the latest of all
_TOLD_TWICE = 0.05
_CLOSED, _PROPOSED = 0.35, 0.12  # of the cases that came to a decision
_CARE = (1.0, 1.0, 0.97, 0.95, 0.9, 0.7)
_END_TAKES = timedelta(hours=3)  # of a closing, from the last milestone to the second person
_SECOND = 100_000  # added to the number of a report that tells of an earlier one
# A case of so many days has come to this stage at most.
_STAGE_BY_DAYS = ((1, 0), (2, 1), (4, 2), (30, 3), (60, 4), (90, 5))


class Fate(StrEnum):
    """What became of a report."""

    CASE = "case"
    JOINED = "joined"  # to the case of an earlier report
    WAITS = "waits"
    UNSEEN = "unseen"  # has just come in: no rule has seen it yet
    SAME = "same"  # a platform sent it twice: merged with the one before
    ALIKE = "alike"  # sent twice as well, and nobody has said yet whether it is the same
    LOWERING = "lowering"  # waits, and somebody asks to lower it


class Ending(StrEnum):
    """How far the end of a case has come."""

    OPEN = "open"
    PROPOSED = "proposed"
    CLOSED = "closed"


_WAITING = (
    Fate.WAITS, Fate.WAITS, Fate.LOWERING, Fate.SAME, Fate.UNSEEN, Fate.WAITS, Fate.ALIKE,
    Fate.LOWERING, Fate.WAITS,
)  # fmt: skip
# What is sent twice comes from a platform; what somebody asks to lower stands in band A.
_STORIES_FOR = {
    Fate.SAME: "file_named",
    Fate.ALIKE: "file_named",
    Fate.LOWERING: "meeting_tomorrow",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One report and everything that follows from it."""

    number: int
    unit: str  # key of the unit that takes it in
    channel: Channel
    story: str
    received_at: datetime
    draft: ReportDraft
    fate: Fate
    opened_at: datetime | None = None
    marks: tuple[Mark, ...] = ()
    ending: Ending = Ending.OPEN
    outcome: Outcome = Outcome.NO_OFFENCE
    reason: str = ""  # code, of the ending
    earlier: int | None = None  # number of the report that it tells of again


def plans(*, at: datetime, cases: int = CASES, seed: int = SEED) -> tuple[Plan, ...]:
    """Everything, earliest first; the same for the same `at`, number of cases and seed."""
    dice = random.Random(seed)  # noqa: S311 - a play of the demo, not a secret
    whole = district()
    made = [_case(number, at, whole, dice) for number in range(cases)]
    made += [
        _waiting(cases + number, at, whole, dice)
        for number in range(max(len(_WAITING), round(cases * _WAITING_SHARE)))
    ]
    return tuple(sorted(_with_links(made, at, dice), key=lambda one: (one.received_at, one.number)))


def _case(number: int, at: datetime, whole: District, dice: random.Random) -> Plan:
    in_campaign = dice.random() < _IN_CAMPAIGN
    first, last = (1, _CAMPAIGN_FROM) if in_campaign else (_CAMPAIGN_FROM, DAYS)
    ago = timedelta(minutes=dice.randint(first * 1440 - 1080, last * 1440))
    plan = _report(number, at - ago, in_campaign, whole, dice)
    stage = next((stage for days, stage in _STAGE_BY_DAYS if ago.days < days), courses.AFTER)
    stage = max(min(stage, 1), stage - dice.choice((0, 0, 0, 0, 1, 2)))
    opened = timedelta(minutes=dice.randint(8, 50 if in_campaign else 240))
    opened_at = plan.received_at + min(opened, ago / 3)
    end = _ending(stage, plan, dice)
    outcome, reason = courses.ending(stage, dice)
    marks = courses.marks(
        stage=stage,
        ending=end is not Ending.OPEN,
        care=dice.choice(_CARE),
        pack=plan.draft.pack,
        online=plan.draft.facts.get("online") is True,
        received_at=plan.received_at,
        opened_at=opened_at,
        until=at - _END_TAKES,
        dice=dice,
    )
    return replace(
        plan,
        fate=Fate.CASE,
        opened_at=opened_at,
        marks=marks,
        ending=end,
        outcome=outcome,
        reason=reason,
    )


def _ending(stage: int, plan: Plan, dice: random.Random) -> Ending:
    drawn = dice.random()
    # Two agencies close what may be trafficking; in the demo none of these has come so far.
    if stage < courses.DECIDE or plan.draft.facts.get("origin_unknown"):
        return Ending.OPEN
    if drawn < _CLOSED:
        return Ending.CLOSED
    return Ending.PROPOSED if drawn > 1 - _PROPOSED else Ending.OPEN


def _waiting(number: int, at: datetime, whole: District, dice: random.Random) -> Plan:
    """A report of the last two days that nobody has taken up yet."""
    fate = _WAITING[number % len(_WAITING)]
    minutes = dice.randint(2, 9) if fate is Fate.UNSEEN else dice.randint(30, 2 * 1440)
    received_at = at - timedelta(minutes=minutes)
    plan = _report(number, received_at, True, whole, dice, only=_STORIES_FOR.get(fate))
    return replace(plan, fate=fate)


def _report(
    number: int,
    received_at: datetime,
    in_campaign: bool,
    whole: District,
    dice: random.Random,
    *,
    only: str | None = None,
) -> Plan:
    told = [one for one in stories() if only in (None, one.code)]
    (story,) = dice.choices(told, [one.weight[in_campaign] for one in told])
    channel, pack = dice.choice(story.channels), dice.choice(story.packs)
    if channel is Channel.PARTNER_API:
        pack = str(whole.partner["pack"])
    return Plan(
        number=number,
        unit=_unit_for(channel, pack, whole),
        channel=channel,
        story=story.code,
        received_at=received_at,
        draft=draft(story, channel=channel, pack=pack, at=received_at, dice=dice),
        fate=Fate.WAITS,
    )


def _unit_for(channel: Channel, pack: str, whole: District) -> str:
    if channel is Channel.PLATFORM_WIRE:
        return "online"
    if channel is Channel.PARTNER_API:
        return str(whole.partner["unit"])
    return next(unit.key for unit in whole.units if pack in unit.routes)


def _with_links(made: list[Plan], at: datetime, dice: random.Random) -> Iterator[Plan]:
    """The plans, with reports that were sent twice and cases that were told of twice."""
    for plan in made:
        later = plan.received_at + timedelta(minutes=dice.randint(15, 2000))
        if plan.fate in (Fate.SAME, Fate.ALIKE):
            yield replace(plan, fate=Fate.WAITS)
            yield replace(
                plan,
                number=plan.number + _SECOND,
                received_at=min(later, at - timedelta(minutes=12)),
                earlier=plan.number,
            )
            continue
        yield plan
        if plan.opened_at is None or plan.ending is not Ending.OPEN:
            continue
        if dice.random() < _TOLD_TWICE and later < at - timedelta(hours=1):
            yield replace(
                plan,
                number=plan.number + _SECOND,
                received_at=max(later, plan.opened_at + timedelta(minutes=5)),
                opened_at=None,
                marks=(),
                fate=Fate.JOINED,
                earlier=plan.number,
            )
