"""What waits for somebody's answer or promise, as items of a day, each with its reason."""

import uuid
from datetime import datetime, timedelta

from bairn.cases.terms import Promise, PromiseBook, PromiseState
from bairn.feed.readings import SECOND_PERSON, joined
from bairn.feed.terms import Item, ItemKind
from bairn.interviews.terms import WaitingInterview
from bairn.kernel.text import Text
from bairn.linkage.terms.reveals import AskedOfUs, RevealCard
from bairn.nonrecent.terms import ItemCard, Trigger
from bairn.proof.terms import AdviceWaiting, ProofKind, Wanted
from bairn.protocols.terms import WaitingWaiver
from bairn.series.terms import ProposalPart
from bairn.supervision.terms import Direction, DueReview, HandoverCard
from bairn.vigilance.terms import Level, Rule, SignalCard

AHEAD = timedelta(days=3)  # what is due later than this is no part of today
_SIGNAL = Text("A signal of neglect", "疏漏提示")
_OWNED = Text("You answer for it, from outside the unit.", "由您作为本单位以外的人员负责答复。")
_ALL = Text("Nobody has answered it: every inspector sees it.", "尚无人答复：全体监察人员可见。")
_FURTHER = Text("Agree to a further interview?", "是否同意再次询问？")
_OPEN_QUESTIONS = Text(
    "The child has been questioned; the open questions are named.",
    "儿童已接受过询问；未决问题已列明。",
)
_ADVICE = Text("Early advice is asked for", "请求提前介入提出意见")
_ADVICE_WHY = Text("The inquiry waits for the prosecutor.", "调查人员等待检察官意见。")
_WANTED_WHY = Text("You said, or your role is asked, to get it.", "由您本人或您的角色负责取得。")
_REVIEW = Text("Look over the case", "复核案件")
_NEVER = Text("No supervisor has looked over it yet.", "尚未经主管复核。")
_AGAIN = Text("The time of the next review has come near.", "下次复核时间将至。")
_DIRECTION = Text("Answer a supervisor's direction", "答复主管的指示")
_DIRECTION_WHY = Text("It was directed to you in a review.", "复核时指定由您办理。")
_HANDED = Text("Take over a case, item by item", "逐项接收案件")
_GIVING = Text("Answer what is asked about your hand-over", "答复对移交事项的疑问")
_PROMISED_WHY = Text("Somebody in the case was told so.", "已向案件当事人作出承诺。")
_SERIES = Text("A series is proposed with offences of this case", "提议将本案案件归入系列")
_SERIES_WHY = Text(
    "An analyst asks; not now is told to nobody.", "分析人员提出；暂不同意不会告知任何人。"
)
_KEY = Text("Agree to ask other units what they hold?", "是否同意向其他单位查询其掌握的信息？")
_ASKED = Text("Another unit asks to see more", "其他单位申请查看更多信息")
_ASKED_WHY = Text(
    "You answer for what is held here; not now is told to nobody.",
    "由您代为答复；暂不同意不会告知任何人。",
)
_TAKEN_UP = Text("You have taken it up; others see who looks.", "由您审查；其他人可见谁在审查。")
_LATE = Text("Late.", "已逾期。")


def of_signal(card: SignalCard, rule: Rule | None, *, at: datetime) -> Item:
    """A signal of neglect that one has to answer, also where its rule is in force no more."""
    why = _ALL if card.level is Level.ALL_INSPECTORS else _OWNED
    return Item(
        kind=ItemKind.SIGNAL,
        code=card.rule,
        title=rule.title if rule else _SIGNAL,
        why=joined(rule.why if rule else None, why),
        since=card.raised_at,
        reference=card.reference,
        case_id=card.case_id,
        about=card.id,
        due_at=card.answer_by,
        source=rule.source if rule else None,
        late=at > card.answer_by,
    )


def of_interview(row: WaitingInterview, reference: str, me: uuid.UUID) -> Item | None:
    """A further interview that somebody else asked for."""
    if row.asked_by == me:
        return None
    return Item(
        kind=ItemKind.INTERVIEW,
        code="repeat",
        title=_FURTHER,
        why=_OPEN_QUESTIONS,
        since=row.asked_at,
        reference=reference,
        case_id=row.case_id,
        about=row.interview_id,
    )


def of_waiver(row: WaitingWaiver, reference: str, me: uuid.UUID) -> Item | None:
    """A step that somebody else asked to leave out."""
    if row.asked_by == me:
        return None
    return Item(
        kind=ItemKind.WAIVER,
        code=row.step,
        title=Text(f"Leave out a step? {row.title.en}", f"是否免除步骤？{row.title.zh}"),
        why=joined(SECOND_PERSON, row.reason),
        since=row.asked_at,
        reference=reference,
        case_id=row.case_id,
        step=row.step,
    )


def of_advice(row: AdviceWaiting) -> Item:
    """Advice that a prosecutor is asked for."""
    return Item(
        kind=ItemKind.ADVICE,
        code="early_advice",
        title=_ADVICE,
        why=_ADVICE_WHY,
        since=row.at,
        reference=row.reference,
        case_id=row.case_id,
        about=row.advice_id,
    )


def of_wanted(row: Wanted, kind: ProofKind, *, at: datetime) -> Item | None:
    """A piece of proof that one is to get, by a day that has come near."""
    by_at = row.said.by_at
    if by_at is None or by_at > at + AHEAD:
        return None
    return Item(
        kind=ItemKind.WANTED,
        code=row.said.kind,
        title=Text(f"Get: {kind.title.en}", f"取得：{kind.title.zh}"),
        why=joined(_LATE if at > by_at else None, _WANTED_WHY),
        since=by_at,
        reference=row.reference,
        case_id=row.case_id,
        about=row.item_id,
        due_at=by_at,
        late=at > by_at,
    )


def of_review(row: DueReview, *, at: datetime) -> Item | None:
    """A case of one's unit that is to be looked over soon, or should have been."""
    if row.next_at > at + AHEAD:
        return None
    late = at > row.next_at
    return Item(
        kind=ItemKind.REVIEW,
        code="review",
        title=_REVIEW,
        why=joined(_LATE if late else None, _NEVER if row.last_at is None else _AGAIN),
        since=row.last_at or row.opened_at,
        reference=row.reference,
        case_id=row.case_id,
        due_at=row.next_at,
        late=late,
    )


def of_direction(row: Direction, reference: str, *, at: datetime) -> Item:
    """What a supervisor directed one to do."""
    return Item(
        kind=ItemKind.DIRECTION,
        code="direction",
        title=_DIRECTION,
        why=joined(_LATE if at > row.by_at else None, _DIRECTION_WHY),
        since=row.given_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
        due_at=row.by_at,
        late=at > row.by_at,
    )


def of_handover(row: HandoverCard, reference: str, me: uuid.UUID) -> Item | None:
    """A hand-over that waits for one: to accept its items, or to say more about those in doubt."""
    if row.to_staff != me and not (row.from_staff == me and row.questioned):
        return None
    done = f"{row.accepted} / {row.items}"
    return Item(
        kind=ItemKind.HANDOVER,
        code="receive" if row.to_staff == me else "questioned",
        title=_HANDED if row.to_staff == me else _GIVING,
        why=Text(f"Accepted so far: {done}.", f"已接收：{done}。"),
        since=row.offered_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
    )


def of_promise(row: Promise, reference: str, book: PromiseBook, *, at: datetime) -> Item | None:
    """A promise that is missed, or is to be kept soon."""
    state = row.state(at)
    if state not in (PromiseState.OPEN, PromiseState.MISSED) or row.by_at > at + AHEAD:
        return None
    kind = book.kinds[row.kind].text
    return Item(
        kind=ItemKind.PROMISE,
        code=row.kind,
        title=Text(f"Promised: {kind.en}", f"已承诺：{kind.zh}"),
        why=joined(_LATE if state is PromiseState.MISSED else None, _PROMISED_WHY),
        since=row.made_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
        due_at=row.by_at,
        late=state is PromiseState.MISSED,
    )


def of_series(part: ProposalPart, reference: str) -> Item:
    """A series that an analyst proposes with offences of a case of one's unit."""
    return Item(
        kind=ItemKind.SERIES,
        code="proposed",
        title=_SERIES,
        why=_SERIES_WHY,
        since=part.proposed_at,
        reference=reference,
        case_id=part.case_id,
        about=part.id,
    )


def of_key(
    card: RevealCard, reference: str, *, case_id: uuid.UUID | None, report_id: uuid.UUID | None
) -> Item:
    """A request that somebody of one's own side made, until its first key is turned or refused."""
    return Item(
        kind=ItemKind.KEY,
        code="first_key",
        title=_KEY,
        why=SECOND_PERSON,
        since=card.asked_at,
        reference=reference,
        case_id=case_id,
        report_id=report_id,
        about=card.id,
    )


def of_asked(row: AskedOfUs) -> Item | None:
    """What another unit asks, until it is answered; the asker's reference stays closed."""
    if row.answer is not None:
        return None
    return Item(
        kind=ItemKind.ASKED,
        code="second_key",
        title=_ASKED,
        why=_ASKED_WHY,
        since=row.asked_at,
        reference=row.reference,
        about=row.part_id,
    )


def of_old_case(row: ItemCard, trigger: Trigger) -> Item:
    """An old case that one has taken up, until its checklist is through and it has an outcome."""
    return Item(
        kind=ItemKind.OLD_CASE,
        code=row.why.value,
        title=Text(f"Look at it again: {trigger.title.en}", f"重新审查：{trigger.title.zh}"),
        why=_TAKEN_UP,
        since=row.taken_at or row.found_at,
        reference=row.reference,
        case_id=row.holder_id,
        about=row.id,
    )
