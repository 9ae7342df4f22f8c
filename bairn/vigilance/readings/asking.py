"""The table of readings, and asking the rules of one case or of the house."""

from collections.abc import Iterable
from datetime import datetime

from bairn.kernel.text import Text
from bairn.vigilance.readings import duties, house, people, requests, things
from bairn.vigilance.readings.found import Found, Kind, Reading
from bairn.vigilance.terms.reading import CaseReading, HouseReading
from bairn.vigilance.terms.rule import Rules
from bairn.vigilance.terms.signal import Condition

__all__ = ["READINGS", "Found", "Reading", "conditions_of", "of_the_house"]

_OFTEN = {"acts": Kind.ACTS, "times": Kind.COUNT, "within": Kind.SPAN}
READINGS: dict[str, Reading] = {
    "milestone_missing": Reading(
        read=duties.milestone_missing,
        given={
            "after": Kind.MILESTONES,
            "wants": Kind.MILESTONES,
            "within": Kind.SPAN,
            "each": Kind.YES_NO,
        },
        text=Text("What had to follow did not follow in time", "应有的后续没有按时发生"),
    ),
    "review_missing": Reading(
        read=duties.review_missing,
        given={"wants": Kind.MILESTONES, "default": Kind.SPAN},
        text=Text("Nobody has looked over the case in time", "案件没有按期复核"),
    ),
    "silent": Reading(
        read=duties.silent,
        given={"within": Kind.SPAN},
        text=Text("Nothing was recorded for so long", "长时间没有任何记录"),
    ),
    "step_overdue": Reading(
        read=duties.step_overdue,
        given={"safety": Kind.YES_NO, "grace": Kind.SPAN},
        text=Text("A step of the pack is late", "规程步骤逾期"),
    ),
    "clock_still": Reading(
        read=duties.clock_still,
        given={"within": Kind.SPAN},
        text=Text("The clock of a step stands still", "步骤计时长期暂停"),
    ),
    "closed_without_reason": Reading(
        read=duties.closed_without_reason,
        given={},
        text=Text("Closed, and no agreed closing carries it", "已结案，但没有经确认的结案理由"),
    ),
    "nobody_holds": Reading(
        read=duties.nobody_holds,
        given={"grace": Kind.SPAN},
        text=Text("Nobody is in the circle", "知悉范围内没有任何人"),
    ),
    "handed_over_waits": Reading(
        read=duties.handed_over_waits,
        given={"within": Kind.SPAN},
        text=Text("A hand-over is not finished", "移交没有完成"),
    ),
    "lowered_then_harm": Reading(
        read=people.lowered_then_harm,
        given={"harm": Kind.MILESTONES},
        text=Text("Put into a lower band, and harm came after", "降级之后发生伤害"),
    ),
    "accused_unit_near": Reading(
        read=people.accused_unit_near,
        given={"facts": Kind.FACTS},
        text=Text("The unit of somebody implicated is near", "涉嫌人员所在单位与案件有关联"),
    ),
    "kept_out_tried": Reading(
        read=people.kept_out_tried,
        given={"within": Kind.SPAN},
        text=Text("Somebody kept out asked for the case", "被排除人员试图查看案件"),
    ),
    "postponed_often": Reading(
        read=people.postponed_often,
        given=_OFTEN,
        text=Text("Put off again and again", "一再推迟"),
    ),
    "waivers_many": Reading(
        read=people.waivers_many,
        given=_OFTEN,
        text=Text("Many steps of one case were left out", "同一案件免除多个步骤"),
    ),
    "promise_missed": Reading(
        read=people.promise_missed,
        given={"grace": Kind.SPAN},
        text=Text("A promise was not kept in time", "承诺没有按时兑现"),
    ),
    "questioned_often": Reading(
        read=people.questioned_often,
        given={"held": Kind.MILESTONES, "default": Kind.COUNT},
        text=Text("A child was questioned so often", "儿童被多次询问"),
    ),
    "closing_one_agency": Reading(
        read=people.closing_one_agency,
        given={"facts": Kind.FACTS},
        text=Text("One agency alone closed it", "仅由一个机构结案"),
    ),
    "thing_waits": Reading(
        read=things.thing_waits,
        given={"how": Kind.WAYS, "within": Kind.SPAN},
        text=Text("Evidence waits for somebody", "证据事项无人办理"),
    ),
    "kit_late": Reading(
        read=things.kit_late,
        given={"at_lab": Kind.YES_NO, "grace": Kind.SPAN},
        text=Text("A kit has passed a day of its own table", "检材盒超过其规定期限"),
    ),
    "request_unsent": Reading(
        read=requests.request_unsent,
        given={"ahead": Kind.SPAN, "grace": Kind.SPAN},
        text=Text("A letter to a holder has not left", "致数据持有方的函件未发出"),
    ),
    "data_runs_out": Reading(
        read=requests.data_runs_out,
        given={"ahead": Kind.SPAN},
        text=Text("What a holder keeps for us ends", "持有方的保全即将到期"),
    ),
    "answer_overdue": Reading(
        read=requests.answer_overdue,
        given={"grace": Kind.SPAN},
        text=Text("A holder has not answered", "持有方逾期未答复"),
    ),
    "takedown_late": Reading(
        read=requests.takedown_late,
        given={"within": Kind.SPAN},
        text=Text("What was to be removed still stands", "应删除的内容仍在"),
    ),
    "came_back": Reading(
        read=requests.came_back,
        given={"within": Kind.SPAN},
        text=Text("A watched file came back", "被监看的文件再次出现"),
    ),
    "place_not_counted": Reading(
        read=things.place_not_counted,
        given={"grace": Kind.SPAN},
        text=Text("Nobody counted what lies in a place", "保管场所未按期盘点"),
        house=True,
    ),
    "pack_row_past_review": Reading(
        read=house.pack_row_past_review,
        given={},
        text=Text("A row of a pack is past its review date", "规程条目已过复查日期"),
        house=True,
    ),
    "unit_waives_many": Reading(
        read=house.unit_waives_many,
        given={"times": Kind.COUNT, "within": Kind.SPAN},
        text=Text("One unit left out many steps", "同一单位免除多个步骤"),
        house=True,
    ),
}


def conditions_of(case: CaseReading, rules: Rules, *, at: datetime) -> tuple[Condition, ...]:
    """Everything that the rules find standing in one case at `at`."""
    return tuple(
        Condition(
            rule=rule.id,
            key=f"{rule.id}:{case.case_id}:{one.code}",
            since=one.since,
            case_id=case.case_id,
            unit_id=case.unit_id,
            code=one.code,
        )
        for rule in rules.asked_of(closed=case.closed_at is not None)
        for one in READINGS[rule.reads](case, at, rule.given)
    )


def of_the_house(house_now: HouseReading, rules: Rules, *, at: datetime) -> Iterable[Condition]:
    """Everything that the rules find standing that concerns no single case."""
    for rule in rules.of_the_house:
        for one in READINGS[rule.reads](house_now, at, rule.given):
            yield Condition(
                rule=rule.id,
                key=f"{rule.id}:house:{one.code}",
                since=one.since,
                case_id=None,
                unit_id=one.unit_id,
                code=one.code,
            )
