"""One exhibit: its path of hands, what may be done with it now, and its printed statement."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.paper import barcodes, printing
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import acting, explaining, framing, labels, saying, tab, told
from bairn.web.desk.exhibits.reading import OneExhibit, one_exhibit, to_print


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("to_words", "reference", "signed_by", "words")
def exhibit(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Where it was, in whose hands, under which seal; and what can be done with it now."""
    actor, at = who.actor_of(request), clock.now()
    one = one_exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    case_id = one.card.case_id
    offered = acting.offered(one, actor, request.POST if request.method == "POST" else None)
    asked = request.POST.get("do", "")
    with timezone.override(one.shown.zone):
        chain = told.tell(one.one.chain, _names(one), explained=one.one.explanations)
    off = may.off("evidence.explain_break", actor)
    breaks = explaining.shown(chain.broken, request.POST, off=off)
    this = {"actor": actor, "at": at, "case_id": case_id, "exhibit_id": exhibit_id}
    if explaining.said(breaks, this):
        messages.success(request, _("It stands beside the break. The break stays."))
        return redirect("desk:exhibit", case_id, exhibit_id)
    chosen = next((row for row in offered if row.act.slug == asked), None)
    if chosen is not None and chosen.form is not None and chosen.form.is_valid():
        try:
            acting.perform(one, chosen, actor=actor, at=at, case_id=case_id)
            messages.success(request, str(chosen.act.done))
            return redirect("desk:exhibit", case_id, exhibit_id)
        except Refusal as refusal:
            may.tell(chosen.form, refusal)
    refused = chosen.off if chosen else None
    return _page(request, one, chain, breaks, actor=actor, at=at, offered=offered, refused=refused)


def _page(
    request: HttpRequest,
    one: OneExhibit,
    chain: told.Told,
    breaks: tuple[explaining.Shown, ...],
    *,
    actor: Actor,
    at: datetime,
    offered: tuple[acting.Offered, ...],
    refused: Refusal | None,
) -> HttpResponse:
    wrong = [row.form for row in offered if row.open] + [row.form for row in breaks if row.open]
    return tab.page(
        request,
        "desk/exhibits/one.html",
        one.shown,
        actor=actor,
        at=at,
        one=one.one,
        card=one.card,
        told=chain,
        drawn=chain.drawn,
        bars=barcodes.code128(one.card.code),
        parent=one.card.parent_id,
        about=one.shown.called(one.card.about),
        may_do=[row for row in offered if not row.off],
        not_now=[row for row in offered if row.off],
        wrong=next(iter(wrong), None),
        breaks=breaks,
        refused=refused,
        offers_me=_offered_to(one, actor),
        printable=printing.available(),
        proof=_proof(one, actor),
        files=one.files,
    )


def _proof(one: OneExhibit, actor: Actor) -> str:
    """Where this exhibit is put on the proof board, held, under its number."""
    if may.off("proof.put", actor) or isinstance(one.shown.file, framing.KitFrame):
        return ""
    address = reverse("desk:proof_add", args=[one.shown.file.card.id])
    return f"{address}?{urlencode({'state': 'held', 'reference': str(one.card.number)})}"


def _names(one: OneExhibit) -> told.Names:
    return told.Names(staff=one.shown.staff, places=one.shown.places)


def _offered_to(one: OneExhibit, actor: Actor) -> bool:
    """Whether the offer that waits is to this reader."""
    events = [e for e in one.one.chain.events if e.handover_id == one.card.handover_id]
    return bool(one.card.handover_id) and any(e.taker.staff_id == actor.id for e in events)


@require_safe
def continuity(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """The continuity statement as PDF, in the reader's language."""
    actor, at = who.actor_of(request), clock.now()
    if not printing.available():
        messages.warning(request, str(printing.PaperMissing()))
        return redirect("desk:exhibit", case_id, exhibit_id)
    look, one = to_print(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    with timezone.override(one.shown.zone):
        context = _statement(
            one, told.tell(one.one.chain, _names(one), explained=one.one.explanations)
        )
        made = printing.from_template(
            "desk/exhibits/continuity.html",
            context,
            language=translation.get_language() or "en",
            title=_("Continuity statement"),
            printed=at,
            entry=str(look),
        )
    return as_pdf(made, f"continuity-{one.card.code}.pdf")


def _statement(one: OneExhibit, chain: told.Told) -> dict[str, Any]:
    by = one.one.collected_by
    return {
        "one": one.one,
        "card": one.card,
        "told": chain,
        "reference": one.shown.file.card.reference,
        "of_kit": isinstance(one.shown.file, framing.KitFrame),
        "collector": saying.name(by, one.shown.staff)
        if by
        else saying.code("outside", "collector"),
        "bars": barcodes.code128(one.card.code),
        "spelled": labels.spell(one.card.code),
    }


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF to keep; its name says a code and no reference."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
