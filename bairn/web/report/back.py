"""Coming back with the code: read the answer, add something. Shows nothing of what was reported.

Whoever finds the code on a slip of paper must not learn from it what was told to us.
"""

import logging
import time
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.web.report import draft as drafts
from bairn.web.report import handing_in, limits, throttle
from bairn.web.report.posting import from_this_site_only

# Seconds that every look takes, so that a wrong code answers no sooner than a right one.
_LOOK_TAKES = 0.35
_log = logging.getLogger("bairn.web.report")


class Code(forms.Form):
    """The code as it was written down; spaces and dashes do not matter."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("16 digits, for example 1234-5678-9012-3456."),
        max_length=60,
        widget=forms.TextInput(
            {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Please type the code you wrote down.")},
    )

    def clean_code(self) -> str:
        """The digits alone, in groups of four as the code was given out."""
        digits = "".join(c for c in str(self.cleaned_data["code"]) if c.isdecimal())
        return "-".join(digits[n : n + 4] for n in range(0, len(digits), 4))


class Addition(forms.Form):
    """Something more, in the reporter's own words."""

    use_required_attribute = False
    words = forms.CharField(
        label=gettext_lazy("Something to add"),
        help_text=gettext_lazy("It is sealed like your first message and reaches the same people."),
        max_length=10_000,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Please write what you want to add.")},
    )


@sensitive_post_parameters()
@from_this_site_only
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Ask for the code; show the answer; take an addition."""
    if request.method != "POST":
        return _ask(request, Code())
    at = clock.now()
    try:
        return _added(request, at) if "pass" in request.POST else _opened(request, at)
    except Refusal:
        return _ask(request, _wrong(request), status=404)
    except Exception:
        _log.exception("a look with a code failed")
        form = Addition(request.POST) if "pass" in request.POST else Code(request.POST)
        form.add_error(None, _("Something on our side did not work. Please try again in a minute."))
        return _ask(request, form, status=503)


def _opened(request: HttpRequest, at: datetime) -> HttpResponse:
    form = Code(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    wait = throttle.wait_for(
        request, act="code", source=limits.CODE_SOURCE, channel=limits.CODE_CHANNEL, at=at
    )
    if wait:
        form.add_error("code", _("Too many tries. Please wait %(n)d seconds.") % {"n": wait})
        response = _ask(request, form, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    begun = time.monotonic()
    standing = handing_in.look_up(code=form.cleaned_data["code"], at=at)
    time.sleep(max(0.0, _LOOK_TAKES - (time.monotonic() - begun)))
    if standing is None:
        return _ask(request, _wrong(request), status=404)
    return _standing(request, form.cleaned_data["code"], standing, Addition())


def _added(request: HttpRequest, at: datetime) -> HttpResponse:
    try:
        code = drafts.unseal_text(request.POST["pass"], use="code")
    except drafts.StaleDraftError:
        return _ask(request, Code())
    form = Addition(request.POST)
    if form.is_valid():
        handing_in.add(code=code, words=form.cleaned_data["words"], at=at)
        form = Addition()
        added = True
    else:
        added = False
    standing = handing_in.look_up(code=code, at=at)
    return _standing(request, code, standing, form, added=added)


def _standing(
    request: HttpRequest,
    code: str,
    standing: handing_in.Standing | None,
    form: Addition,
    *,
    added: bool = False,
) -> HttpResponse:
    context = {
        "standing": standing,
        "form": form,
        "added": added,
        "pass": drafts.seal_text(code, use="code"),
    }
    return render(request, "report/answer.html", context)


def _wrong(request: HttpRequest) -> Code:
    form = Code(request.POST)
    form.is_valid()
    form.add_error("code", _("We do not know this code. Please look at it again."))
    return form


def _ask(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    return render(request, "report/back.html", {"form": form}, status=status)
