"""The windows of a case: for each person and kind, how long what can be had can still be had."""

import uuid
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.protocols.terms import WindowKind
from bairn.web.desk import case_file, case_page, case_windows_drawing, case_words, may, who
from bairn.web.desk.case_file import CaseFile
from bairn.web.desk.case_windows_drawing import Chart

KINDS = {
    WindowKind.BIOLOGICAL: gettext_lazy("Specimens and traces"),
    WindowKind.MEDICAL: gettext_lazy("Health care"),
    WindowKind.DIGITAL: gettext_lazy("Recordings and data"),
}


@require_safe
def windows(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every window drawn since last contact, by person and kind, with a table that says the same.

    `?kind=` shows one kind alone.
    """
    actor, at = who.actor_of(request), clock.now()
    file = case_file.windows(actor=actor, at=at, case_id=case_id)
    kind = request.GET.get("kind", "")
    rows = [row for row in file.windows if kind not in list(WindowKind) or row.kind == kind]
    return case_page.show(
        request,
        "desk/case_windows.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        people=_by_person(file, case_windows_drawing.charts(rows, at=at)),
        kind=kind if kind in list(WindowKind) else "",
        kinds=_filters(file),
        fact_off=may.off("protocols.record_facts", actor),
    )


def _by_person(file: CaseFile, charts: tuple[Chart, ...]) -> list[dict[str, Any]]:
    """The charts under whose clock they show; facts of the case alone belong to no one person."""
    called = {part.id: case_words.called(part) for part in file.people}
    return [
        {
            "name": _("By the facts of the case as a whole")
            if about is None
            else called.get(about, _("A person of this case")),
            "charts": [(one, KINDS[one.kind]) for one in own],
        }
        for about, own in groupby(charts, key=lambda chart: chart.about)
    ]


def _filters(file: CaseFile) -> list[tuple[str, object, str]]:
    here = reverse("desk:windows", args=[file.card.id])
    kinds = [("", gettext_lazy("All"), here)]
    return [
        *kinds,
        *((one.value, words, f"{here}?kind={one.value}") for one, words in KINDS.items()),
    ]
