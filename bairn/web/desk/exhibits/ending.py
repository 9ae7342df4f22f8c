"""The end of an exhibit: how long it is kept, who objects, a disposal that two agree on."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.evidence import actions as evidence
from bairn.evidence import disposing, handing, queries
from bairn.evidence.terms import DisposalFile
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import fields, forms, framing, tab
from bairn.web.desk.exhibits.reading import OneExhibit, one_exhibit


class Keep(fields.Coded):
    """Until which day it is kept, and by what rule."""

    lists: ClassVar[Mapping[str, str]] = {"basis": "keep_basis"}
    until = django.DateField(
        label=gettext_lazy("Until which day"),
        widget=django.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    basis = fields.choice(gettext_lazy("By what rule"))
    field_order = ("until", "basis")


class Object(fields.Coded):
    """Somebody is against it."""

    lists: ClassVar[Mapping[str, str]] = {"by_whom": "objector"}
    by_whom = fields.choice(gettext_lazy("Who objects"))
    words = fields.words(gettext_lazy("In their words"))


class Settle(fields.Coded):
    """An objection is answered."""

    lists: ClassVar[Mapping[str, str]] = {"outcome": "objection_end"}
    outcome = fields.choice(gettext_lazy("What came of it"))


ACTS = {
    "keep": "evidence.keep_until", "object": "evidence.object",
    "settle": "evidence.settle_objection", "propose": "evidence.propose_disposal",
    "agree": "evidence.agree_disposal", "decline": "evidence.decline_disposal",
    "dispose": "evidence.dispose",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def ending(request: HttpRequest, case_id: uuid.UUID, exhibit_id: uuid.UUID) -> HttpResponse:
    """Everything that stands for and against the disposal of one exhibit, and what may be done."""
    actor, at = who.actor_of(request), clock.now()
    one = one_exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    case_id = one.card.case_id
    file = queries.disposal_of(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    asked = request.POST.get("do", "")
    filled = _forms(one, asked, request.POST)
    form, refused = filled.get(asked), None
    if asked in ACTS and (form is None or form.is_valid()):
        this = {"actor": actor, "at": at, "case_id": case_id, "exhibit_id": exhibit_id}
        try:
            _do(asked, form, this, one, request.POST)
            messages.success(request, _("It is on record."))
            return redirect("desk:exhibit_end", case_id, exhibit_id)
        except Refusal as refusal:
            refused = may.spoken(refusal)
    return tab.page(
        request,
        "desk/exhibits/ending.html",
        one.shown,
        actor=actor,
        at=at,
        card=one.card,
        disposal=file,
        forms=filled,
        why=_offs(one, file, actor),
        wrong=form if form is not None and form.errors else None,
        refused=refused,
    )


def _forms(one: OneExhibit, asked: str, data: Any) -> dict[str, Any]:
    given = {name: data if name == asked else None for name in ACTS}
    circle = [(str(card.id), card.display_name) for card in one.shown.circle]
    return {
        "keep": Keep(given["keep"]),
        "object": Object(given["object"]),
        "settle": Settle(given["settle"]),
        "propose": forms.Propose(given["propose"], auto_id="propose-%s"),
        "decline": forms.Decline(given["decline"], auto_id="decline-%s"),
        "dispose": forms.Dispose(given["dispose"], zone=one.shown.zone, circle=circle),
    }


def _offs(one: OneExhibit, file: DisposalFile, actor: Actor) -> dict[str, Refusal | None]:
    """Why each button is off, by the policy's and the rules' own words."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    wish, against = file.now, file.obstacles
    gone = why_not(disposing.still_here, one.card)
    own_kit = isinstance(one.shown.file, framing.KitFrame)
    others = why_not(disposing.of_whom, actor.roles, own_kit=own_kit)
    rules = {
        "keep": gone,
        "object": gone,
        "propose": others or why_not(disposing.may_propose, one.card, wish),
        "agree": why_not(disposing.may_agree, wish, by=actor.id, obstacles=against),
        "decline": why_not(disposing.may_decline, wish),
        "dispose": others
        or why_not(handing.in_hands_of, one.card, actor.id)
        or why_not(_may_dispose, one, file, actor),
    }
    return {name: off or may.spoken(rules.get(name)) for name, off in found.items()}


def _may_dispose(one: OneExhibit, file: DisposalFile, actor: Actor) -> None:
    """The rule with some witness of the circle: which one is said in the form."""
    circle = [card.id for card in one.shown.circle]
    witness = next((each for each in circle if each != actor.id), actor.id)
    disposing.may_dispose(
        file.now, by=actor.id, witness=witness, circle=circle, obstacles=file.obstacles,
        happened_at=clock.now(),
    )  # fmt: skip


def _do(
    asked: str, form: Any, this: Mapping[str, Any], one: OneExhibit, data: Mapping[str, Any]
) -> None:
    """Do what was asked. Raises Refusal."""
    given = form.cleaned_data if form is not None else {}
    acts: dict[str, Callable[[], object]] = {
        "keep": lambda: evidence.keep_until(
            **this, until_at=_end_of(given["until"], one), basis=given["basis"]
        ),
        "object": lambda: evidence.object_to_disposal(**this, **given),
        "settle": lambda: evidence.settle_objection(
            **{name: value for name, value in this.items() if name != "exhibit_id"},
            objection_id=_id(data.get("objection", "")),
            outcome=given["outcome"],
        ),
        "propose": lambda: evidence.propose_disposal(**this, basis=given["basis"]),
        "agree": lambda: evidence.agree_disposal(**this),
        "decline": lambda: evidence.decline_disposal(**this, reason=given["reason"]),
        "dispose": lambda: evidence.dispose(
            **this,
            method=given["method"],
            witness=uuid.UUID(given["witness"]),
            happened_at=form.when(this["at"]) if given["happened_at"] else None,
        ),
    }
    acts[asked]()


def _end_of(day: Any, one: OneExhibit) -> datetime:
    return fields.read(datetime.combine(day, time(23, 59)), one.shown.zone)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise Refusal(
            "evidence.no_objection", "There is no such objection in this case."
        ) from wrong
