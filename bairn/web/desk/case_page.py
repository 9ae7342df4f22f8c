"""What every page of one case has in common: its head, its tabs, its stage line, its clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bairn.cases import stages
from bairn.cases.terms import Milestone, Stage
from bairn.kernel.actor import Actor
from bairn.web.desk import case_words, may
from bairn.web.desk.case_file import CaseFile

TABS = {
    "case": "desk.case_brief",
    "people": "desk.case_people",
    "case_links": "desk.case_links",
    "protocol": "desk.case_protocol",
    "interviews": "desk.case_interviews",
    "preservation": "desk.case_preservation",
    "evidence": "desk.case_evidence",
    "proof": "desk.case_proof",
    "court": "desk.case_court",
    "supervision": "desk.case_supervision",
    "decisions": "desk.case_decisions",
    "vigilance_case": "desk.case_vigilance",
    "record": "desk.case_record",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `off` is the rule's reason when the reader's role has no part in it."""

    name: str
    label: str
    url: str
    off: str


@dataclass(frozen=True, slots=True)
class StageShown:
    """One point of the stage line, as the kit draws it."""

    label: str
    state: str
    at: datetime | None


def show(
    request: HttpRequest,
    template: str,
    file: CaseFile,
    *,
    actor: Actor,
    at: datetime,
    tab: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page of `tab`, with every moment on the clock of the place where the case is worked."""
    line = stages.line(file.milestones)
    everything = {
        "at": at,
        "file": file,
        "tab": tab,
        "tabs": _tabs(file, actor),
        "stages": stage_line(file.milestones),
        "stage": next(p.title for p in line.points if p.stage is line.now),
        **context,
    }
    zone = file.binding.zone if file.binding else timezone.get_current_timezone()
    with timezone.override(zone):
        return render(request, template, everything, status=status)


def _tabs(file: CaseFile, actor: Actor) -> tuple[Tab, ...]:
    labels = {
        "case": _("Brief"),
        "people": _("People"),
        "case_links": _("Links"),
        "protocol": _("Protocol"),
        "interviews": _("Interviews"),
        "preservation": _("Requests"),
        "evidence": _("Evidence"),
        "proof": _("Proof"),
        "court": _("Court"),
        "supervision": _("Supervision"),
        "decisions": _("Decisions"),
        "vigilance_case": _("Signals"),
        "record": _("Record"),
    }
    return tuple(
        Tab(
            name,
            labels[name],
            reverse(f"desk:{name}", args=[file.card.id]),
            off.reason if (off := may.off(look, actor)) else "",
        )
        for name, look in TABS.items()
    )


def stage_line(milestones: tuple[Milestone, ...]) -> tuple[StageShown, ...]:
    """The stages of a case; one that was passed over without a milestone is said to be ahead."""
    line = stages.line(milestones)
    shown = []
    for point in line.points:
        entered = "done" if point.entered_at else "ahead"
        state = "now" if point.stage is line.now else entered
        if point.stage is not Stage.CLOSED or point.stage is line.now:
            shown.append(StageShown(case_words.said(point.title), state, point.entered_at))
    return tuple(shown)
