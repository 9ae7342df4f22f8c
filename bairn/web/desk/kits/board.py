"""The kit board by column, and the figures by agency with what they leave out."""

import csv
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bairn.access import queries as access
from bairn.evidence.queries import kits
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.evidence.terms.kits import KitKind, KitStands
from bairn.kernel import clock
from bairn.web.desk import may, who
from bairn.web.desk.kits import saying
from bairn.web.desk.kits.forms import Filter

_MOST = 1000


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every kit in reach in the column where it stands, late ones first."""
    actor, at = who.actor_of(request), clock.now()
    units = access.units(actor=actor, at=at)
    agencies = {str(one.agency_id): one.agency_name for one in units}
    form = Filter(request.GET or None, agencies=sorted(agencies.items(), key=lambda one: one[1]))
    filters = _filters(form)
    found = kits.board(actor=actor, at=at, filters=filters, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "at": at,
        "form": form,
        "columns": [one for one in found.columns if one.count or filters.stands],
        "one_column": filters.stands is not None,
        "empty": not any(one.count for one in found.columns),
        "after": found.after,
        "most": _MOST,
        "units": {one.id: one for one in units},
        "may_register": _may_register(actor),
        "may_count": may.off("evidence.kit_figures", actor) is None,
    }
    return render(request, "desk/kits/board.html", context)


def _may_register(actor: Any) -> bool:
    acts = ("journeys.register_kit", "evidence.register_unreported_kit")
    return any(may.off(act, actor) is None for act in acts)


def _filters(form: Filter) -> KitFilters:
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    agency = given.get("agency")
    return KitFilters(
        stands=KitStands(given["stands"]) if given.get("stands") else None,
        kind=KitKind(given["kind"]) if given.get("kind") else None,
        agency_id=_uuid(agency),
        late=bool(given.get("late")),
    )


def _uuid(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Counts by state, late, untested and median days of each agency; or the same as CSV."""
    actor, at = who.actor_of(request), clock.now()
    rows = kits.figures(actor=actor, at=at)
    states = [one for one in KitStands if any(row.counts.get(one) for row in rows)]
    if request.GET.get("as") == "csv":
        return _csv(rows, states)
    shown = [(row, [row.counts.get(one, 0) for one in states]) for row in rows]
    context = {"rows": shown, "states": [saying.stands(one) for one in states], "at": at}
    return render(request, "desk/kits/figures.html", context)


def _csv(rows: Any, states: list[KitStands]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kits.csv"'
    answer.write("\ufeff")  # so that a spreadsheet reads the letters as they are
    out = csv.writer(answer)
    out.writerow([
        _("Agency"), *(saying.stands(one) for one in states), _("Late"), _("Untested"),
        _("Median days to the laboratory"), _("Median days to the result"), _("All"),
    ])  # fmt: skip
    for row in rows:
        out.writerow([
            _plain(row.agency), *(row.counts.get(one, 0) for one in states), row.late,
            row.untested, row.days_to_lab, row.days_to_result, row.total,
        ])  # fmt: skip
    out.writerow([_("Not counted: kits that an agency has not entered here.")])
    return answer


def _plain(text: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
