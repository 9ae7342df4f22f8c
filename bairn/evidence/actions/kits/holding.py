"""What keeps a kit from being disposed of: written notices, objections, vetoes."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from bairn.access import gate
from bairn.evidence import codes, disposal_rows, keeping, kit_codes, kit_kept, kit_rows
from bairn.evidence.kit_book import check, no
from bairn.evidence.models.custody import Objection
from bairn.evidence.models.kits import Kit, KitNotice, KitVeto
from bairn.evidence.terms.disposing import Obstacle
from bairn.evidence.terms.kit_lists import ToldNotice
from bairn.evidence.terms.kits import KitStands, NoticeKind
from bairn.kernel.actor import Actor

_ROLES = ("prosecutor", "supervisor")
LANGUAGES = ("en", "zh")


@gate.act("evidence.tell_of_kit")
def tell_in_writing(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    kind: NoticeKind,
    language: str,
    told_how: str,
    told_at: datetime,
    disposal_on: date,
) -> ToldNotice:
    """A person was told in writing what becomes of their kit, and on which day at the earliest.

    Gives the code that is printed on the notice: shown once, kept as a hash. Refuses a day within
    the notice's own days or within the years that a rule keeps it. A notice of disposal moves the
    kit there; an open objection refuses it.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    check("told_how", told_how, field="told_how")
    if language not in LANGUAGES:
        raise no(
            "code", "Choose one of the listed answers.", "请选择列出的选项。", field="language"
        )
    held = kit_kept.held(kit)
    keeping.may_announce(
        disposal_on=disposal_on, told_at=told_at, at=at, days=held.days, kept=held.kept,
        clock=kit_kept.clock_of(kit),
    )  # fmt: skip
    if kind is NoticeKind.DISPOSAL:
        if any(one.settled_at is None for one in held.objections):
            raise no("objection", "First answer the objection.", "请先处理异议。")
        kit_kept.add_event(kit, "disposal_notice", happened_at=told_at, by_id=actor.id, at=at)
    told = _printed(
        KitNotice(
            holder_id=kit.holder_id, kit=kit, kind=kind.value, language=language,
            told_how=told_how, told_at=told_at, told_by=actor.id, recorded_at=at,
            disposal_on=disposal_on,
        )
    )  # fmt: skip
    gate.subject(kit_id)
    gate.note(kind=kind.value, told_how=told_how, language=language)
    return told


def _listed(told_how: str, language: str) -> None:
    check("told_how", told_how, field="told_how")
    if language not in LANGUAGES:
        raise no(
            "code", "Choose one of the listed answers.", "请选择列出的选项。", field="language"
        )


def _printed(row: KitNotice) -> ToldNotice:
    """Keep the notice with the hash of a new code, and give the code back this once."""
    code = kit_codes.new()
    row.code_hash = kit_codes.hashed(code)
    return ToldNotice(id=kit_kept.keep(row).id, code=code)


@gate.act("evidence.object_to_kit")
def object_to(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    by_whom: str,
    made_at: datetime,
) -> uuid.UUID:
    """The person or their advocate wishes the kit to be kept; it holds from now on.

    It stands in the same list as every objection to the disposal of an exhibit.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    keeping.may_object(
        stands=KitStands(kit.stands),
        by_whom=by_whom,
        made_at=made_at,
        at=at,
        listed=codes.lists()["objector"],
    )
    made = kit_kept.keep(
        Objection(
            holder_id=kit.holder_id,
            exhibit_id=kit_id,
            by_whom=by_whom,
            raised_at=made_at,
            raised_by=actor.id,
        )
    )
    kit_kept.stand_anew(kit, at=at)
    gate.subject(kit_id)
    gate.note(by_whom=by_whom)
    return made.id


@gate.act("evidence.settle_kit_objection")
def settle_objection(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    objection_id: uuid.UUID,
    settled_as: str,
) -> None:
    """An objection is answered; the kit is kept on, and only a new notice begins its days anew.

    Refuses whoever put it down, and one that was answered already.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    codes.check("objection_end", settled_as, field="settled_as")
    found = next((one for one in kit_rows.objections(kit) if one.id == objection_id), None)
    if found is None or found.settled_at is not None:
        raise no("no_objection", "There is no such open objection.", "没有该未决异议。")
    if found.raised_by == actor.id:
        raise no("own_question", "Somebody else has to answer this.", "须由他人答复。")
    Objection.objects.filter(id=objection_id).update(
        settled_as=settled_as, settled_at=at, settled_by=actor.id
    )
    if kit.stands == KitStands.NOTICE:
        kit_kept.add_event(kit, "kept_on", happened_at=at, by_id=actor.id, at=at)
    gate.subject(kit_id)
    gate.note(settled_as=settled_as)


@gate.act("evidence.veto_kit")
def veto(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, reason: str
) -> uuid.UUID:
    """A prosecutor or supervisor keeps the kit until they lift it."""
    kit = kit_kept.row(case_id, kit_id, hold=True)
    check("veto_reasons", reason, field="reason")
    if kit.stands == KitStands.DISPOSED:
        raise no("gone", "The kit was disposed of.", "检材盒已处置。")
    role = next(one for one in _ROLES if actor.has(one))
    made = kit_kept.keep(
        KitVeto(holder_id=kit.holder_id, kit=kit, reason=reason, role=role, at=at, by_id=actor.id)
    )
    gate.subject(kit_id)
    gate.note(reason=reason, role=role)
    return made.id


@gate.act("evidence.lift_kit_veto")
def lift_veto(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, veto_id: uuid.UUID
) -> None:
    """A veto is lifted by somebody of the role that laid it: a supervisor lifts no prosecutor's."""
    kit = kit_kept.row(case_id, kit_id, hold=True)
    found = next((one for one in kit_rows.vetoes(kit) if one.id == veto_id), None)
    if found is None or found.lifted_at is not None:
        raise no("no_veto", "There is no such veto.", "没有该保留要求。")
    if not actor.has(found.role):
        raise no("veto_role", "Somebody of the same role lifts it.", "须由同一职务的人员解除。")
    KitVeto.objects.filter(id=veto_id).update(lifted_at=at, lifted_by=actor.id)
    gate.subject(kit_id)


_SAID_OF_EVERY_EXHIBIT = ("objection_open", "legal_hold")


def _against_disposal(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[Obstacle, ...]:
    """What a kit has against its disposal, beside what stands against that of any exhibit."""
    kit = Kit.objects.filter(exhibit_id=exhibit_id).first()
    if kit is None:
        return ()
    found = keeping.obstacles(kit_kept.held(kit), at=at, clock=kit_kept.clock_of(kit))
    return tuple(
        replace(one, code=f"evidence.kit_{one.code}")
        for one in found
        if one.code not in _SAID_OF_EVERY_EXHIBIT
    )


disposal_rows.ASKED.append(_against_disposal)
