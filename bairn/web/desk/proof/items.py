"""A piece of proof: put on the board, said anew, its whole history, and its sealed notes."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.proof import actions as proof
from bairn.proof.terms import Item, Serves
from bairn.vault.queries import words
from bairn.web.desk import case_page, may, who
from bairn.web.desk.proof import board, forms
from bairn.web.desk.proof.reading import ProofFile, proof_file

_ASKED = ("kind", "state", "reference")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def add(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Put something for an element; what the address names is filled in already."""
    actor, at = who.actor_of(request), clock.now()
    shown = proof_file(actor=actor, at=at, case_id=case_id)
    form = forms.Item(shown, request.POST or None, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            proof.put(
                actor=actor,
                at=at,
                case_id=case_id,
                said=form.said(),
                words=form.cleaned_data["words"],
            )
            messages.success(request, _("It is on the board."))
            return redirect("desk:proof", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return _page(request, "desk/proof/add.html", shown, form)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link of the board fills in; a person still has to confirm it."""
    found: dict[str, Any] = {name: request.GET.get(name, "") for name in _ASKED}
    return {**found, "serves": request.GET.getlist("serves")}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def item(request: HttpRequest, case_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """One piece of proof: how it stands, how it stood, and a form to say it anew."""
    actor, at = who.actor_of(request), clock.now()
    shown = proof_file(actor=actor, at=at, case_id=case_id)
    one = shown.board.items.get(item_id) if shown.board else None
    if one is None:
        raise Http404
    form = forms.Item(shown, _with_kind(request, one), initial=_now(one, shown))
    if request.method == "POST" and form.is_valid():
        try:
            proof.change(
                actor=actor,
                at=at,
                case_id=case_id,
                item_id=item_id,
                after=_number(request.POST.get("after", "")),
                said=form.said(gone=_gone(one, shown)),
                words=form.cleaned_data["words"],
            )
            messages.success(request, _("Said anew. What was said before is kept."))
            return redirect("desk:proof_item", case_id, item_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return _page(
        request,
        "desk/proof/item.html",
        shown,
        form,
        item=one,
        late=one.late(at),
        serves=[shown.element(serves) for serves in one.now.serves],
        history=tuple(reversed(one.changes)),
    )


def _with_kind(request: HttpRequest, one: Item) -> Any:
    """An item stays of its kind, so the form does not ask for it again."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["kind"] = one.now.kind
    return data


def _gone(one: Item, shown: ProofFile) -> tuple[Serves, ...]:
    """Elements that left the board: they cannot be ticked, and a change does not lose them."""
    there = {row.serves for _one, row in shown.rows}
    return tuple(serves for serves in one.now.serves if serves not in there)


def _now(one: Item, shown: ProofFile) -> dict[str, Any]:
    said = one.now
    by = f"staff:{said.by_whom}" if said.by_whom else f"role:{said.by_role}"
    return {
        "kind": said.kind,
        "state": said.state.value,
        "serves": [serves.key for serves in said.serves],
        "reference": said.reference,
        "from_whom": said.from_whom,
        "by": by if said.by_at else "",
        "by_at": said.by_at.astimezone(shown.zone).date() if said.by_at else None,
        "reason": said.reason,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _page(
    request: HttpRequest, template: str, shown: ProofFile, form: forms.Item, **more: Any
) -> HttpResponse:
    actor = who.actor_of(request)
    return case_page.show(
        request,
        template,
        shown.file,
        actor=actor,
        at=clock.now(),
        tab="proof",
        status=400 if form.errors else 200,
        shown=shown,
        form=form,
        off=board.offs(actor, shown),
        **board.named(shown),
        **more,
    )


@require_POST
@sensitive_variables()
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Open a note, a question or an answer in words; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = proof_file(actor=actor, at=at, case_id=case_id)
    asked = request.POST.get("words", "")
    found = next((one for one in _sealed(shown) if str(one) == asked), None)
    if found is None:
        raise Http404
    (opened,) = words.read_words(actor=actor, at=at, subject_ids=[found], case_id=case_id)
    return case_page.show(
        request,
        "desk/proof/words.html",
        shown.file,
        actor=actor,
        at=at,
        tab="proof",
        lines=tuple(opened.fields.values()),
    )


def _sealed(shown: ProofFile) -> Iterator[uuid.UUID]:
    """Every sealed text that this board holds."""
    if shown.board is None:
        return
    ids = [row.words_id for one in shown.board.items.values() for row in one.changes]
    ids += [one.words_id for one in shown.board.advice]
    ids += [one.given.words_id for one in shown.board.advice if one.given]
    yield from (one for one in ids if one)
