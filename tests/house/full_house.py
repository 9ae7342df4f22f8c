"""A calm house with a row in every table, in one unit, and people of every role elsewhere."""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta

from bairn.access import actions as access
from bairn.access import exclusions, sessions
from bairn.access.terms import ExclusionReason, Role
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import Outcome
from bairn.feed import actions as feed
from bairn.intake import actions as intake
from bairn.intake import doorkeeper
from bairn.intake.terms import FileNote
from bairn.journeys import hand_over, open_case, review_case
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.outbox import actions as outbox
from bairn.outbox.terms import RecipientKind
from bairn.protocols import actions as protocols
from bairn.protocols import queries as protocol_looks
from bairn.protocols.terms import CaseFacts
from bairn.supervision import actions as supervision
from bairn.supervision import queries as handovers
from bairn.supervision.terms import NewDirection
from bairn.triage import actions as triage
from bairn.triage.terms import Band, QueueFilters
from bairn.vault import actions as vault
from bairn.vault.terms import ErasureReason, HoldReason
from tests import cast
from tests.house.full_conflicts import fill_conflicts
from tests.house.full_digests import fill_digests
from tests.house.full_disclosure import fill_disclosure
from tests.house.full_evidence import fill_evidence
from tests.house.full_files import fill_files
from tests.house.full_interviews import fill_interviews
from tests.house.full_kits import fill_kits
from tests.house.full_linkage import fill_linkage
from tests.house.full_nonrecent import fill_nonrecent
from tests.house.full_preservation import fill_preservation
from tests.house.full_proof import fill_proof
from tests.house.full_reading import fill_reading
from tests.house.full_records import fill_records
from tests.house.full_series import fill_series
from tests.house.full_vigilance import fill_vigilance
from tests.rooms.intake.desk import Desk, open_desk, planted
from tests.rooms.intake.test_intake_wire import Client as Wire

ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True)
class FullHouse:
    """`waiting` is a report in the queue, `case` a case made from another report."""

    desk: Desk
    waiting: uuid.UUID
    joined: uuid.UUID
    case: uuid.UUID
    code: str
    own: dict[str, Actor]  # one of each role in the unit; those who may are in the circle
    elsewhere: dict[str, Actor]  # one of each role in another unit of another agency
    excluded: Actor  # a supervisor of the unit who is kept out of the case
    platform: Actor
    partner: Actor

    def own_child(self) -> uuid.UUID:
        """The first in the case to whom something may be promised."""
        supervisor = self.own["supervisor"]
        who = case_looks.participants(actor=supervisor, at=clock.now(), case_id=self.case)
        return next(one.id for one in who if not one.kept_out)


def fill() -> FullHouse:
    """Fill an empty house through the rooms' own acts."""
    desk = open_desk()
    named = replace(planted(), files=(FileNote(stated_digests=(("sha256", "7" * 64),)),))
    waiting, joined = desk.receive(named, sending_key="w" * 32), desk.receive(planted())
    intake.add_by_code(actor=desk.reporter, at=clock.now(), code=waiting.code or "", text="More.")
    intake.answer_reporter(
        actor=desk.officer, at=clock.now(), report_id=waiting.report_id, code="received"
    )
    for one in (waiting.report_id, joined.report_id):
        triage.enter(actor=desk.system, at=clock.now(), report_id=one)
        triage.assess(actor=desk.system, at=clock.now(), report_id=one)
    triage.find_duplicates(actor=desk.system, at=desk.at, report_id=joined.report_id)
    own = {role: cast.staff(f"own-{role}", role, unit=desk.place.unit) for role in ROLES}
    circle = {own[role].id: role for role in ("investigator", "interviewer", "medic")}
    opened = open_case.open_case(
        actor=desk.officer,
        at=clock.now(),
        report_id=joined.report_id,
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
        circle=circle,
    )
    house = FullHouse(
        desk=desk,
        waiting=waiting.report_id,
        joined=joined.report_id,
        case=opened.case_id,
        code=waiting.code or "",
        own=own,
        elsewhere={r: cast.staff(f"far-{r}", r, unit=desk.place.other_unit) for r in ROLES},
        excluded=cast.staff("kin", "supervisor", unit=desk.place.unit),
        platform=_wire(desk),
        partner=_partner(desk),
    )
    _work(house)
    return house


def _wire(desk: Desk) -> Actor:
    """A platform that has sent a report of its own."""
    wire = Wire(desk)
    wire.upload(wire.submit(), name="Quillfeather.jpg")
    return wire.actor


def _partner(desk: Desk) -> Actor:
    made = intake.register_partner(
        actor=desk.operator,
        at=clock.now(),
        agency_id=desk.place.agency.id,
        name="Records system",
        purpose="intake",
        pack="",
        unit_id=desk.place.unit.id,
    )
    known = doorkeeper.partner(made.token)
    assert known is not None
    return sessions.partner(partner_id=known.partner_id, agency_id=known.agency_id)


def _let_back_in(house: FullHouse) -> None:
    """Somebody who was kept out for a while."""
    case = {"actor": house.own["supervisor"], "case_id": house.case}
    back = cast.staff("backin", "investigator", unit=house.desk.place.unit)
    access.exclude(**case, at=clock.now(), staff_id=back.id, reason="conflict")
    standing = exclusions.exclusions_of(**case, at=clock.now())
    mine = next(one for one in standing if one.staff_id == back.id)
    exclusions.end_exclusion(**case, at=clock.now(), exclusion_id=mine.id)


def _promise(house: FullHouse) -> None:
    """Something promised to the child, and put off once."""
    case = {"actor": house.own["supervisor"], "case_id": house.case}
    to = house.own_child()
    by_at = clock.now() + timedelta(days=2)
    made = cases.promise(**case, at=clock.now(), to=to, kind="contact", by_at=by_at)
    later = by_at + timedelta(days=1)
    cases.put_off_promise(
        **case, at=clock.now(), promise_id=made, until=later, reason="asked_by_them"
    )


def _supervise(house: FullHouse) -> None:
    """A review with a direction, and a hand-over in which something was asked."""
    supervisor = house.own["supervisor"]
    case = {"actor": supervisor, "case_id": house.case}
    investigator, later = house.own["investigator"], clock.now() + timedelta(days=2)
    review_case.review_case(
        **case,
        at=clock.now(),
        findings=["needs_direction", "safety_ok", "on_time", "evidence_used", "victim_informed",
                  "pressure_none"],
        directions=[NewDirection(words="Ask again.", owner_id=investigator.id, by_at=later)],
    )  # fmt: skip
    receiver = cast.staff("receiver", "investigator", unit=house.desk.place.unit)
    offered = hand_over.offer_case(
        **case, at=clock.now(), from_staff=investigator.id, to_staff=receiver.id, reason="leaving"
    )
    item = handovers.handover(**case, at=clock.now(), handover_id=offered).items[0]
    supervision.question_item(
        actor=receiver, at=clock.now(), case_id=house.case, handover_id=offered, item_id=item.id,
        code="unclear", words="What is it?",
    )  # fmt: skip


def _work(house: FullHouse) -> None:
    """A little of everything that people do with reports and cases."""
    supervisor = house.own["supervisor"]
    case = {"actor": supervisor, "case_id": house.case}
    report = {"actor": supervisor, "report_id": house.waiting}
    access.exclude(
        **case, at=clock.now(), staff_id=house.excluded.id, reason=next(iter(ExclusionReason)).value
    )
    _let_back_in(house)
    protocols.record_facts(**case, at=clock.now(), facts=CaseFacts({"danger_now": False}))
    board = protocol_looks.board_of_case(**case, at=clock.now())
    waiver = board.waiver_reasons[0].id
    protocols.ask_waiver(**case, at=clock.now(), step=board.steps[0].step, reason=waiver)
    may_pause = next(row for row in board.steps if row.pause_reasons)
    pause = may_pause.pause_reasons[0]
    protocols.pause(**case, at=clock.now(), step=may_pause.step, reason=pause)
    cases.propose_closing(
        **case, at=clock.now(), outcome=Outcome.TRANSFERRED, reasons=("receipt_confirmed",)
    )
    _promise(house)
    fill_interviews(supervisor, house.own["interviewer"], house.case)
    fill_proof(supervisor, house.case)
    fill_digests(supervisor, sessions.system(), house.case)
    fill_evidence(supervisor, house.own["investigator"], house.case)
    fill_reading(supervisor, house.own["investigator"], house.case)
    fill_files(supervisor, house.case)
    fill_kits(supervisor, house.case)
    fill_preservation(supervisor, house.case)
    fill_disclosure(supervisor, house.desk.place, house.case)
    fill_conflicts(supervisor, house.case)
    fill_records(supervisor, house.case)
    fill_series(supervisor, house.own["investigator"], house.own["analyst"], house.case)
    fill_linkage(supervisor, house.own["investigator"], house.case, house.waiting)
    fill_nonrecent(supervisor, house.own["prosecutor"], house.case)
    _supervise(house)
    fill_vigilance(
        supervisor, house.elsewhere["operator"], house.elsewhere["supervisor"], house.case
    )
    vault.hold(**case, at=clock.now(), reason=next(iter(HoldReason)))
    vault.order_erasure(**report, at=clock.now(), reason=next(iter(ErasureReason)))
    at = clock.now()
    triage.record_police_band(**report, at=at, scheme="kirat", band="high", given_at=at)
    triage.raise_band(**report, at=clock.now(), to=Band.A, reason="judgement")
    triage.propose_lowering(**report, at=clock.now(), to=Band.B, reason="safe_confirmed")
    feed.follow(**case, at=clock.now())
    triage.save_view(actor=supervisor, at=clock.now(), name="Mine", filters=QueueFilters())
    outbox.notify(
        **case,
        at=clock.now(),
        recipient_kind=RecipientKind.UNIT,
        recipient_id=house.desk.place.unit.id,
        kind="case.opened",
    )
