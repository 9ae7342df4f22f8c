"""Asking to see what another unit holds, the two keys, and what somebody answers."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.linkage import actions as linkage
from bairn.linkage import revealing
from bairn.linkage.terms.reveals import PartAnswer, RevealCard, RevealPurpose
from bairn.vault.queries import words as sealed
from bairn.web.desk import may, who
from bairn.web.desk.links import saying, tab


class Ask(forms.Form):
    """Why somebody asks."""

    use_required_attribute = False
    purpose = forms.ChoiceField(
        label=gettext_lazy("What for?"),
        help_text=gettext_lazy("Whoever answers for the other side sees this and your unit."),
        choices=[(one.value, said) for one, said in saying.PURPOSES.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For your own supervisor. Sealed with this file."),
        max_length=revealing.WORDS_MOST,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
@sensitive_post_parameters()
def ask(request: HttpRequest, subject_id: uuid.UUID, **where: uuid.UUID) -> HttpResponse:
    """The request about one person of this case or report."""
    actor, at = who.actor_of(request), clock.now()
    shown = tab.read(actor, at, where)
    person = shown.person(subject_id)
    if person is None:
        raise Refusal("linkage.no_subject", "Nobody here has been compared under this number.")
    form = Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            linkage.ask_reveal(
                actor=actor,
                at=at,
                subject_id=subject_id,
                purpose=RevealPurpose(form.cleaned_data["purpose"]),
                words=form.cleaned_data["words"],
                **where,
            )
        except Refusal as refusal:
            may.tell(form, refusal)
        else:
            messages.success(request, _("Your request waits for a supervisor of your own."))
            return redirect(tab.address(where))
    off = may.off("linkage.ask_reveal", actor)
    return tab.page(
        request, "reveal_ask", shown, where, actor=actor, at=at, form=form, person=person, off=off
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def one(request: HttpRequest, reveal_id: uuid.UUID, **where: uuid.UUID) -> HttpResponse:
    """One request; a post reads why, agrees, declines or takes it back."""
    actor, at = who.actor_of(request), clock.now()
    card = _card(tab.read(actor, at, where).reveals.asked, reveal_id)
    lines: list[str] = []
    refused, do = None, request.POST.get("do", "") if request.method == "POST" else ""
    try:
        lines = _done(do, card, {"actor": actor, "at": at, **where})
    except Refusal as refusal:
        refused = may.spoken(refusal)
    else:
        if do and not lines:
            messages.success(request, _("It is on record."))
            return redirect(tab.address(where))
    shown = tab.read(actor, at, where)
    return tab.page(
        request,
        "reveal_one",
        shown,
        where,
        actor=actor,
        at=at,
        status=422 if refused else 200,
        one=card,
        person=shown.person(card.subject_id),
        lines=lines,
        refused=refused,
        **_offs(card, actor),
    )


def _done(do: str, card: RevealCard, this: dict[str, Any]) -> list[str]:
    """Does what was asked of a request; the lines of its reason where those were asked for."""
    if do == "read" and card.words_id is not None:
        opened = sealed.read_words(subject_ids=[card.words_id], **this)
        return [line for words in opened for line in words.fields.values()]
    if do in ("agree", "decline"):
        linkage.decide_reveal(reveal_id=card.id, agreed=do == "agree", **this)
    elif do == "withdraw":
        linkage.withdraw_reveal(reveal_id=card.id, **this)
    return []


def _offs(card: RevealCard, actor: Actor) -> dict[str, Refusal | None]:
    """Why each button of a request is off, in the rule's own words."""
    mine = {"asked_by": card.asked_by, "actor_id": actor.id}
    decide = why_not(revealing.may_decide, card.state, **mine)
    withdraw = why_not(revealing.may_withdraw, card.state)
    return {
        "read_off": may.off("words.read", actor),
        "decide_off": may.off("linkage.decide_reveal", actor) or may.spoken(decide),
        "withdraw_off": may.off("linkage.withdraw_reveal", actor) or may.spoken(withdraw),
    }


@require_POST
def answer(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """The second key, from the list of what is asked of us."""
    actor, at = who.actor_of(request), clock.now()
    word = PartAnswer.YES if request.POST.get("answer") == "yes" else PartAnswer.NOT_NOW
    linkage.answer_reveal(actor=actor, at=at, part_id=asked_id, answer=word)
    messages.success(request, _("It is on record."))
    return redirect("desk:links")


def _card(asked: tuple[RevealCard, ...], reveal_id: uuid.UUID) -> RevealCard:
    card = next((one for one in asked if one.id == reveal_id), None)
    if card is None:
        raise Refusal("linkage.no_reveal", "There is no such request here.")
    return card
