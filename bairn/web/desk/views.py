"""Views of the queue that one keeps: saved under a name, forgotten again."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.triage import actions, queries
from bairn.web.desk import may, queue_address
from bairn.web.desk.who import actor_of


class ViewForm(forms.Form):
    """The name of a view."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """One's views; a post saves the filters that came with it, or forgets a view."""
    actor, at = actor_of(request), clock.now()
    post = request.POST
    wanted = queue_address.filters(
        post.getlist("band"), post.getlist("channel"), post.get("state", "")
    )
    form = ViewForm(post if "name" in post else None)
    if "forget" in post:
        actions.forget_view(actor=actor, at=at, view_id=_id(post["forget"]))
        return HttpResponseRedirect(reverse("desk:views"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_view(actor=actor, at=at, name=form.cleaned_data["name"], filters=wanted)
        except Refusal as no:
            may.tell(form, no, beside="name")
        else:
            query = urlencode(list(queue_address.pairs(wanted)))
            return HttpResponseRedirect(reverse("desk:queue") + (f"?{query}" if query else ""))
    kept = queries.views(actor=actor, at=at)
    context = {
        "views": [(view, urlencode(list(queue_address.pairs(view.filters)))) for view in kept],
        "form": form,
        "pairs": list(queue_address.pairs(wanted)),
    }
    return render(request, "desk/views.html", context, status=422 if form.errors else 200)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refusal("triage.no_view", "There is no such view.") from None
