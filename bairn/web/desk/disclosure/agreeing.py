"""What a custodian of identities is asked: that identities leave with a release."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.disclosure import actions as disclosure
from bairn.disclosure import queries as disclosed
from bairn.disclosure import releasing
from bairn.disclosure.terms import Release
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """Releases that a custodian is asked about, and who asks."""

    releases: tuple[Release, ...]
    staff: Mapping[uuid.UUID, StaffCard]


@gate.look("desk.court_agreeing")
def asked(*, actor: Actor, at: datetime) -> Agreeing:
    """The releases of one's circle under which identities are to leave."""
    found = disclosed.agreeing(actor=actor, at=at)
    ids = {one.by_id for one in found} | {one.agreed_by for one in found if one.agreed_by}
    return Agreeing(releases=found, staff=access.staff_of(actor=actor, at=at, ids=ids))


@require_http_methods(["GET", "HEAD", "POST"])
def agreeing(request: HttpRequest) -> HttpResponse:
    """What waits for a custodian; a post agrees to one."""
    actor, at = who.actor_of(request), clock.now()
    refused = None
    if request.method == "POST":
        try:
            disclosure.agree_identities(
                actor=actor,
                at=at,
                case_id=_id(request, "case"),
                release_id=_id(request, "release"),
            )
            messages.success(request, _("It is on record."))
            return redirect("desk:court_agreeing")
        except Refusal as refusal:
            refused = may.spoken(refusal)
    found = asked(actor=actor, at=at)
    rows: list[dict[str, Any]] = [
        {"one": one, "off": may.spoken(why_not(releasing.may_agree, one, by=actor.id))}
        for one in found.releases
    ]
    shown = {"rows": rows, "staff": found.staff, "refused": refused, "at": at}
    return render(request, "desk/disclosure/agreeing.html", shown, status=400 if refused else 200)


def _id(request: HttpRequest, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Refusal("disclosure.no_release", "This case has no such release.") from None
