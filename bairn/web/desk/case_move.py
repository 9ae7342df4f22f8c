"""Which version of its pack a case works under, and moving it to the newest with a reason."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols.terms import Change, MoveReason
from bairn.web.desk import case_file, case_page, may, who
from bairn.web.desk.case_file import CaseFile

REASONS = {
    MoveReason.LAW_CHANGED: gettext_lazy("The law changed"),
    MoveReason.PACK_CORRECTED: gettext_lazy("The pack was corrected"),
    MoveReason.AGENCIES_AGREED: gettext_lazy("The agencies agreed on it"),
}
CHANGES = {
    Change.ADDED: gettext_lazy("Steps that would come"),
    Change.GONE: gettext_lazy("Steps that would go"),
    Change.DUE: gettext_lazy("Steps with another deadline"),
}


class MoveForm(forms.Form):
    """Why the case leaves its version; nothing is chosen beforehand."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Why the case moves"),
        choices=[(one.value, words) for one, words in REASONS.items()],
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every version the case has worked under, what the newest would change, and the move."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.move(actor=actor, at=at, case_id=case_id)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = MoveReason(form.cleaned_data["reason"])
        try:
            protocols.move(actor=actor, at=at, case_id=case_id, reason=reason)
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            messages.success(request, _("The case works under the newest version now."))
            return redirect("desk:protocol", case_id)
    return case_page.show(
        request,
        "desk/case_move.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        status=400 if form.errors else 200,
        form=form,
        off=may.off("protocols.move", actor),
        preview_off=may.off("protocols.move_preview", actor),
        current=file.board is not None and file.board.newest == file.board.binding.version,
        changes=_changes(file),
        earlier=_earlier(file),
    )


def _changes(file: CaseFile) -> list[tuple[Any, list[Any]]]:
    """What would change, by kind of change."""
    found = [
        (words, [c for c in file.changes if c.change is one]) for one, words in CHANGES.items()
    ]
    return [(words, rows) for words, rows in found if rows]


def _earlier(file: CaseFile) -> list[dict[str, Any]]:
    """Every version the case has worked under, the latest first, with who moved it and why."""
    words = {one.value: said for one, said in REASONS.items()}
    return [
        {
            "binding": one,
            "why": words.get(one.reason, ""),
            "by": file.staff.get(one.by_id) if one.by_id else None,
        }
        for one in reversed(file.bindings)
    ]
