"""One file: what is known of it, what keeps it shut, whether it is whole, and who has looked."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from bairn.evidence import actions as evidence
from bairn.evidence import locking, media, reading_book
from bairn.evidence import queries as looks
from bairn.evidence.terms.files import Held
from bairn.evidence.terms.locks import LockKind
from bairn.journeys import capture_web, record_authority
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault.queries import words as vault_words
from bairn.web.desk import may, who
from bairn.web.desk.files import listing, reading
from bairn.web.desk.files.forms import Ground, Lock, View
from bairn.web.desk.files.reading import OneFile


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("reference")
@sensitive_variables()
def file(request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """What is known of a file, and what can be done with it now."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.one_file(actor=actor, at=at, case_id=case_id, file_id=file_id)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(shown, actor, request.POST if asked else None, asked)
    refused: Refusal | None = None
    opened: Mapping[str, str] = {}
    try:
        if asked == "words":
            opened = _words(actor, at, shown)
        elif asked:
            return _do(request, shown, forms, asked, actor=actor, at=at)
    except Refusal as refusal:
        refused = may.spoken(refusal)
        form = _meant(forms, asked)
        if form is not None and form.is_bound:
            may.tell(form, refusal)
    return _page(request, shown, forms, actor=actor, at=at, refused=refused, opened=opened)


@require_safe
def checked(request: HttpRequest, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """How the check of a file stands, for a page that asks every two seconds."""
    actor, at = who.actor_of(request), clock.now()
    states = looks.check_states(actor=actor, at=at, case_id=case_id, file_id=file_id)
    told = {"state": states.get(file_id), "case_id": case_id, "file_id": file_id, "at": at}
    return render(request, "desk/files/checked.html", told)


def _page(
    request: HttpRequest,
    shown: OneFile,
    forms: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
    refused: Refusal | None,
    opened: Mapping[str, str],
) -> HttpResponse:
    wrong = may.to_mend([*forms.values(), *forms["grounds"]])
    row = shown.row
    return listing.page(
        request, "desk/files/one.html", shown.file, actor=actor, at=at,
        status=400 if wrong or refused else 200,
        shown=shown, row=row, card=shown.card, one=shown.one, state=row.state,
        case_id=shown.file.card.id, file_id=shown.card.id,
        forms=forms, wrong=wrong, refused=None if wrong else refused,
        opened=opened, stated=_stated(opened, shown),
        shut=may.spoken(_why_shut(shown)), inline=media.showing(shown.card.found_type),
    )  # fmt: skip


def _why_shut(shown: OneFile) -> Refusal | None:
    """Why a viewing cannot begin, whoever asks; None where it can."""
    if shown.card.held is Held.DIGEST:
        return Refusal("evidence.no_content", "The house holds the digests of this file alone.")
    holding = shown.row.locks.holding if shown.row.locks else ()
    return why_not(locking.may_open, holding, reading_book.book().locks)


def _stated(opened: Mapping[str, str], shown: OneFile) -> media.Comparison | None:
    """What whoever sent it said it is, beside what its content says."""
    said = opened.get("stated_type", "")
    if not said:
        return None
    return media.Comparison(media.plain(said), shown.card.found_type)


def _forms(shown: OneFile, actor: Actor, data: Any, asked: str) -> dict[str, Any]:
    holding = shown.row.locks.holding if shown.row.locks else ()
    kind = data.get("kind", "") if data is not None else ""
    return {
        "view": View(data if asked == "view" else None, roles=actor.roles),
        "lock": Lock(data if asked == "lock" else None),
        "grounds": [
            Ground(data if asked == "ground" and kind == lock.value else None, lock=lock)
            for lock in holding
        ],
    }


def _meant(forms: dict[str, Any], asked: str) -> django.Form | None:
    if asked == "ground":
        return next((one for one in forms["grounds"] if one.is_bound), None)
    found = forms.get(asked)
    return found if isinstance(found, django.Form) else None


def _do(
    request: HttpRequest,
    shown: OneFile,
    forms: dict[str, Any],
    asked: str,
    *,
    actor: Actor,
    at: datetime,
) -> HttpResponse:
    """Do what was asked. What a form lacks is said by the form; a rule's no passes through."""
    form = _meant(forms, asked)
    act = _ACTS.get(asked)
    if act is None:
        raise Refusal("desk.unknown", "It was not said what is to be done.")
    if form is not None and not form.is_valid():
        return _page(request, shown, forms, actor=actor, at=at, refused=None, opened={})
    told: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_id": shown.file.card.id,
        "file_id": shown.card.id,
    }
    if asked == "view":
        viewing = evidence.begin_viewing(purpose=forms["view"].purpose, **told)
        return redirect("desk:file_view", shown.file.card.id, shown.card.id, viewing)
    messages.success(request, act(form, told))
    return redirect("desk:file", shown.file.card.id, shown.card.id)


def _lock(form: Any, told: dict[str, Any]) -> str:
    evidence.lock_file(kind=LockKind(form.cleaned_data["lock"]), **told)
    return _("Locked. It opens for nobody until a lawful ground is recorded.")


def _ground(form: Any, told: dict[str, Any]) -> str:
    record_authority.record_authority(
        kind=form.lock,
        ground=form.cleaned_data["ground"],
        reference=form.cleaned_data["reference"],
        **told,
    )
    return _("Recorded. This lock is lifted, and the case has its milestone.")


def _check(_form: Any, told: dict[str, Any]) -> str:
    evidence.ask_check(**told)
    return _("The house reads the whole file now. You can leave this page meanwhile.")


def _capture(_form: Any, told: dict[str, Any]) -> str:
    capture_web.capture_web(**told)
    return _("Marked as a saved web page. The house reads it now and fetches nothing.")


_ACTS: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "view": lambda form, told: "",
    "lock": _lock,
    "ground": _ground,
    "check": _check,
    "capture": _capture,
}


def _words(actor: Actor, at: datetime, shown: OneFile) -> Mapping[str, str]:
    """Its name and what was said of it; on the record first."""
    (found,) = vault_words.read_words(
        actor=actor, at=at, subject_ids=[shown.card.words_id], case_id=shown.file.card.id
    )
    return {name: value for name, value in found.fields.items() if name != "salt"}
