"""Opening a first account or open questions: for a purpose, recorded first, shown once."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from bairn.access.terms import Purpose
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words as sealed
from bairn.web.desk import who, words
from bairn.web.desk.interviews import forms, reading, tab
from bairn.web.desk.interviews.reading import LedgerFile


@require_POST
@sensitive_variables()
def opened(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The words, for the purpose that was chosen with the click."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading.read(actor=actor, at=at, case_id=case_id)
    form = forms.Opening(request.POST)
    if not form.is_valid():
        raise Refusal("desk.purpose", _("Say what it is opened for."))
    chosen = Purpose(form.cleaned_data["purpose"])
    what = form.cleaned_data["what"]
    found = sealed.read_words(
        actor=actor.for_purpose(chosen.value),
        at=at,
        subject_ids=_subjects(shown, what, form.cleaned_data["which"]),
        case_id=case_id,
    )
    return tab.show(
        request, "desk/interviews/opened.html", shown, actor=actor, at=at, what=what,
        parts=[tuple(one.fields.values()) for one in found], chosen=words.PURPOSES[chosen],
    )  # fmt: skip


def _subjects(shown: LedgerFile, what: str, which: uuid.UUID) -> list[uuid.UUID]:
    """The sealed words that are meant. Raises Http404 for none, and for those of another case."""
    if what == "questions":
        _row, one = shown.interview(which)
        found = [one.questions_id] if one.questions_id else []
    else:
        account = shown.ledger(which).first_account
        added = account.additions if account else ()
        found = [account.words_id, *(one.words_id for one in added)] if account else []
    if not found:
        raise Http404
    return found
