"""Who takes part in a case, under pseudonyms; a name is opened for a purpose, and shown once."""

import uuid
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from bairn.access.terms import Purpose
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.vault.queries import identities
from bairn.web.desk import (
    brief,
    case_file,
    case_page,
    may,
    opened_fields,
    opened_parts,
    purposes,
    who,
    words,
)
from bairn.web.desk.case_file import CaseFile


class Opening(forms.Form):
    """Whose name is opened, and what for: one click says both."""

    subject = forms.UUIDField()
    purpose = forms.ChoiceField(choices=[(one.value, one.value) for one in Purpose])


@require_safe
def people(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Everybody under their pseudonym, with role, age band, and whether they are kept out."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.people(actor=actor, at=at, case_id=case_id)
    return _page(request, file, actor, at)


@require_POST
@sensitive_variables()
def identity(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Open one person's identity for the purpose chosen; recorded before it is read."""
    actor, at = who.actor_of(request), clock.now()
    form = Opening(request.POST)
    if not form.is_valid():
        file = case_file.people(actor=actor, at=at, case_id=case_id)
        return _page(request, file, actor, at, status=400, unclear=True)
    chosen = Purpose(form.cleaned_data["purpose"])
    (opened,) = identities.open_identities(
        actor=actor.for_purpose(chosen.value),
        at=at,
        subject_ids=[form.cleaned_data["subject"]],
        purpose=chosen,
        case_id=case_id,
    )
    number = opened_parts.number(request.POST.get("part", ""))
    rows = opened_parts.of_fields(opened_fields.shown(opened.fields))
    shown, further = opened_parts.part(rows, number)
    file = case_file.people(actor=actor, at=at, case_id=case_id)
    return case_page.show(
        request,
        "desk/case_identity.html",
        file,
        actor=actor,
        at=at,
        tab="people",
        part=next((p for p in file.people if p.subject_id == opened.subject_id), None),
        rows=shown,
        next_part=number + 1 if further else None,
        subject=opened.subject_id,
        purpose=chosen.value,
        chosen=words.PURPOSES[chosen],
    )


def _page(
    request: HttpRequest,
    file: CaseFile,
    actor: Actor,
    at: datetime,
    *,
    status: int = 200,
    unclear: bool = False,
) -> HttpResponse:
    return case_page.show(
        request,
        "desk/case_people.html",
        file,
        actor=actor,
        at=at,
        tab="people",
        status=status,
        unclear=unclear,
        rows=brief.people_of(file.people, file.facts),
        purposes=[(one.value, words.PURPOSES[one]) for one in purposes.fitting(actor.roles)],
        open_off=may.off("identity.open", actor),
    )
