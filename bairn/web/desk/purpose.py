"""Choosing what the work of this stay is for."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bairn.access import sessions
from bairn.access.terms import Purpose
from bairn.web.desk import purposes, words
from bairn.web.desk.who import actor_of


class PurposeForm(forms.Form):
    """The purposes that fit somebody's roles, as one choice."""

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What is your work for now?"),
            widget=forms.RadioSelect,
            choices=[(one.value, words.PURPOSES[one]) for one in purposes.fitting(roles)],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Ask for the purpose; then go on to where whoever signed in was on the way to."""
    actor = actor_of(request)
    following = request.POST.get("next", request.GET.get("next", ""))
    form = PurposeForm(request.POST or None, roles=actor.roles, initial={"purpose": actor.purpose})
    if request.method == "POST" and form.is_valid():
        sessions.set_purpose(token=actor.token, purpose=Purpose(form.cleaned_data["purpose"]))
        return HttpResponseRedirect(_on_from(request, following))
    context = {"form": form, "next": following}
    return render(request, "desk/purpose.html", context, status=422 if form.errors else 200)


def _on_from(request: HttpRequest, following: str) -> str:
    here = {request.get_host()}
    if following and url_has_allowed_host_and_scheme(
        following, allowed_hosts=here, require_https=request.is_secure()
    ):
        return following
    return reverse("desk:my_day")
