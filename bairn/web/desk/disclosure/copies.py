"""A redacted copy of a file: taken in as a file of its own that names its original."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.evidence import actions as evidence
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.disclosure import forms
from bairn.web.desk.disclosure.reading import court_file
from bairn.web.desk.disclosure.tab import page


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Of which file and why; it is sent on the page of its exhibit, where it can be broken off.

    Without scripts a small one is taken in here.
    """
    actor, at = who.actor_of(request), clock.now()
    shown = court_file(actor=actor, at=at, case_id=case_id)
    form = forms.Copy(shown, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given, sent = form.cleaned_data, form.cleaned_data["file"]
        (piece,) = forms.pieces([given["original"]])
        if sent is None:
            said = urlencode({"copy_of": piece.file_id, "redaction": given["reason"]})
            page_of = reverse("desk:upload", args=[case_id, piece.exhibit_id])
            return redirect(f"{page_of}?{said}")
        try:
            evidence.take(
                actor=actor,
                at=at,
                case_id=case_id,
                exhibit_id=piece.exhibit_id,
                stream=sent.chunks(),
                said=NewFile(
                    name=sent.name,
                    size=sent.size,
                    original_id=piece.file_id,
                    redaction=given["reason"],
                ),
            )
            messages.success(
                request, _("The copy is taken in. Say on the schedule what becomes of it.")
            )
            return redirect("desk:court", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return page(
        request,
        "desk/disclosure/copy.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        take_off=may.off("evidence.take_file", actor) or may.off("desk.sending", actor),
    )
