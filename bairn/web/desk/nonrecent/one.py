"""One old case: why it is here, its checklist, how its review ends, kits that were never sent."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.nonrecent import actions, queries, reviewing
from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import ItemFile
from bairn.vault.queries import words
from bairn.web.desk import may, who
from bairn.web.desk.nonrecent import forms

Done = HttpResponse | None


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def one(request: HttpRequest, case_id: uuid.UUID, review_id: uuid.UUID) -> HttpResponse:
    """The item; each form of the page says by its button which of them was sent."""
    actor, at = who.actor_of(request), clock.now()
    shown = queries.item(actor=actor, at=at, case_id=case_id, item_id=review_id)
    page = _Page(request, shown, actor, at)
    if request.method == "POST" and (done := page.act()):
        return done
    return page.show()


@require_POST
@sensitive_variables()
def read(request: HttpRequest, case_id: uuid.UUID, review_id: uuid.UUID) -> HttpResponse:
    """Open what was sealed of an answer or outcome; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = queries.item(actor=actor, at=at, case_id=case_id, item_id=review_id)
    sealed = {one.words_id for one in (*shown.answers.values(), *shown.earlier)} | {shown.words_id}
    asked = next((one for one in sealed if str(one) == request.POST.get("words", "")), None)
    if asked is None:
        raise Http404
    (opened,) = words.read_words(actor=actor, at=at, subject_ids=[asked], case_id=case_id)
    context = {"card": shown.card, "lines": tuple(opened.fields.values())}
    return render(request, "desk/nonrecent/words.html", context)


class _Page:
    """The page of one item with its forms; what was typed stays when a rule says no."""

    def __init__(self, request: HttpRequest, shown: ItemFile, actor: Actor, at: datetime) -> None:
        self.request, self.shown, self.actor, self.at = request, shown, actor, at
        self.asked = request.POST.get("do", "") if request.method == "POST" else ""
        book = catalogue.book()
        self.answers = {
            question.code: forms.Answer(question, self._data(f"answer:{question.code}"))
            for question in book.questions
        }
        self.finish = forms.Finish(self._data("finish"))
        self.unsent = {
            kit_id: forms.Unsent(number, self._data(f"unsent:{kit_id}"))
            for number, kit_id in enumerate(shown.unsent, start=1)
        }

    def _data(self, name: str) -> Any:
        return self.request.POST if self.asked == name else None

    def act(self) -> Done:
        """Do what was asked; None when something has to be mended first."""
        what, _colon, which = self.asked.partition(":")
        if what in ("take", "give_back"):
            return self._plain(what)
        if what == "answer" and which in self.answers:
            return self._form(self.answers[which], self._answered, _("Your answer is on record."))
        if what == "finish":
            return self._form(self.finish, self._finished, _("The review is on record."))
        for kit_id, form in self.unsent.items():
            if what == "unsent" and which == str(kit_id):
                told = _("The reason is on record.")
                return self._form(form, partial(self._why_unsent, kit_id), told)
        return None

    @property
    def _at(self) -> dict[str, Any]:
        return {"actor": self.actor, "at": self.at, "case_id": self.shown.card.holder_id}

    def _why_unsent(self, kit_id: uuid.UUID, given: Mapping[str, Any]) -> None:
        actions.say_why_unsent(**self._at, kit_id=kit_id, reason=given["reason"])

    def _plain(self, what: str) -> Done:
        act = actions.take if what == "take" else actions.give_back
        try:
            act(**self._at, item_id=self.shown.card.id)
        except Refusal as refusal:
            messages.error(self.request, may.in_words(refusal))
        return self._back()

    def _form(self, form: django_forms.Form, do: Callable[[Any], None], told: str) -> Done:
        if not form.is_valid():
            return None
        try:
            do(form.cleaned_data)
        except Refusal as refusal:
            may.tell(form, refusal)
            return None
        messages.success(self.request, told)
        return self._back()

    def _answered(self, given: Any) -> None:
        question = self.asked.partition(":")[2]
        actions.answer(**self._at, item_id=self.shown.card.id, question=question, **given)

    def _finished(self, given: Any) -> None:
        actions.finish(**self._at, item_id=self.shown.card.id, **given)

    def _back(self) -> HttpResponse:
        return redirect("desk:old_case", self.shown.card.holder_id, self.shown.card.id)

    def show(self) -> HttpResponse:
        """The page; 400 where a form has something to mend."""
        card, book = self.shown.card, catalogue.book()
        wrong = may.to_mend([*self.answers.values(), self.finish, *self.unsent.values()])
        people = {card.taken_by, *(one.by_id for one in self.shown.answers.values())} - {None}
        staff = access.staff_of(actor=self.actor, at=self.at, ids=[p for p in people if p])
        mine = card.taken_by == self.actor.id and card.ended_at is None
        rows = [
            (question, self.shown.answers.get(question.code), self.answers[question.code])
            for question in book.questions
        ]
        waits = reviewing.first_open(book, self.shown.answers)
        context = {
            "at": self.at,
            "shown": self.shown,
            "card": card,
            "trigger": book.triggers[card.why],
            "rows": rows,
            "waits": waits[0] if waits else None,
            "left": len(book.questions) - len(self.shown.answers),
            "finish": self.finish,
            "unsent": [(k, code, self.unsent[k]) for k, code in self.shown.unsent.items()],
            "staff": staff,
            "mine": mine,
            "wrong": wrong,
            "off": {
                name: may.off(f"nonrecent.{name}", self.actor)
                for name in ("take", "give_back", "answer", "finish", "say_why_unsent")
            }
            | {"words": may.off("words.read", self.actor)},
        }
        status = 400 if wrong else 200
        return render(self.request, "desk/nonrecent/one.html", context, status=status)
