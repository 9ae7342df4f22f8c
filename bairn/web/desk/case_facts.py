"""Recording what became known: one fact at a time, of the case or of one person in it."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds, of_wall_time
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import naming, packs
from bairn.protocols.terms import CaseFacts
from bairn.web.desk import case_file, case_page, case_words, may, who
from bairn.web.desk.case_file import CaseFile

_WALL = "%Y-%m-%dT%H:%M"
_NOT_KNOWN = "unknown"
_YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
_UNKNOWN = (_NOT_KNOWN, gettext_lazy("Nobody knows"))


class FactForm(forms.Form):
    """One fact and its value; the field of the value fits the fact's kind."""

    use_required_attribute = False

    def __init__(self, name: str, file: CaseFile, data: Any = None) -> None:
        super().__init__(data)
        self.word: Mapping[str, Any] = packs.vocabulary()[name]
        self.fields["about"] = forms.ChoiceField(
            label=_("About"),
            choices=[
                ("", _("The case as a whole")),
                *((str(part.id), case_words.called(part)) for part in file.people),
            ],
            required=False,
        )
        for field, made in _value_fields(self.word).items():
            self.fields[field] = made

    def facts(self, name: str, zone: ZoneInfo) -> CaseFacts | None:
        """The recorded value; None when it is said that nobody knows. Raises Refusal."""
        given = self.cleaned_data
        if self.word["kind"] == "moment":
            return _moment(name, given["earliest"], given["latest"], zone)
        value = given["value"]
        if value == _NOT_KNOWN:
            return None
        if self.word["kind"] == "yes_no":
            return CaseFacts({name: value == "yes"})
        return CaseFacts({name: tuple(value) if isinstance(value, list) else value})


def _moment(
    name: str, earliest: datetime | None, latest: datetime | None, zone: ZoneInfo
) -> CaseFacts | None:
    if earliest is None and latest is None:
        return None
    first = of_wall_time(earliest.replace(tzinfo=None), zone).earliest if earliest else None
    last = of_wall_time(latest.replace(tzinfo=None), zone).latest if latest else None
    if first and last and last < first:
        raise Refusal(
            "desk.bounds", "The latest moment cannot lie before the earliest.", field="latest"
        )
    return CaseFacts({}, {name: Bounds(first, last)})


def _value_fields(word: Mapping[str, Any]) -> dict[str, forms.Field]:
    label = word[case_words.language()]
    if word["kind"] == "moment":
        return {
            "earliest": _wall_field(_("Not before")),
            "latest": _wall_field(_("Not after")),
        }
    if word["kind"] == "number":
        return {"value": forms.IntegerField(label=label, min_value=0, max_value=130)}
    codes = [(code, _code_words(code)) for code in word.get("codes", ())]
    if word["kind"] == "codes":
        return {
            "value": forms.MultipleChoiceField(
                label=label, choices=codes, widget=forms.CheckboxSelectMultiple
            )
        }
    choices = [*(codes or _YES_NO), _UNKNOWN]
    return {"value": forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)}


def _wall_field(label: str) -> forms.Field:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=[_WALL],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_WALL),
    )


def _code_words(code: str) -> str:
    return case_words.said(naming.of_code(code))


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What is known, and a form for one fact; earlier values stay on record."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.protocol(actor=actor, at=at, case_id=case_id)
    name = str(request.GET.get("fact", ""))
    form = FactForm(name, file, request.POST or None) if name in _askable() else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _record(form, name, file, actor, at)
            messages.success(request, _("Recorded. Clocks and windows follow from it."))
            return redirect("desk:protocol", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return case_page.show(
        request,
        "desk/case_facts.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        status=400 if form is not None and form.errors else 200,
        form=form,
        fact=name,
        known=_known(file),
        askable=[(one, case_words.fact(one)) for one in _askable()],
        off=may.off("protocols.record_facts", actor),
    )


def _askable() -> tuple[str, ...]:
    return tuple(name for name, word in packs.vocabulary().items() if word["kind"] != "derived")


def _record(form: FactForm, name: str, file: CaseFile, actor: Actor, at: datetime) -> None:
    zone = file.board.binding.zone if file.board else ZoneInfo("UTC")
    told = form.facts(name, zone)
    about = form.cleaned_data["about"]
    this: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_id": file.card.id,
        "about": uuid.UUID(about) if about else None,
    }
    if told is None:
        protocols.forget_fact(**this, name=name)
    else:
        protocols.record_facts(**this, facts=told)


def _known(file: CaseFile) -> list[dict[str, object]]:
    """Every recorded fact in words: of whom, what, and its value."""
    called: dict[uuid.UUID | None, str] = {part.id: case_words.called(part) for part in file.people}
    return [
        {"about": called.get(about, ""), "what": case_words.fact(name), "value": value}
        for about, told in file.facts.items()
        for name, value in [
            *((name, _in_words(value)) for name, value in told.values.items()),
            *told.moments.items(),
        ]
    ]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, tuple):
        return ", ".join(_code_words(code) for code in value)
    return _code_words(value) if isinstance(value, str) else str(value)
