"""A row in every table of kits, made by the room's own acts, with words planted in each."""

import uuid
from datetime import date, timedelta
from typing import Any

from bairn.access import actions as access
from bairn.access.models import Unit
from bairn.evidence import actions
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms import Receipt, Receiver
from bairn.evidence.terms.kits import KitKind, NewKit, NoticeKind
from bairn.journeys import move_kit
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from tests import cast

MINUTE = timedelta(minutes=1)


def fill_kits(supervisor: Actor, case_id: uuid.UUID) -> None:
    """One kit that a prosecutor was asked about, and one whose match is to be told."""
    this = {"actor": supervisor, "case_id": case_id}
    _asked(this, supervisor)
    _matched(this, supervisor)


def _new(this: dict[str, Any], number: str) -> uuid.UUID:
    at = clock.now()
    said = NewKit(
        number=number, kind=KitKind.REPORTED, place="CN", zone="Asia/Shanghai",
        collected_at=at - MINUTE,
    )  # fmt: skip
    return move_kit.register_kit(**this, at=at, said=said, collector="Canaryclinic").id


def _asked(this: dict[str, Any], supervisor: Actor) -> None:
    kit_id = _new(this, "K-CANARY-1")
    unit = Unit.objects.exclude(id=supervisor.unit).first() or Unit.objects.get()
    prosecutor = cast.staff("kitjudge", "prosecutor", unit=unit)
    access.assign(**this, at=clock.now(), staff_id=prosecutor.id, role="prosecutor")
    kit = {"case_id": this["case_id"], "kit_id": kit_id}
    actions.kits.ask_not_to_test(
        actor=supervisor, at=clock.now(), reason="no_crime_supported", **kit
    )
    actions.kits.answer_not_to_test(
        actor=prosecutor, at=clock.now(), agreed=False, refused_for="ask_her", **kit
    )


def _matched(this: dict[str, Any], supervisor: Actor) -> None:
    kit_id = _new(this, "K-CANARY-2")
    to = Receiver(outside="laboratory", words="Canarylab")
    offered = actions.offer(
        **this, at=clock.now(), exhibit_ids=[kit_id], to=to, purpose="examination"
    )
    paper = Receipt(reference="Canarypaper", signed_by="Canarysigner")
    actions.accepted_outside(**this, at=clock.now(), handover_id=offered, receipt=paper)
    kit = {**this, "kit_id": kit_id}
    for event, code in (("submitted", ""), ("result", "profile")):
        move_kit.move_kit(**kit, at=clock.now(), event=event, code=code)
    for step in ("screened", "profile", "eligible", "state_db", "matched"):
        at = clock.now()
        move_kit.match_kit(**kit, at=at, step=step, happened_at=at, kind="offender")
    at = clock.now()
    move_kit.match_kit(**kit, at=at, step="confirmed", happened_at=at, match=1)
    _told(kit, supervisor)


def _told(kit: dict[str, Any], supervisor: Actor) -> None:
    helper = cast.staff("kithelper", "support_worker", unit=Unit.objects.get(id=supervisor.unit))
    access.assign(
        actor=supervisor, at=clock.now(), case_id=kit["case_id"], staff_id=helper.id,
        role="support_worker",
    )  # fmt: skip
    actions.kits.plan_to_tell(
        **kit, at=clock.now(), match=1, choice="asked_now", channel="in_person", place="clinic",
        advocate_id=helper.id, words="Canarysafe",
    )  # fmt: skip
    actions.kits.veto(**kit, at=clock.now(), reason="appeal")
    at = clock.now()
    move_kit.tell_of_kit(
        **kit, at=at, kind=NoticeKind.RETENTION, language="en", told_how="by_hand", told_at=at,
        disposal_on=date(2090, 1, 1),
    )  # fmt: skip


def a_kit(supervisor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """A kit of the case."""
    return looks.kits(actor=supervisor, at=clock.now(), case_id=case_id)[0].id
