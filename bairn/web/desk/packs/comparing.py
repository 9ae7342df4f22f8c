"""Two versions of a pack, or a pack with and without an agency's rules, compared row by row."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.protocols import packs
from bairn.protocols import queries as protocols
from bairn.protocols.terms import EditionCard, Pack
from bairn.protocols.terms.difference import Difference, RowChange
from bairn.web.desk import case_words, who

KINDS = {
    "step": gettext_lazy("Step"),
    "window": gettext_lazy("Window"),
    "stage": gettext_lazy("Stage"),
    "branch": gettext_lazy("Branch"),
    "gate": gettext_lazy("Gate"),
    "role": gettext_lazy("Role"),
    "privacy": gettext_lazy("Privacy"),
    "interview": gettext_lazy("Interviews"),
    "contact": gettext_lazy("Contact"),
    "situation": gettext_lazy("Situation"),
    "pack": gettext_lazy("Pack"),
}
CHANGES = {
    RowChange.ADDED: (gettext_lazy("new"), "green"),
    RowChange.REMOVED: (gettext_lazy("gone"), "red"),
    RowChange.CHANGED: (gettext_lazy("changed"), "amber"),
}


class Which(forms.Form):
    """The two contents to be compared."""

    old = forms.ChoiceField(label=gettext_lazy("Earlier"), required=False)
    new = forms.ChoiceField(label=gettext_lazy("Later"), required=False)

    def __init__(self, editions: tuple[EditionCard, ...], data: Any) -> None:
        super().__init__(data)
        choices = [(one.digest, _called(one)) for one in editions]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined] # both are choice fields, above


def _called(one: EditionCard) -> str:
    words = [one.version]
    if one.overlay:
        words.append(_("with “%(name)s”") % {"name": one.overlay})
    if one.current:
        words.append(_("current"))
    elif one.kept_at:
        words.append(f"{one.kept_at:%Y-%m-%d}")
    return " · ".join(words)


@require_safe
def differences(request: HttpRequest, pack_id: str) -> HttpResponse:
    """What differs between two kept contents of a pack; without a choice, the last two."""
    actor, at = who.actor_of(request), clock.now()
    if pack_id not in packs.ids():
        raise Http404
    editions = protocols.editions(actor=actor, at=at, pack_id=pack_id)
    asked = {"old": editions[min(1, len(editions) - 1)].digest, "new": editions[0].digest}
    form = Which(
        editions, {**asked, **{name: request.GET[name] for name in asked if request.GET.get(name)}}
    )
    rows: tuple[Difference, ...] = ()
    if form.is_valid():
        rows = protocols.edition_differences(
            actor=actor,
            at=at,
            pack_id=pack_id,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
        )
    context = {
        "pack": packs.current(pack_id),
        "form": form,
        "editions": editions,
        "rows": [_shown(row, packs.current(pack_id)) for row in rows],
    }
    return render(
        request, "desk/packs/differences.html", context, status=400 if form.errors else 200
    )


def _shown(row: Difference, pack: Pack) -> dict[str, Any]:
    step = pack.step(row.row) if row.kind == "step" else None
    words, colour = CHANGES[row.change]
    return {
        "row": row,
        "kind": KINDS.get(row.kind, row.kind.replace("_", " ")),
        "title": case_words.said(step.title) if step else "",
        "change": words,
        "colour": colour,
    }
