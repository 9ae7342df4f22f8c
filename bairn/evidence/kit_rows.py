"""The rows of kits as their terms say them."""

from bairn.evidence.models.custody import Objection as ObjectionRow
from bairn.evidence.models.kits import (
    Kit,
    KitEvent,
    KitMatchStep,
    KitNotice,
    KitPlan,
    KitUntested,
    KitVeto,
)
from bairn.evidence.terms import kits as terms
from bairn.evidence.terms.disposing import Objection
from bairn.evidence.terms.kits import KitKind, KitStands, NoticeKind


def card(kit: Kit) -> terms.KitCard:
    """A kit as a list shows it."""
    return terms.KitCard(
        id=kit.exhibit_id,
        holder_id=kit.holder_id,
        number=kit.number,
        kind=KitKind(kit.kind),
        of_child=kit.of_child,
        place=kit.place,
        zone=kit.zone,
        unit_id=kit.unit_id,
        lab_unit_id=kit.lab_unit_id,
        lot=kit.lot,
        expires_on=kit.expires_on,
        collected_at=kit.collected_at,
        stands=KitStands(kit.stands),
        due_at=kit.due_at,
        reported=kit.kind != KitKind.UNREPORTED,
    )


def events(kit: Kit) -> tuple[terms.KitEvent, ...]:
    """What happened to a kit, in the order in which it was put down."""
    return tuple(
        terms.KitEvent(
            number=one.number,
            event=one.event,
            happened_at=one.happened_at,
            recorded_at=one.recorded_at,
            by_id=one.by_id,
            code=one.code,
            ledger_id=one.ledger_id,
        )
        for one in KitEvent.objects.filter(kit=kit).order_by("number")
    )


def untested(kit: Kit) -> tuple[terms.Untested, ...]:
    """Every question not to test it, oldest first."""
    return tuple(
        terms.Untested(
            id=one.id,
            reason=one.reason,
            asked_by=one.asked_by,
            asked_at=one.asked_at,
            agreed=one.agreed,
            answered_by=one.answered_by,
            answered_at=one.answered_at,
            refused_for=one.refused_for,
            reversed_by=one.reversed_by,
            reversed_at=one.reversed_at,
        )
        for one in KitUntested.objects.filter(kit=kit).order_by("asked_at", "id")
    )


def match_steps(kit: Kit) -> tuple[terms.MatchStep, ...]:
    """Every step through the databases and of every match."""
    return tuple(
        terms.MatchStep(
            match=one.match,
            step=one.step,
            happened_at=one.happened_at,
            recorded_at=one.recorded_at,
            by_id=one.by_id,
            code=one.code,
        )
        for one in KitMatchStep.objects.filter(kit=kit).order_by("number")
    )


def plans(kit: Kit) -> tuple[terms.PlanToTell, ...]:
    """Every plan to tell, oldest first."""
    return tuple(
        terms.PlanToTell(
            match=one.match,
            choice=one.choice,
            channel=one.channel,
            place=one.place,
            advocate_id=one.advocate_id,
            words_id=one.words_id,
            by_id=one.by_id,
            at=one.at,
        )
        for one in KitPlan.objects.filter(kit=kit).order_by("at", "id")
    )


def notices(kit: Kit) -> tuple[terms.KitNotice, ...]:
    """Every written notice, oldest first."""
    return tuple(
        terms.KitNotice(
            id=one.id,
            kind=NoticeKind(one.kind),
            language=one.language,
            told_how=one.told_how,
            told_at=one.told_at,
            told_by=one.told_by,
            disposal_on=one.disposal_on,
        )
        for one in KitNotice.objects.filter(kit=kit).order_by("told_at", "id")
    )


def objections(kit: Kit) -> tuple[Objection, ...]:
    """Every objection to its disposal: those of its exhibit."""
    return tuple(
        Objection(
            id=one.id,
            exhibit_id=kit.exhibit_id,
            by_whom=one.by_whom,
            words_id=one.words_id,
            raised_at=one.raised_at,
            raised_by=one.raised_by,
            settled_as=one.settled_as,
            settled_at=one.settled_at,
            settled_by=one.settled_by,
        )
        for one in ObjectionRow.objects.filter(exhibit_id=kit.exhibit_id).order_by("raised_at")
    )


def vetoes(kit: Kit) -> tuple[terms.KitVeto, ...]:
    """Every veto, oldest first."""
    return tuple(
        terms.KitVeto(
            id=one.id,
            reason=one.reason,
            by_id=one.by_id,
            role=one.role,
            at=one.at,
            lifted_at=one.lifted_at,
        )
        for one in KitVeto.objects.filter(kit=kit).order_by("at", "id")
    )
