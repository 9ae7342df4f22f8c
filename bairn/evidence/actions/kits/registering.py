"""Kits come in: of a case, or of somebody who has not reported, for whom the clinic keeps it."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from bairn.access import circles, gate
from bairn.access import queries as access
from bairn.access.terms import HolderKind
from bairn.evidence import kit_kept, kits_way
from bairn.evidence.actions.exhibits import register
from bairn.evidence.kit_book import check, no
from bairn.evidence.kit_places import CARE
from bairn.evidence.models.kits import Kit
from bairn.evidence.terms.exhibits import ExhibitWords, NewExhibit, Registered
from bairn.evidence.terms.kit_lists import RegisteredKit
from bairn.evidence.terms.kits import KitKind, NewKit
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_ADMITTED = ("medic", "support_worker", "lab", "supervisor")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exhibit:
    """What is said of the kit as an exhibit."""

    seal: str = ""
    about: uuid.UUID | None = None
    collector: str = ""
    receipt: str = ""


@gate.act("evidence.register_kit")
def register_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    said: NewKit,
    seal: str = "",
    about: uuid.UUID | None = None,
    collector: str = "",
    receipt: str = "",
) -> RegisteredKit:
    """A kit of this case; it is an exhibit with its own number and code.

    `collector` names the clinic where somebody else took it, `receipt` the paper by which it came:
    without one its chain begins with a gap. Both are sealed. Refuses a kit without a report, a
    number that this unit has used, and what exhibits refuse.
    """
    if said.kind is KitKind.UNREPORTED:
        raise no(
            "has_a_case",
            "A kit without a report hangs on no case. Register it as the clinic's own.",
            "未报案的检材盒不属于任何案件，请作为诊所自有登记。",
            field="kind",
        )
    exhibit = _Exhibit(seal=seal, about=about, collector=collector, receipt=receipt)
    return _registered(actor, at, case_id, said, exhibit, own=None)


@gate.act("evidence.register_unreported_kit")
def register_unreported_kit(
    *, actor: Actor, at: datetime, said: NewKit, seal: str = ""
) -> RegisteredKit:
    """A kit of somebody who has not reported: no case, no name; the clinic alone reaches it.

    Refuses a unit that gives no care, since the police must not hold it, and what exhibits refuse.
    """
    unit_id, holder_id = _own_unit(actor, at), ids.new_id()
    circles.register(holder_id=holder_id, kind=HolderKind.KIT, unit_id=unit_id, at=at)
    role = next((one for one in _ADMITTED if one in actor.roles), "medic")
    circles.begin(
        holder_id=holder_id, circle={actor.id: role}, basis="registered", by=actor.id, at=at
    )
    said = replace(said, kind=KitKind.UNREPORTED)
    return _registered(actor, at, holder_id, said, _Exhibit(seal=seal), own=holder_id)


def _own_unit(actor: Actor, at: datetime) -> uuid.UUID:
    """The unit of whoever registers it. Refuses one that gives no care."""
    for unit in access.units(actor=actor, at=at):
        if unit.id == actor.unit and unit.agency_kind in CARE:
            return unit.id
    raise no(
        "clinic_alone",
        "A kit without a report belongs to the clinic, and no police unit keeps it.",
        "未报案的检材盒归诊所保管，公安机关不得持有。",
    )


def _registered(
    actor: Actor,
    at: datetime,
    holder_id: uuid.UUID,
    said: NewKit,
    beside: _Exhibit,
    *,
    own: uuid.UUID | None,
) -> RegisteredKit:
    kits_way.may_register(said, at=at)
    number, (unit_id, agency_id) = kits_way.tidied_number(said.number), _unit(actor)
    if Kit.objects.filter(unit_id=unit_id, number=number).exists():
        raise no(
            "number_used", "Your unit has used this number.", "本单位已使用该编号。", field="number"
        )
    exhibit = _exhibit(actor, at, holder_id, replace(said, number=number), beside)
    kit = kit_kept.keep(
        Kit(
            exhibit_id=exhibit.id,
            holder_id=holder_id,
            own_holder_id=own,
            number=number,
            unit_id=unit_id,
            agency_id=agency_id,
            kind=said.kind.value,
            of_child=said.of_child,
            lot=said.lot,
            expires_on=said.expires_on,
            place=said.place,
            zone=said.zone,
            collected_at=said.collected_at,
            registered_at=at,
            registered_by=actor.id,
            stands=kits_way.begins(said.kind).value,
        )
    )
    kit_kept.stand_anew(kit, at=at)
    gate.subject(exhibit.id)
    gate.note(kind=said.kind.value, of_child=said.of_child)
    return RegisteredKit(id=exhibit.id, holder_id=holder_id, exhibit_code=exhibit.code)


def _unit(actor: Actor) -> tuple[uuid.UUID, uuid.UUID]:
    if actor.unit is None or actor.agency is None:
        raise no("unit", "Only somebody of a unit registers a kit.", "须由单位人员登记检材盒。")
    return actor.unit, actor.agency


def _exhibit(
    actor: Actor, at: datetime, holder_id: uuid.UUID, said: NewKit, beside: _Exhibit
) -> Registered:
    exhibit = NewExhibit(
        kind="kit",
        words=ExhibitWords(description=said.number),
        collected_at=said.collected_at,
        source="person" if beside.about else "place",
        method="medical_examination",
        basis="assent_and_guardian" if said.of_child else "consent",
        collected_by=None if beside.collector.strip() else actor.id,
        collector_words=beside.collector,
        receipt=beside.receipt,
        kit_lot=said.lot,
        about=beside.about,
        sensitivity="intimate",
        seal=beside.seal,
    )
    return register(actor=actor, at=at, case_id=holder_id, said=exhibit)


@gate.act("evidence.admit_to_kit")
def admit(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, staff_id: uuid.UUID, role: str
) -> None:
    """Bring a colleague who gives care, support or tests into the circle of an unreported kit.

    Refuses everybody of the police and the prosecution, and a role that they do not hold.
    """
    if circles.kind_of(case_id) is not HolderKind.KIT:
        raise no("unknown", "There is no such kit here.", "此处没有该检材盒。")
    card = access.staff_of(actor=actor, at=at, ids={staff_id}).get(staff_id)
    kinds = {one.id: one.agency_kind for one in access.units(actor=actor, at=at)}
    if card is None or not card.active or card.unit_id not in kinds:
        raise Refusal("access.staff", "There is nobody like this in service.", field="staff_id")
    if kinds[card.unit_id] not in CARE or role not in _ADMITTED or role not in card.roles:
        raise no(
            "care_alone",
            "Only people who give care, support or test may know of this kit.",
            "仅提供医疗、救助或检验的人员可知悉该检材盒。",
            field="staff_id",
        )
    circles.admit(
        holder_id=case_id, staff_ids=[staff_id], role=role, basis="admitted", by=actor.id, at=at
    )
    gate.subject(staff_id)
    gate.note(role=role)


@gate.act("evidence.kit_into_case")
def into_case(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    consent_by: str,
    consented_at: datetime,
) -> uuid.UUID:
    """An unreported kit becomes one of this case, with every row that hangs on it; its old holder.

    For the journey `report_kit`. Refuses a kit that has a case, and an opt-in without consent.
    """
    kit = Kit.objects.select_for_update().filter(exhibit_id=kit_id).first()
    if kit is None or kit.own_holder_id is None or kit.holder_id != kit.own_holder_id:
        raise no("unknown", "There is no such kit here.", "此处没有该检材盒。")
    check("by_whom", consent_by, field="consent_by")
    own: uuid.UUID = kit.own_holder_id
    kit_kept.add_event(
        kit, "reported", happened_at=consented_at, by_id=actor.id, at=at, code=consent_by
    )
    with connection.cursor() as cursor:
        cursor.execute("select evidence_report_kit(%s, %s)", [kit_id, case_id])
    kit.refresh_from_db()
    kit_kept.stand_anew(kit, at=at)
    gate.subject(kit_id)
    gate.note(was=own, consent=consent_by)
    return own
