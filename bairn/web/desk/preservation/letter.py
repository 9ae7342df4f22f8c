"""The letter of a request: shown in both languages, made as PDF, kept as it leaves."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.paper import printing
from bairn.preservation import actions as preservation
from bairn.preservation import codes, letters
from bairn.preservation.letters import Letter
from bairn.preservation.terms import Request, RequestWords, State
from bairn.vault.queries import words as sealed
from bairn.web.desk import may, who
from bairn.web.desk.preservation import tab
from bairn.web.desk.preservation.reading import RequestsFile, requests_file

SHEET = "desk/preservation/letter_sheet.html"


@require_POST
@sensitive_variables()
def letter(request: HttpRequest, case_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """The words are opened, which is recorded first; then the letter is shown, or made and kept."""
    actor, at = who.actor_of(request), clock.now()
    shown, one = _one(actor, at, case_id, request_id)
    if request.POST.get("do") == "make":
        made = _letter(shown, one, actor=actor, at=at, language=one.language)
        context = {"letter": made}
        try:
            pdf = printing.from_template(
                SHEET, context, language=one.language, title=made.subject, printed=at
            )
            preservation.finish_letter(
                actor=actor, at=at, case_id=case_id, request_id=request_id, pdf=pdf
            )
            messages.success(request, _("The letter is made and kept as it leaves."))
        except printing.PaperMissing as missing:
            messages.error(request, str(missing))
        except Refusal as refusal:
            messages.error(request, may.in_words(refusal))
        return redirect("desk:preservation_request", case_id, request_id)
    words = _words(actor, at, one)
    both = [_of(shown, one, words, at=at, language=code) for code in letters.LANGUAGES]
    return tab.page(
        request, "desk/preservation/preview.html", shown, actor=actor, at=at, one=one,
        letters=sorted(both, key=lambda made: made.language != one.language),
        basis=codes.book().bases[one.basis], row=codes.book().classes[one.holder_class],
        make_off=make_off(actor, one),
    )  # fmt: skip


def make_off(actor: Actor, one: Request) -> Refusal | None:
    """Why no letter can be made."""
    off = may.off("preservation.finish_letter", actor)
    phoned = one.state is State.SENT and one.letter_id is None
    unsent = one.state in (State.DRAFTED, State.APPROVED, State.REUPLOADED)
    if off is None and not unsent and not phoned:
        off = may.spoken(Refusal("preservation.sent", "It has left already."))
    return off


@require_POST
@sensitive_variables()
def kept(request: HttpRequest, case_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """The letter as it left, to the byte; recorded before it is opened."""
    actor, at = who.actor_of(request), clock.now()
    _shown, one = _one(actor, at, case_id, request_id)
    if one.letter_id is None:
        raise Http404
    (found,) = sealed.read_documents(
        actor=actor, at=at, subject_ids=[one.letter_id], case_id=case_id
    )
    response = HttpResponse(found.parts["letter"], content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{one.reference}.pdf"'
    return response


@require_POST
@sensitive_variables()
def read_words(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What a holder said beside a step; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = requests_file(actor=actor, at=at, case_id=case_id)
    try:
        asked = uuid.UUID(request.POST.get("words", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    (opened,) = sealed.read_words(actor=actor, at=at, subject_ids=[asked], case_id=case_id)
    return tab.page(
        request, "desk/preservation/words.html", shown, actor=actor, at=at,
        lines=tuple(opened.fields.values()),
    )  # fmt: skip


def _one(
    actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID
) -> tuple[RequestsFile, Request]:
    shown = requests_file(actor=actor, at=at, case_id=case_id, request_id=request_id)
    if shown.one is None:  # the look has refused it already
        raise Http404
    return shown, shown.one.request


def _words(actor: Actor, at: datetime, one: Request) -> RequestWords:
    (opened,) = sealed.read_words(
        actor=actor, at=at, subject_ids=[one.words_id], case_id=one.case_id
    )
    return RequestWords(**opened.fields)


def _letter(
    shown: RequestsFile, one: Request, *, actor: Actor, at: datetime, language: str
) -> Letter:
    return _of(shown, one, _words(actor, at, one), at=at, language=language)


def _of(
    shown: RequestsFile, one: Request, words: RequestWords, *, at: datetime, language: str
) -> Letter:
    company = next((row for row in shown.holders if row.id == one.holder_id), None)
    addressee = f"{company.name}\n{company.contact}" if company else one.holder_name
    return letters.letter(
        one,
        words,
        unit=shown.unit,
        addressee=words.addressee or addressee,
        language=language,
        zone=shown.zone,
        at=at,
    )
