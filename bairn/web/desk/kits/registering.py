"""Registering a kit: of a case, or of somebody who has not reported, for the clinic alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.evidence import actions as evidence
from bairn.evidence.terms.kit_lists import RegisteredKit
from bairn.journeys import move_kit
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may, who
from bairn.web.desk.kits.forms import New
from bairn.web.desk.kits.reading import whose_kit


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("collector", "receipt")
def new(request: HttpRequest) -> HttpResponse:
    """A kit of a case in whose circle one is, or of somebody who has not reported."""
    actor = who.actor_of(request)
    cases = whose_kit(actor=actor, at=clock.now())
    form = New(request.POST or None, cases=cases, initial={"case": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = _registered(actor, form)
            messages.success(request, _("Registered. Print its label on the exhibit's page."))
            return redirect("desk:kit", made.holder_id, made.id)
        except Refusal as refusal:
            may.tell(form, refusal)
    status = 400 if form.errors else 200
    return render(request, "desk/kits/new.html", {"form": form}, status=status)


def _registered(actor: Actor, form: New) -> RegisteredKit:
    given, case_id, at = form.cleaned_data, form.case_id, clock.now()
    this: dict[str, Any] = {"actor": actor, "at": at, "said": form.kit(), "seal": given["seal"]}
    if case_id is None:
        return evidence.kits.register_unreported_kit(**this)
    return move_kit.register_kit(
        **this, case_id=case_id, collector=given["collector"], receipt=given["receipt"]
    )
