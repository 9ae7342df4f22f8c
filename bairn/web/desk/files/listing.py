"""The files of a case, and a file that lies elsewhere noted by its digests."""

import uuid
from datetime import datetime
from typing import Any

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bairn.evidence import actions as evidence
from bairn.evidence import reading_book
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import case_page, may, who
from bairn.web.desk.case_file import CaseFile
from bairn.web.desk.files import reading
from bairn.web.desk.files.forms import Digest

ACTS = {
    "view": "evidence.begin_viewing",
    "lock": "evidence.lock_file",
    "ground": "journeys.record_authority",
    "check": "evidence.ask_check",
    "capture": "journeys.capture_web",
    "inside": "evidence.list_inside",
    "take": "evidence.take_entry",
    "digest": "evidence.note_digest",
    "words": "words.read",
    "failed": "evidence.failed_checks",
    "receipt": "desk.receipt",
}


@require_safe
def files(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every file of the case, how it is held, and what it waits for."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.files_file(actor=actor, at=at, case_id=case_id)
    return page(request, "desk/files/list.html", shown.file, actor=actor, at=at, shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("sha256", "sha1", "md5", "locator", "custodian")
def digest_only(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Note a file by its digests alone: what it is, who has it and where; nothing is sent."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.files_file(actor=actor, at=at, case_id=case_id)
    form = Digest(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            card = evidence.note_digest(
                actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id, said=form.said()
            )
            messages.success(request, _("Noted by its digests. Nothing of it is kept here."))
            return redirect("desk:file", case_id, card.id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return page(
        request, "desk/files/digest.html", shown.file, actor=actor, at=at, form=form,
        exhibit_id=exhibit_id, status=400 if form.errors else 200,
    )  # fmt: skip


def page(
    request: HttpRequest,
    template: str,
    file: CaseFile,
    *,
    actor: Actor,
    at: datetime,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page of files, within the tab of evidence."""
    wrong = [one for one in more.values() if isinstance(one, django.BaseForm) and one.errors]
    return case_page.show(
        request, template, file, actor=actor, at=at, tab="evidence", status=status,
        off={name: may.off(act, actor) for name, act in ACTS.items()},
        book=reading_book.book(), **({"wrong": wrong[0] if wrong else None} | more),
    )  # fmt: skip
