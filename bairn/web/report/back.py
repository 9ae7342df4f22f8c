"""Coming back with the code: read the answer, add something. Shows nothing of what was reported.

Whoever finds the code on a slip of paper must not learn from it what was told to us.
"""

import logging
import time
from datetime import datetime

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.web.report import draft as drafts
from bairn.web.report import emergency, handing_in, limits, sending, throttle
from bairn.web.report.posting import from_this_site_only

# Seconds that every look takes, so that a wrong code answers no sooner than a right one.
_LOOK_TAKES = 0.35
_SORRY = gettext_lazy("Something on our side did not work. Please try again in a minute.")
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
    return _added(request, at) if "pass" in request.POST else _opened(request, at)


def _opened(request: HttpRequest, at: datetime) -> HttpResponse:
    form = Code(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    wait = throttle.wait_for(
        request, act="code", source=limits.CODE_SOURCE, channel=limits.CODE_CHANNEL, at=at
    )
    if wait:
        form.add_error("code", _("Too many tries. Please wait %(n)d seconds.") % {"n": wait})
        return _slowed(_ask(request, form, status=429), wait)
    begun = time.monotonic()
    try:
        standing = handing_in.look_up(code=form.cleaned_data["code"], at=at)
    except Exception:
        _log.exception("a look with a code failed")
        form.add_error(None, _SORRY)
        return _ask(request, form, status=503)
    time.sleep(max(0.0, _LOOK_TAKES - (time.monotonic() - begun)))
    if standing is None:
        form.add_error("code", _("We do not know this code. Please look at it again."))
        return _ask(request, form, status=404)
    return _standing(request, form.cleaned_data["code"], standing, Addition())


def _added(request: HttpRequest, at: datetime) -> HttpResponse:
    """Take an addition; whatever goes wrong, the page comes back with the words still in it."""
    try:
        code = drafts.unseal_text(request.POST["pass"], use="code")
    except drafts.StaleDraftError:
        return _ask(request, Code())
    form = Addition(request.POST)
    if not form.is_valid():
        return _standing(request, code, _look_again(code, at), form)
    wait = throttle.wait_for(
        request, act="add", source=limits.SEND_SOURCE, channel=limits.SEND_CHANNEL, at=at
    )
    if wait:
        form.add_error(None, _("Too many tries. Please wait %(n)d seconds.") % {"n": wait})
        return _slowed(_standing(request, code, None, form, status=429), wait)
    try:
        sending.once(
            drafts.digest(request.POST["pass"] + form.cleaned_data["words"]),
            lambda: handing_in.add(code=code, words=form.cleaned_data["words"], at=at),
        )
    except Exception:
        _log.exception("an addition could not be taken in")
        form.add_error(None, _SORRY)
        return _standing(request, code, None, form, status=503)
    return _standing(request, code, _look_again(code, at), Addition(), added=True)


def _look_again(code: str, at: datetime) -> handing_in.Standing | None:
    """The answer beside the form; the form stands without it when it cannot be had."""
    try:
        return handing_in.look_up(code=code, at=at)
    except Exception:
        _log.exception("a look with a code failed")
        return None


def _standing(
    request: HttpRequest,
    code: str,
    standing: handing_in.Standing | None,
    form: Addition,
    *,
    added: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "standing": standing,
        "form": form,
        "added": added,
        "pass": drafts.seal_text(code, use="code"),
        "places": emergency.places(jurisdiction=settings.BAIRN_JURISDICTION),
    }
    return render(request, "report/answer.html", context, status=status)


def _slowed(response: HttpResponse, wait: int) -> HttpResponse:
    response.headers["Retry-After"] = str(wait)
    return response


def _ask(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    return render(request, "report/back.html", {"form": form}, status=status)
