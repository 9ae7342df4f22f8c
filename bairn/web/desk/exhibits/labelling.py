"""Printing labels: which exhibits, on which sheet, from which place on it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.paper import barcodes, printing
from bairn.web.desk import who
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.exhibits import labels, saying, tab
from bairn.web.desk.exhibits.labels import Label, Sheet
from bairn.web.desk.exhibits.one import as_pdf
from bairn.web.desk.exhibits.reading import EvidenceFile, evidence_file


class Print(DeskForm):
    """What is printed, and where."""

    exhibit = forms.MultipleChoiceField(
        label=gettext_lazy("Exhibits"), widget=forms.CheckboxSelectMultiple
    )
    sheet = forms.ChoiceField(
        label=gettext_lazy("Sheet"),
        choices=[
            (Sheet.A4.value, gettext_lazy("A4, 3 by 8 labels of 70 by 37 mm")),
            (Sheet.SINGLE.value, gettext_lazy("Single labels of 62 by 29 mm")),
        ],
        widget=forms.RadioSelect,
    )
    first = forms.IntegerField(
        label=gettext_lazy("First free label on the sheet"),
        help_text=gettext_lazy("Counted from the top left, row by row; 1 on a fresh sheet."),
        min_value=1,
        max_value=labels.EACH,
        required=False,
    )

    def __init__(self, shown: EvidenceFile, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.choose(
            "exhibit",
            [
                (str(one.id), f"{one.number} · {saying.code('kind', one.kind)}")
                for one in shown.cards
            ],
        )


@require_safe
def choose(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Choose labels; with a sheet in the address, the PDF itself."""
    actor, at = who.actor_of(request), clock.now()
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    asked = "sheet" in request.GET
    first = {"exhibit": request.GET.getlist("exhibit"), "sheet": Sheet.A4.value, "first": 1}
    form = Print(shown, request.GET if asked else None, initial=first)
    if asked and form.is_valid():
        if printing.available():
            return as_pdf(_sheet(shown, form.cleaned_data), "labels.pdf")
        messages.warning(request, str(printing.PaperMissing()))
        return redirect("desk:exhibit_labels", case_id)
    return tab.page(
        request,
        "desk/exhibits/labels.html",
        shown,
        actor=actor,
        at=at,
        form=form,
        printable=printing.available(),
    )


def _sheet(shown: EvidenceFile, given: dict[str, Any]) -> bytes:
    sheet = Sheet(given["sheet"])
    rows = list(_labels(shown, set(given["exhibit"])))[: labels.MOST]
    return printing.from_template(
        "desk/exhibits/labels_sheet.html",
        {
            "pages": labels.pages(rows, sheet=sheet, first=given["first"] or 1),
            "sheet": sheet.value,
        },
        language=translation.get_language() or "en",
        title=_("Labels"),
    )


def _labels(shown: EvidenceFile, wanted: set[str]) -> Iterator[Label]:
    for card in shown.cards:
        if str(card.id) in wanted:
            yield Label(
                code=card.code,
                case=shown.file.card.reference,
                number=card.number,
                mark=saying.mark(card.sensitivity),
                bars=barcodes.code128(card.code),
            )
