"""Opening what is sealed of a report: asked for with a purpose, recorded first, shown once."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from bairn.access.terms import Purpose
from bairn.intake import queries as intake
from bairn.intake.terms import ReportCard
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import identities
from bairn.vault.queries import words as sealed_words
from bairn.web.desk import opened_fields, opened_parts, report_file, words
from bairn.web.desk.opened_parts import Row
from bairn.web.desk.report import page
from bairn.web.desk.report_forms import OpenForm
from bairn.web.desk.who import actor_of


@require_POST
@sensitive_variables()
def open_sealed(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Words, document, a person, a file's details or an addition, for the purpose chosen."""
    actor, at = actor_of(request), clock.now()
    form = OpenForm(request.POST)
    file = report_file.read(actor=actor, at=at, report_id=report_id)
    if not form.is_valid():
        refusal = Refusal("desk.purpose", _("Say what it is opened for."))
        return page(request, file, actor, at, status=422, refusal=refusal)
    chosen = Purpose(form.cleaned_data["purpose"])
    what, which = form.cleaned_data["what"], form.cleaned_data["which"]
    reader = actor.for_purpose(chosen.value)
    context = {
        "file": file,
        "card": file.card,
        "chosen": words.PURPOSES[chosen],
        "what": what,
        "person": next((one for one in file.card.people if one.subject_id == which), None),
        "purpose": chosen.value,
        "which": which,
        "elements": what in {"document", "file"},
    }
    rows: Iterable[Row]
    if what in {"document", "file"}:
        elements = intake.elements(
            actor=reader, at=at, report_id=report_id, file_id=which if what == "file" else None
        )
        rows = opened_parts.of_elements(elements)
    else:
        opened = _opened(file.card, what, which, reader, at, chosen)
        rows = opened_parts.of_fields(opened_fields.shown(opened))
    number = opened_parts.number(request.POST.get("part", ""))
    shown, further = opened_parts.part(rows, number)
    more = {"rows": shown, "next_part": number + 1 if further else None}
    return render(request, "desk/report_opened.html", context | more)


def _opened(
    card: ReportCard,
    what: str,
    which: uuid.UUID | None,
    reader: Actor,
    at: datetime,
    purpose: Purpose,
) -> dict[str, str]:
    if what == "person":
        return _identity(card, which, reader, at, purpose)
    added = next((one for one in card.additions if one.id == which), None)
    subject = added.subject_id if added else card.words_id
    if subject is None or (what == "addition" and added is None):
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    (opened,) = sealed_words.read_words(
        actor=reader,
        at=at,
        subject_ids=[subject],
        **_holder(card, added.case_id if added else card.case_id),
    )
    return dict(opened.fields)


def _identity(
    card: ReportCard, which: uuid.UUID | None, reader: Actor, at: datetime, purpose: Purpose
) -> dict[str, str]:
    if which not in {one.subject_id for one in card.people} or which is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    (opened,) = identities.open_identities(
        actor=reader, at=at, subject_ids=[which], purpose=purpose, **_holder(card, card.case_id)
    )
    return dict(opened.fields)


def _holder(card: ReportCard, case_id: uuid.UUID | None) -> dict[str, uuid.UUID]:
    """What was sealed for a report is its case's from the day it joined one."""
    return {"case_id": case_id} if case_id else {"report_id": card.id}
