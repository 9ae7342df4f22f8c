"""Early advice: what was asked and answered, and the prosecutor's answer, element by element."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.journeys import advise
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.desk import case_page, may, who
from bairn.web.desk.proof import board
from bairn.web.desk.proof.forms import Give, Wanting
from bairn.web.desk.proof.reading import proof_file


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def advice(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What was asked, and a form to answer with what is to be got, by whom, by when."""
    actor, at = who.actor_of(request), clock.now()
    shown = proof_file(actor=actor, at=at, case_id=case_id)
    data = request.POST or None
    form = Give(data)
    wanting = [Wanting(number, shown, data) for number, _row in enumerate(shown.rows)]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in wanting)]):
        wants = [want for one in wanting if (want := one.want())]
        try:
            given = form.cleaned_data
            advise.give(
                actor=actor,
                at=at,
                case_id=case_id,
                code=given["code"],
                words=given["words"],
                wants=wants,
            )
            messages.success(request, _("The advice is given. What it asks for is on the board."))
            return redirect("desk:proof", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    wrong = bool(form.errors or any(one.errors for one in wanting))
    return case_page.show(
        request,
        "desk/proof/advice.html",
        shown.file,
        actor=actor,
        at=at,
        tab="proof",
        status=400 if wrong else 200,
        shown=shown,
        form=form,
        wanting=wanting,
        off=board.offs(actor, shown),
        **board.named(shown),
    )
