"""The course of an invented case: which milestones come when, and how it ends. Pure and seeded."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.cases.terms import Outcome

STAGES = ("intake", "protect", "evidence", "interview", "decide", "trial", "after")
INTERVIEW, DECIDE, AFTER = 3, 4, 6
_LATE = 2.5  # times as long as usual, where a step was neglected and then done
_ONLINE, _IN_PERSON = frozenset({"online"}), frozenset({"in_person"})
_BOTH = _ONLINE | _IN_PERSON
_EU, _US, _CN = frozenset({"barnahus-eu"}), frozenset({"cac-us"}), frozenset({"cn-2023"})
_ALL = _EU | _US | _CN


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: its kind of `cases/catalogue/stages.yaml`, and when it happened."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Usual:
    """A milestone as it usually comes: from which stage on, hours after the report, for whom."""

    stage: int
    kind: str
    hours: float
    packs: frozenset[str] = _ALL
    where: frozenset[str] = _BOTH


_USUAL = (
    _Usual(0, "case_assigned", 0.6, _EU | _CN),
    _Usual(0, "first_account_recorded", 3),
    _Usual(0, "exam_offered", 1.8),
    _Usual(0, "team_told", 8, _US),
    _Usual(0, "procuratorate_told", 10, _CN),
    _Usual(0, "advocate_assigned", 15, _US),
    _Usual(0, "progress_told", 16, _EU),
    _Usual(0, "access_checked", 30, _US | _EU, _ONLINE),
    _Usual(0, "report_accepted", 0.8, _CN),
    _Usual(0, "case_filed", 90, _CN),
    _Usual(0, "legal_aid_told", 100, _CN),
    _Usual(0, "care_planned", 120, _CN),
    _Usual(1, "safety_checked", 0.7),
    _Usual(1, "guardian_assessed", 0.9),
    _Usual(1, "others_checked", 1.4, _CN),
    _Usual(1, "safety_planned", 6, _US),
    _Usual(1, "cps_screened", 12, _US),
    _Usual(1, "plan_met", 20),
    _Usual(1, "therapy_offered", 150),
    _Usual(1, "needs_assessed", 160, _EU),
    *(_Usual(1, "case_reviewed", hours, _EU | _US) for hours in (640, 1290, 1940, 2590)),
    *(_Usual(1, "progress_told", hours, _CN) for hours in (640, 1290, 1940, 2590)),
    _Usual(2, "preservation_sent", 16, _ALL, _ONLINE),
    _Usual(2, "device_acquired", 20, _US, _ONLINE),
    _Usual(2, "web_captured", 22, _ALL, _ONLINE),
    _Usual(2, "exam_done", 30, _ALL, _IN_PERSON),
    _Usual(3, "interview_held", 70),
    # Steps that no kind of milestone stands for: marked by their own name.
    _Usual(0, "evidence_fast", 12, _CN),
    _Usual(0, "safety_order_asked", 14, _CN, _IN_PERSON),
    _Usual(0, "thread_captured", 3.6, _US, _ONLINE),
    _Usual(0, "reports_merged", 20, _ALL, _ONLINE),
    _Usual(1, "mental_health_screen", 60, _US),
    _Usual(1, "safety_order", 70, _CN, _IN_PERSON),
    _Usual(2, "school_transfer", 500, _CN),
    _Usual(0, "major_case", 15, _CN),
    _Usual(3, "defence_questions", 330, _EU),
    _Usual(4, "suspect_identified", 330),
    _Usual(4, "charged", 1050),
    _Usual(4, "decision_told", 1100),
    _Usual(5, "court_support", 1300, _US),
    _Usual(5, "trial_opened", 1600),
    _Usual(6, "judgment_given", 1900),
    _Usual(6, "judgment_told", 1950),
    _Usual(6, "judgment_final", 2200),
)
_CHARGED = frozenset(
    {"charged", "decision_told", "court_support", "trial_opened"}
)  # an ending at the decision comes without these
_ENDINGS = {
    DECIDE: (
        (Outcome.NOT_CHARGED, "prosecutor_decided"),
        (Outcome.NO_OFFENCE, "inquiry_complete"),
        (Outcome.TRANSFERRED, "receipt_confirmed"),
    ),
    AFTER: ((Outcome.CONVICTED, "judgment_final"), (Outcome.ACQUITTED, "judgment_final")),
}


def marks(
    *,
    stage: int,
    ending: bool,
    care: float,
    pack: str,
    online: bool,
    received_at: datetime,
    opened_at: datetime,
    until: datetime,
    dice: random.Random,
) -> tuple[Mark, ...]:
    """What has happened by `until` in a case that came to `stage`, earliest first.

    `ending`: somebody has asked to close it. `care` is how likely each step was taken in time; the
    others came late, or not at all.
    """
    kind = "online" if online else "in_person"
    found = (
        Mark(one.kind, _moment(one, care, received_at, opened_at, dice))
        for one in _USUAL
        if one.stage <= stage and kind in one.where and pack in one.packs
        if not _left_out(care, dice)
        if not (ending and stage < AFTER and one.kind in _CHARGED)
    )
    return tuple(sorted((one for one in found if one.at < until), key=lambda one: one.at))


def _left_out(care: float, dice: random.Random) -> bool:
    return dice.random() > (1 + care) / 2


def _moment(
    usual: _Usual, care: float, received_at: datetime, opened_at: datetime, dice: random.Random
) -> datetime:
    hours = usual.hours * dice.uniform(0.55, 0.98)
    if dice.random() > care:
        hours *= _LATE
    # Nothing is recorded of a case before it is open.
    return max(received_at + timedelta(hours=hours), opened_at + timedelta(minutes=3))


def ending(stage: int, dice: random.Random) -> tuple[Outcome, str]:
    """An outcome with its reason that fits a case of this stage."""
    return dice.choice(_ENDINGS[AFTER if stage >= AFTER else DECIDE])
