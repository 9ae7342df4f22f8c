"""What reporters and senders see of their own reports, and who the senders are."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.intake import cards, coming_back
from bairn.intake.models import Addition, Answer, Partner, Platform, Report
from bairn.intake.terms import (
    PartnerCard,
    PartnerView,
    PlatformCard,
    ReporterView,
    ReportState,
    Senders,
)
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_OF_PLATFORM = ("id", "username", "name", "unit_id", "is_active", "registered_at")
_OF_PARTNER = (
    "id",
    "agency_id",
    "name",
    "purpose",
    "pack",
    "unit_id",
    "is_active",
    "registered_at",
)


@gate.look("intake.by_code")
def by_code(*, actor: Actor, at: datetime, code: str) -> ReporterView:
    """What the receipt code shows: that the report arrived, and what was answered.

    Takes some 30 ms for a right code as for a wrong one. Raises Refusal intake.code_form,
    intake.code.
    """
    view = coming_back.find(code)
    gate.about(report_id=view.report_id)
    return view


@gate.look("intake.state_for_partner")
def state_for_partner(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> PartnerView:
    """Where a report stands that this partner or platform brought itself; nothing of a case."""
    row = (
        Report.objects.filter(id=report_id)
        .only("id", "reference", "state", "case_id", "received_at")
        .first()
    )
    if row is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    answers = Answer.objects.filter(report_id=report_id).order_by("answered_at", "id")
    return PartnerView(
        report_id=row.id,
        reference=row.reference,
        state=ReportState(row.state),
        in_case=row.case_id is not None,
        received_at=row.received_at,
        additions=Addition.objects.filter(report_id=report_id).count(),
        answers=tuple(map(cards.answer_card, answers)),
    )


@gate.look("intake.senders")
def senders(*, actor: Actor, at: datetime) -> Senders:
    """Every platform and partner that was ever registered, by name; no password and no token."""
    platforms = Platform.objects.only(*_OF_PLATFORM).order_by("name", "id")
    partners = Partner.objects.only(*_OF_PARTNER).order_by("name", "id")
    found = Senders(
        platforms=tuple(map(_platform_card, platforms)),
        partners=tuple(map(_partner_card, partners)),
    )
    gate.note(platforms=len(found.platforms), partners=len(found.partners))
    return found


def _platform_card(row: Platform) -> PlatformCard:
    return PlatformCard(
        id=row.id,
        username=row.username,
        name=row.name,
        unit_id=row.unit_id,
        active=row.is_active,
        registered_at=row.registered_at,
    )


def _partner_card(row: Partner) -> PartnerCard:
    return PartnerCard(
        id=row.id,
        agency_id=row.agency_id,
        name=row.name,
        purpose=row.purpose,
        pack=row.pack,
        unit_id=row.unit_id,
        active=row.is_active,
        registered_at=row.registered_at,
    )
