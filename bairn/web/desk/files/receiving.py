"""The page on which files are sent to an exhibit; the bytes come by `tus.py`."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.disclosure import codes as redactions
from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.uploads import UploadCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import framing, tab
from bairn.web.desk.exhibits.reading import OneExhibit, one_exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An exhibit with its files, and what one is sending to it."""

    one: OneExhibit
    files: tuple[FileCard, ...]
    under_way: tuple[UploadCard, ...]


@gate.look("desk.sending")
def sending(*, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> Sending:
    """The exhibit, its files, and one's own uploads to it that are under way."""
    own = queries.uploads(actor=actor, at=at, case_id=case_id)
    return Sending(
        one=one_exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id),
        files=queries.files(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id),
        under_way=tuple(row for row in own if row.exhibit_id == exhibit_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Send files, go on with one that was broken off, or stop one."""
    actor, at = who.actor_of(request), clock.now()
    refused = None
    if request.method == "POST":
        try:
            evidence.withdraw_upload(
                actor=actor, at=at, case_id=case_id, upload_id=_id(request.POST.get("stop", ""))
            )
            messages.success(request, _("Stopped. What had arrived is removed."))
            return redirect("desk:upload", case_id, exhibit_id)
        except Refusal as refusal:
            refused = may.spoken(refusal)
    shown = sending(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    framing.of_case(shown.one.shown.file)
    copied = _copied(request, shown)
    return tab.page(
        request,
        "desk/files/upload.html",
        shown.one.shown,
        actor=actor,
        at=at,
        card=shown.one.card,
        sent=shown,
        copied=copied,
        redaction=request.GET.get("redaction", "") if copied else "",
        refused=refused,
        no_sending=_off(shown, actor),
        limit=settings.BAIRN_EVIDENCE_LIMIT,
        keeps_digests=settings.BAIRN_RESTRICTED_FILES == "digest",
    )


def _copied(request: HttpRequest, shown: Sending) -> FileCard | None:
    """The original of which a redacted copy is to be sent, where the address names one."""
    asked = request.GET.get("copy_of", "")
    found = next((one for one in shown.files if str(one.id) == asked), None)
    if asked and found is None:
        raise Refusal("evidence.no_file", "This case has no such file.")
    if found and request.GET.get("redaction", "") not in redactions.lists()["redacted"]:
        raise Refusal(
            "evidence.redaction", "A redacted copy names its original and why.", field="redaction"
        )
    return found


def _off(shown: Sending, actor: Actor) -> Refusal | None:
    if shown.one.shown.file.card.closed_at:
        return may.spoken(Refusal("cases.closed", "This case is closed. Reopen it first."))
    return may.off("evidence.begin_upload", actor)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refusal("evidence.no_upload", "You have no such upload in this case.") from None
