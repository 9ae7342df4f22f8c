"""What people do to the place of a report: raise, ask to lower, agree, join, keep apart."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import actions
from bairn.triage.terms import Band, DismissReason
from bairn.web.desk import may, report_file
from bairn.web.desk.report import back, page
from bairn.web.desk.report_forms import BandForm, OtherForm
from bairn.web.desk.who import actor_of


@require_POST
def triage(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """One act, named by the button; a rule's no is shown on the page, with what was chosen."""
    actor, at = actor_of(request), clock.now()
    doing = _DOING.get(request.POST.get("do", ""))
    try:
        if doing is None:
            raise Refusal("desk.unclear", "It was not said what is to be done.")
        doing(request, actor, at, report_id)
    except Refusal as no:
        if no.code.startswith("access."):
            raise
        file = report_file.read(actor=actor, at=at, report_id=report_id)
        return page(request, file, actor, at, status=409, refusal=may.spoken(no))
    return back(report_id, "standing")


def _raise(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    to, reason = _chosen(request, lower=False)
    actions.raise_band(actor=actor, at=at, report_id=report_id, to=to, reason=reason)


def _propose(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    to, reason = _chosen(request, lower=True)
    actions.propose_lowering(actor=actor, at=at, report_id=report_id, to=to, reason=reason)


def _confirm(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    actions.confirm_lowering(actor=actor, at=at, report_id=report_id)


def _drop(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    actions.drop_lowering(actor=actor, at=at, report_id=report_id)


def _merge(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    actions.merge(actor=actor, at=at, report_id=report_id, into=_other(request)[0])


def _unmerge(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    actions.unmerge(actor=actor, at=at, report_id=report_id)


def _dismiss(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    other, reason = _other(request)
    if reason is None:
        raise Refusal("desk.reason", "Say why they are not the same.", field="reason")
    actions.dismiss_proposal(actor=actor, at=at, report_id=report_id, lead_id=other, reason=reason)


def _assess(request: HttpRequest, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    actions.assess(actor=actor, at=at, report_id=report_id)


def _chosen(request: HttpRequest, *, lower: bool) -> tuple[Band, str]:
    """The band and the reason; every band may be asked for, since the rules answer for it."""
    form = BandForm(request.POST, lower=lower, now=Band.A if lower else Band.C)
    if not form.is_valid():
        raise Refusal("desk.band", _("Choose a band and a reason."))
    return form.cleaned_data["to"], form.cleaned_data["reason"]


def _other(request: HttpRequest) -> tuple[uuid.UUID, DismissReason | None]:
    form = OtherForm(request.POST)
    if not form.is_valid():
        raise Refusal("desk.other", "It was not said which other report.")
    reason = form.cleaned_data["reason"]
    return form.cleaned_data["other"], DismissReason(reason) if reason else None


_DOING: dict[str, Callable[[HttpRequest, Actor, datetime, uuid.UUID], None]] = {
    "raise": _raise,
    "propose": _propose,
    "confirm": _confirm,
    "drop": _drop,
    "merge": _merge,
    "unmerge": _unmerge,
    "dismiss": _dismiss,
    "assess": _assess,
}
