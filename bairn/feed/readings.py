"""What other rooms say, as items of a day: each with its reason in both languages."""

import uuid
from datetime import datetime

from bairn.cases import closing
from bairn.cases.terms import ClosingCard
from bairn.feed.terms import ClosingWindow, Item, ItemKind
from bairn.kernel.text import Text
from bairn.outbox.terms import Notice
from bairn.protocols import windows
from bairn.protocols.terms import DueStep, StepState, WindowNow
from bairn.triage.terms import FAR, Band, Effect, LoweringCard, QueueRow

_MOST_REASONS = 3
_STATES = {
    StepState.OVERDUE: Text("Late.", "已逾期。"),
    StepState.DUE_SOON: Text("Due soon.", "即将到期。"),
}
_SAFETY = Text("A matter of safety.", "涉及安全。")
_UNSEEN = Text("Not assessed yet: nobody knows how urgent it is.", "尚未评估：紧急程度不明。")
_FRESH = Text("New since the last shift.", "上一班次后新到。")
_OWN = Text("You asked; another person has to agree.", "由您提出，须由另一人同意。")
SECOND_PERSON = Text("Somebody asked; a second person has to agree.", "有人提出，须由第二人同意。")
_NOTICES = {
    "case.opened": Text("A case was opened with you in it", "新立案件，您在知悉范围内"),
    "evidence.welfare_due": Text(
        "Somebody of your unit should be asked how they are: see Exposure",
        "应关心本部门一名同事的状态：见“接触情况”",
    ),
    "linkage.to_judge": Text(
        "A lead in your files waits to be judged: see Links", "您案卷中有线索待判断：见“关联”"
    ),
    "linkage.reveal_own": Text(
        "A request to another unit waits for your agreement: see Links",
        "有一项对其他单位的申请待您同意：见“关联”",
    ),
    "linkage.reveal_asked": Text(
        "Another unit asks to see more: see Links", "其他单位申请查看更多信息：见“关联”"
    ),
    "linkage.revealed": Text(
        "Another unit agreed to show what it holds: see the tab Links of the case",
        "其他单位同意开放其掌握的信息：见案件“关联”页",
    ),
    "case.conflict": Text(
        "A possible conflict of interest waits to be judged", "有可能的利益冲突待判断"
    ),
}
_SOMETHING = Text("Something waits for you", "有事项等待您处理")
_LEFT = Text("Left for you or your unit.", "留给您或本单位。")


def of_step(row: DueStep, reference: str, *, at: datetime) -> Item:
    """A duty that is late or soon due."""
    due_at = row.due_at.earliest or row.due_at.latest
    return Item(
        kind=ItemKind.STEP,
        code=row.step,
        title=row.title,
        why=joined(_SAFETY if row.safety else None, _STATES.get(row.state), row.why),
        since=row.anchored.earliest or row.anchored.latest or at,
        reference=reference,
        case_id=row.case_id,
        due_at=due_at,
        source=row.source,
        safety=row.safety,
        late=row.state is StepState.OVERDUE,
        step=row.step,
    )


def of_report(row: QueueRow, *, since: datetime) -> Item:
    """A report in the queue, with the reasons for its band.

    One reason that says `now` (danger now, held, missing, a meeting near) makes it a matter of
    safety, in whichever band people have put it since.
    """
    fresh = row.received_at >= since
    safety = any(reason.effect is Effect.NOW for reason in row.reasons)
    reasons = row.reasons[:_MOST_REASONS]
    return Item(
        kind=ItemKind.REPORT,
        code=row.channel,
        title=_report_title(row.band),
        why=joined(
            _SAFETY if safety else None,
            *(reason.text for reason in reasons),
            _UNSEEN if row.band is None else None,
            _FRESH if fresh else None,
        ),
        since=row.received_at,
        reference=row.reference,
        report_id=row.report_id,
        due_at=None if row.key.urgent_until == FAR else row.key.urgent_until,
        source=reasons[0].source if reasons else None,
        band=row.band,
        safety=safety,
        fresh=fresh,
        unassessed=row.band is None,
    )


def _report_title(band: Band | None) -> Text:
    if band is None:
        return Text("Report, not assessed yet", "报告（尚未评估）")
    return Text(f"Report, band {band.name}: {band.word.en}", f"报告，{band.name}级：{band.word.zh}")


def of_lowering(card: LoweringCard, reference: str, me: uuid.UUID) -> Item:
    """A wish to lower a band, which waits for a second person."""
    return Item(
        kind=ItemKind.LOWERING,
        code=card.reason.code,
        title=Text(
            f"Lower to band {card.to_band.name}? {card.reason.text.en}",
            f"是否降为{card.to_band.name}级？{card.reason.text.zh}",
        ),
        why=_OWN if card.proposed_by == me else SECOND_PERSON,
        since=card.proposed_at,
        reference=reference,
        report_id=card.report_id,
        about=card.id,
        band=card.from_band,
    )


def of_closing(card: ClosingCard, me: uuid.UUID) -> Item:
    """A wish to close a case, which waits for an answer."""
    outcome = closing.book().outcomes[card.outcome].text
    return Item(
        kind=ItemKind.CLOSING,
        code=card.outcome.value,
        title=Text(f"Close the case? {outcome.en}", f"是否结案？{outcome.zh}"),
        why=_OWN if card.proposed_by == me else SECOND_PERSON,
        since=card.proposed_at,
        reference=card.reference,
        case_id=card.case_id,
        about=card.id,
    )


def of_notice(notice: Notice, *, case: str = "", report: str = "") -> Item:
    """A notice; `case` or `report` is the reference of what it concerns, where that is in reach."""
    return Item(
        kind=ItemKind.NOTICE,
        code=notice.kind,
        title=_NOTICES.get(notice.kind, _SOMETHING),
        why=_LEFT,
        since=notice.created_at,
        reference=case or report,
        case_id=notice.holder_id if case else None,
        report_id=notice.holder_id if report else None,
        about=notice.id,
    )


def of_window(case_id: uuid.UUID, reference: str, row: WindowNow) -> ClosingWindow | None:
    """A window of a case with when it ends, if it is open and ends at all."""
    ends_at = windows.ends_at(row)
    if ends_at is None:
        return None
    return ClosingWindow(case_id=case_id, reference=reference, window=row, ends_at=ends_at)


def joined(*texts: Text | None) -> Text:
    """Several reasons as sentences one after the other."""
    said = [one for one in texts if one is not None]
    return Text(" ".join(map(_sentence, said)), "".join(_sentence_zh(one) for one in said))


def _sentence(text: Text) -> str:
    return text.en if text.en.endswith((".", "!", "?")) else f"{text.en}."


def _sentence_zh(text: Text) -> str:
    return text.zh if text.zh.endswith(("。", "！", "？")) else f"{text.zh}。"
