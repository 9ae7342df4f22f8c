"""The frame around an exhibit: its case, or the clinic's own kit of somebody who has not reported.

The pages of exhibits ask here what they stand in; nothing else of them knows the difference.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bairn.cases import queries as cases
from bairn.cases.terms import Participant
from bairn.evidence.queries import kits
from bairn.evidence.terms.kits import KitCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding
from bairn.web.desk import case_page, may
from bairn.web.desk.case_file import CaseFile

CASE, KIT = "desk/case_frame.html", "desk/exhibits/kit_frame.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitHead:
    """What a page says of a kit's holder where it would say it of a case."""

    id: uuid.UUID
    reference: str
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFrame:
    """The clinic's own kit, in the place of a case; nobody takes part in it by a pseudonym."""

    kit: KitCard
    people: tuple[Participant, ...] = ()

    @property
    def card(self) -> KitHead:
        """Its holder, called by the kit's number."""
        return KitHead(id=self.kit.holder_id, reference=self.kit.number)


Frame = CaseFile | KitFrame


def frame_of(actor: Actor, at: datetime, holder_id: uuid.UUID) -> Frame:
    """What this holder is; a kit that has gone to a case since then is framed by that case."""
    kit = kits.own_kit(actor=actor, at=at, case_id=holder_id)
    if kit is not None and not kit.reported:
        return KitFrame(kit=kit)
    return _case(actor, at, kit.holder_id if kit else holder_id)


def holder_of(actor: Actor, at: datetime, holder_id: uuid.UUID) -> uuid.UUID:
    """The same holder, or the case to which its kit has gone."""
    kit = kits.own_kit(actor=actor, at=at, case_id=holder_id)
    return kit.holder_id if kit else holder_id


def _case(actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    card = cases.case(actor=actor, at=at, case_id=case_id)
    people: tuple[Participant, ...] = ()
    if not may.off("cases.participants", actor):
        people = cases.participants(actor=actor, at=at, case_id=case_id)
    return CaseFile(
        card=card,
        milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
        people=people,
        pinned=_binding(actor, at, case_id),
    )


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding | None:
    try:
        return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as refusal:
        if refusal.code != "protocols.not_started":
            raise
        return None


def zone_of(frame: Frame) -> ZoneInfo:
    """The clock on the wall there."""
    if isinstance(frame, KitFrame):
        return ZoneInfo(frame.kit.zone)
    if frame.binding:
        return frame.binding.zone
    return ZoneInfo(timezone.get_default_timezone_name())


def of_case(frame: Frame) -> CaseFile:
    """For what only a case has: people under pseudonyms, files, milestones."""
    if isinstance(frame, KitFrame):
        raise Http404
    return frame


def references(actor: Actor, at: datetime, holders: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What each of these cases and kits is called, of those in reach."""
    wanted = sorted(set(holders))
    found = {one.id: one.reference for one in cases.by_ids(actor=actor, at=at, case_ids=wanted)}
    rest = [one for one in wanted if one not in found]
    if rest and not may.off("evidence.kit_board", actor):
        found |= kits.own_numbers(actor=actor, at=at, holder_ids=rest)
    return found


def moved(request: HttpRequest, holder_id: uuid.UUID) -> HttpResponse | None:
    """Where a link to a kit leads since it went to its case; None while the address holds."""
    match = request.resolver_match
    if match is None or match.kwargs.get("case_id", holder_id) == holder_id:
        return None
    kept = {**match.kwargs, "case_id": holder_id}
    return HttpResponseRedirect(reverse(match.view_name, kwargs=kept))


def show(
    request: HttpRequest,
    template: str,
    frame: Frame,
    *,
    actor: Actor,
    at: datetime,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page in its frame, every moment on the clock of the place."""
    if led := moved(request, frame.card.id):
        return led
    if isinstance(frame, CaseFile):
        return case_page.show(
            request, template, frame, actor=actor, at=at, tab="evidence", status=status,
            layout=CASE, **context,
        )  # fmt: skip
    everything = {"at": at, "file": frame, "layout": KIT, "kit": frame.kit, **context}
    with timezone.override(zone_of(frame)):
        return render(request, template, everything, status=status)
