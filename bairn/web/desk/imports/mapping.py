"""What the columns of a file are: a guess, changed by choice, with the first rows beside it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.records import actions, queries
from bairn.web.desk import may, who
from bairn.web.desk.imports import saying
from bairn.web.desk.imports.forms import Columns


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def columns(request: HttpRequest, collection_id: uuid.UUID, source_id: uuid.UUID) -> HttpResponse:
    """The guess and the first rows, recorded before they are read; then the worker reads."""
    actor, at = who.actor_of(request), clock.now()
    sheet = request.POST.get("sheet", request.GET.get("sheet", ""))
    which = {"collection_id": collection_id, "source_id": source_id}
    shown = queries.preview(actor=actor, at=at, **which, sheet=sheet)
    form = Columns(request.POST or None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_mapping(actor=actor, at=at, **which, layout=form.layout())
        except Refusal as no:
            may.tell(form, no)
        else:
            messages.success(request, _("The file is coming in."))
            return redirect("desk:import_one", collection_id)
    context = {
        "at": at,
        "form": form,
        "columns": form.columns(),
        "collection_id": collection_id,
        "opened": shown.opened,
        "kind": saying.FORMATS[shown.opened.form],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/imports/mapping.html", context, status=status)
