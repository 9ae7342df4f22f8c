"""The written notice: shown once with its code, as a page to print and as a PDF to take away."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from bairn.evidence import keeping, kit_book, kit_clocks, kit_places
from bairn.evidence.queries import kits
from bairn.evidence.terms.kit_lists import ToldNotice
from bairn.evidence.terms.kits import KitNotice, NoticeKind
from bairn.kernel import clock
from bairn.paper import printing
from bairn.web.desk import who
from bairn.web.desk.kits.reading import KitShown, kit_shown

_LANGUAGES = {"en": "en", "zh": "zh-hans"}


def told(
    request: HttpRequest,
    shown: KitShown,
    notice: ToldNotice,
    given: Mapping[str, Any],
    at: datetime,
) -> HttpResponse:
    """The notice in the person's language, with the code that nobody can show again."""
    language = given["language"]
    context = _said(shown, NoticeKind(given["kind"]), given["disposal_on"], notice.code)
    with translation.override(_LANGUAGES[language]), timezone.override(shown.zone):
        letter = render_to_string("desk/kits/letter.html", context)
    page = {
        "shown": shown, "card": shown.file.card, "letter": letter, "code": notice.code,
        "notice_id": notice.id, "language": language, "tag": _LANGUAGES[language],
        "paper": printing.available(), "at": at,
    }  # fmt: skip
    return render(request, "desk/kits/told.html", page)


def _said(shown: KitShown, kind: NoticeKind, disposal_on: Any, code: str) -> dict[str, Any]:
    card = shown.file.card
    longest = keeping.last_day(shown.file.kept)
    default = kit_book.book().notice_days
    return {
        "card": card,
        "unit": shown.unit,
        "disposal": kind is NoticeKind.DISPOSAL,
        "disposal_on": disposal_on,
        "longest": longest,
        "days": kit_clocks.notice_days(card.place, kit_places.rules(), default),
        "code": code,
    }


@require_POST
@sensitive_post_parameters("code")
@sensitive_variables("code")
def as_pdf(request: HttpRequest, case_id: uuid.UUID, kit_id: uuid.UUID) -> HttpResponse:
    """The same as a PDF; the code comes from the page that showed it and is checked first."""
    actor, at = who.actor_of(request), clock.now()
    shown = kit_shown(actor=actor, at=at, case_id=case_id, kit_id=kit_id)
    code = request.POST.get("code", "")
    found = kits.notice_of_code(actor=actor, at=at, case_id=case_id, kit_id=kit_id, code=code)
    if found is None or not printing.available():
        raise Http404
    return _pdf(shown, found, code, at)


def _pdf(shown: KitShown, found: KitNotice, code: str, at: datetime) -> HttpResponse:
    context = _said(shown, found.kind, found.disposal_on, code)
    with translation.override(_LANGUAGES[found.language]), timezone.override(shown.zone):
        title = _("About your examination kit")
        made = printing.from_template(
            "desk/kits/letter.html", context, language=found.language, title=title, printed=at
        )
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="notice.pdf"'
    return answer
