"""What exhibits, kits, files and holders wait for, as items of a day, each with its reason."""

import uuid
from datetime import datetime, timedelta

from bairn.evidence.terms import Disposal, ExhibitCard, Handover
from bairn.evidence.terms.checking import CheckState
from bairn.evidence.terms.kits import KitCard, KitStands
from bairn.evidence.terms.neglect import CrossingWaits, KitQuestion, UploadWaits
from bairn.feed.answers import AHEAD
from bairn.feed.readings import SECOND_PERSON, joined
from bairn.feed.terms import Item, ItemKind
from bairn.kernel.text import Text
from bairn.preservation.terms import Counted, Kind, Request, State, WaitingRequest
from bairn.protocols.terms import Source
from bairn.vigilance.terms import Rule

_LATE = Text("Late.", "已逾期。")
_TAKE = Text("Take over exhibits, or say why not", "接收物证，或说明不接收的理由")
_TAKE_WHY = Text(
    "Until you answer nobody can show whose hands they are in.",
    "您答复之前，无法说明物证由谁保管。",
)
_GIVEN = Text("Nobody has answered what you handed over", "您移交的物证无人答复")
_GIVEN_WHY = Text("Ask whoever it was offered to, or take it back.", "请询问接收人，或收回移交。")
_STORE = Text("Store an exhibit or hand it over", "物证入库或移交")
_STORE_WHY = Text("It has been in your hands since it was collected.", "自采集以来一直在您手中。")
_KITS = {
    KitStands.AWAITING_PICKUP: Text("A kit waits to be picked up", "检材盒等待取走"),
    KitStands.WITH_POLICE: Text("A kit has to go to the laboratory", "检材盒应送实验室"),
    KitStands.TO_LAB: Text("A kit has to go to the laboratory", "检材盒应送实验室"),
    KitStands.AT_LAB: Text(
        "A kit at the laboratory waits for its result", "实验室内的检材盒等待结果"
    ),
}
_KIT = Text("A kit has a day to keep", "检材盒有期限")
_KIT_WHY = Text("The table of its place sets the day.", "期限由当地规定表确定。")
_UNTESTED = Text("Agree not to test a kit?", "是否同意不检测检材盒？")
_UNTESTED_WHY = Text(
    "Only a prosecutor can; until then it is to be tested.", "须由检察官同意；在此之前应予检测。"
)
_DISPOSAL = Text("Agree to dispose of an exhibit?", "是否同意处置物证？")
_CROSSING = Text("Answer a possible contamination", "答复可能的污染")
_CROSSING_WHY = Text(
    "The same officer, vehicle or room was with two people of the case.",
    "同一人员、车辆或房间先后接触同案两人。",
)
_FILE = Text("A file is not what was taken in", "文件与接收时不一致")
_FILE_WHY = Text("A check found it altered, cut or missing.", "核对发现文件被改动、截断或缺失。")
_UPLOAD = Text("Finish an upload", "完成上传")
_UPLOAD_WHY = Text(
    "It stopped on its way and is dropped after its day.", "上传中断，过期将被放弃。"
)
_ASK = Text("Send a letter to a holder", "向数据持有方发函")
_COUNTED = {
    Counted.ASK: Text("The letter was drafted and has not left.", "函件已起草，尚未发出。"),
    Counted.DATA: Text(
        "What it asks for may be gone: ask all the same.", "所请求的数据可能消失，仍应请求。"
    ),
    Counted.ANSWER: Text("The holder owes an answer.", "持有方应已答复。"),
    Counted.SECOND_ROUTE: Text("No receipt has come: try another way.", "未收到回执，请另行联系。"),
    Counted.EXTEND: Text("The extension should leave.", "应发出延长请求。"),
    Counted.HELD: Text("What is kept for us ends.", "为本案保全的数据即将到期。"),
    Counted.REPORT_YEAR: Text(
        "The platform keeps what is behind its report no longer.",
        "平台保存报告相关数据的期限将届满。",
    ),
}
_RUNS_OUT = Text("A request to a holder runs out", "对数据持有方的请求即将到期")
_AGREE = Text("Agree to a request to a holder?", "是否同意向数据持有方提出请求？")


def of_offer(
    row: Handover, reference: str, rule: Rule, me: uuid.UUID, *, at: datetime
) -> Item | None:
    """Exhibits that were offered to one, or that one offered and nobody took in time."""
    due_at, to_me = row.offered_at + _within(rule), row.taker.staff_id == me
    if not row.waiting or not (to_me or at > due_at):
        return None
    count = len(row.waiting)
    number = Text(f"Exhibits: {count}.", f"物证{count}件。")
    return Item(
        kind=ItemKind.OFFER,
        code="take" if to_me else "given",
        title=_TAKE if to_me else _GIVEN,
        why=joined(_late(at > due_at), number, _TAKE_WHY if to_me else _GIVEN_WHY),
        since=row.offered_at,
        reference=reference,
        case_id=row.case_id if reference else None,
        about=row.id,
        due_at=due_at,
        source=rule.source,
        late=at > due_at,
    )


def of_held(card: ExhibitCard, reference: str, rule: Rule, *, at: datetime) -> Item:
    """An exhibit that never left the hands of whoever collected it."""
    due_at = card.collected_at + _within(rule)
    return Item(
        kind=ItemKind.UNSTORED,
        code="store",
        title=_STORE,
        why=joined(_late(at > due_at), _code(card.code), _STORE_WHY),
        since=card.collected_at,
        reference=reference,
        case_id=card.case_id,
        about=card.id,
        due_at=due_at,
        source=rule.source,
        late=at > due_at,
    )


def of_kit(card: KitCard, reference: str, source: Source | None, *, at: datetime) -> Item:
    """A kit whose next day comes near or has passed."""
    return Item(
        kind=ItemKind.KIT,
        code=card.stands.value,
        title=_KITS.get(card.stands, _KIT),
        why=joined(
            _late(card.late(at)), Text(f"Kit {card.number}.", f"编号{card.number}。"), _KIT_WHY
        ),
        since=card.collected_at,
        reference=reference,
        case_id=card.holder_id,
        about=card.id,
        due_at=card.due_at,
        source=source,
        late=card.late(at),
    )


def of_question(row: KitQuestion, reference: str) -> Item:
    """A kit that somebody asks a prosecutor not to test."""
    return Item(
        kind=ItemKind.UNTESTED,
        code=row.reason,
        title=_UNTESTED,
        why=_UNTESTED_WHY,
        since=row.asked_at,
        reference=reference,
        case_id=row.case_id,
        about=row.kit_id,
    )


def of_disposal(row: Disposal, reference: str, me: uuid.UUID) -> Item | None:
    """An exhibit that somebody else asks to dispose of."""
    if row.agreed_at is not None or row.proposed_by == me:
        return None
    return Item(
        kind=ItemKind.DISPOSAL,
        code="agree",
        title=_DISPOSAL,
        why=SECOND_PERSON,
        since=row.proposed_at,
        reference=reference,
        case_id=row.case_id,
        about=row.exhibit_id,
    )


def of_crossing(row: CrossingWaits, reference: str) -> Item:
    """An alert of contamination that a supervisor has to answer."""
    return Item(
        kind=ItemKind.CROSSING,
        code="answer",
        title=_CROSSING,
        why=_CROSSING_WHY,
        since=row.raised_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
    )


def of_file(row: CheckState, reference: str, rule: Rule) -> Item | None:
    """A file that is not what was taken in: at once, whatever else waits."""
    if row.last is None:
        return None
    return Item(
        kind=ItemKind.FILE,
        code=row.last.outcome.value,
        title=_FILE,
        why=_FILE_WHY,
        since=row.last.at,
        reference=reference,
        case_id=row.case_id,
        about=row.file_id,
        source=rule.source,
        late=True,
    )


def of_upload(row: UploadWaits, reference: str) -> Item:
    """An upload of one's own that stopped on its way."""
    return Item(
        kind=ItemKind.UPLOAD,
        code=str(row.exhibit_id),
        title=_UPLOAD,
        why=_UPLOAD_WHY,
        since=row.begun_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
        due_at=row.expires_at,
    )


def of_request(row: Request, reference: str, *, mine: bool, at: datetime) -> Item | None:
    """A request that runs out soon; one of another's case only once it is late.

    What life may hang on is a matter of safety. A holder's answer is theirs until it is late.
    """
    reading = row.next
    if reading is None or reading.until > at + AHEAD:
        return None
    late = reading.over(at)
    if not late and (not mine or reading.counted is Counted.ANSWER):
        return None
    unsent = row.state in (State.DRAFTED, State.APPROVED)
    return Item(
        kind=ItemKind.REQUEST,
        code=reading.counted.value,
        title=_ASK if unsent else _RUNS_OUT,
        why=joined(_late(late), _COUNTED[reading.counted], _code(row.reference)),
        since=reading.from_at,
        reference=reference,
        case_id=row.case_id,
        about=row.id,
        due_at=reading.until,
        source=reading.source,
        safety=row.kind is Kind.EMERGENCY,
        late=late,
    )


def of_agreement(row: WaitingRequest, reference: str, me: uuid.UUID) -> Item | None:
    """A request that somebody else drafted and that the law asks one to agree to."""
    if row.request.drafted_by == me:
        return None
    return Item(
        kind=ItemKind.AGREEMENT,
        code=row.needs,
        title=_AGREE,
        why=joined(SECOND_PERSON, _code(row.request.reference)),
        since=row.request.drafted_at,
        reference=reference,
        case_id=row.request.case_id,
        about=row.request.id,
        safety=row.request.kind is Kind.EMERGENCY,
    )


def _within(rule: Rule) -> timedelta:
    """The time that the rule of vigilance gives: the day says it before a signal does."""
    span = rule.given["within"]
    return span if isinstance(span, timedelta) else timedelta()


def _late(late: bool) -> Text | None:
    return _LATE if late else None


def _code(code: str) -> Text:
    return Text(f"{code}.", f"{code}。")
