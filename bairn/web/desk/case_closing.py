"""The reasons for closing in somebody's own words, read by whoever has to agree; recorded first."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from bairn.kernel import clock
from bairn.vault.queries import words
from bairn.web.desk import case_file, case_page, who


@require_POST
@sensitive_variables()
def closing_words(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Open the words of the wish to close that stands; shown once."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.decisions(actor=actor, at=at, case_id=case_id)
    if file.closing is None or file.closing.words_id is None:
        raise Http404
    (opened,) = words.read_words(
        actor=actor, at=at, subject_ids=[file.closing.words_id], case_id=case_id
    )
    return case_page.show(
        request,
        "desk/case_closing.html",
        file,
        actor=actor,
        at=at,
        tab="decisions",
        lines=tuple(opened.fields.values()),
    )
