"""Signing in and out: allauth does the checking; a token of the house is issued only here."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView, LogoutView
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bairn.access import sessions
from bairn.kernel import clock
from bairn.web.desk import purposes
from bairn.web.desk.who import COOKIE
from bairn.web.kit.leaving import remember_language
from bairn.web.kit.source import source_of


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth brings no types
    """No sign-up, no mail, no message that says who somebody is; a token after every sign-in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and password do not go together."),
        "too_many_login_attempts": _("There were too many tries. Wait 15 minutes."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or its time is over."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are made by `bairn staff`, never by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Axes counts by account and source; a count by source alone would stop a station."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The house sends no mail about accounts."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nor about second factors."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened; allauth's own messages name the account."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to after signing in, unless somebody was on the way to a page."""
        return reverse("desk:my_day")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Where to after signing out."""
        return reverse("account_login")

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse:
        """Every check has been passed: the token goes into a cookie that no script can read.

        Pages come in the person's own language, unless this browser was told another one.
        """
        response: HttpResponse = super().post_login(request, user, **kwargs)
        token = sessions.issue_for_staff(staff_id=user.pk, at=clock.now())
        actor = sessions.actor_of(token)
        fitting = purposes.fitting(actor.roles) if actor else ()
        if len(fitting) == 1:
            sessions.set_purpose(token=token, purpose=fitting[0])
        response.set_cookie(COOKIE, token, **_cookie_manners())
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, getattr(user, "language", ""))
        return response

    def logout(self, request: HttpRequest) -> None:
        """The token ends in the database at once; the language last worked in stays with one."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
            get_user_model().objects.filter(pk=request.user.pk).update(language=chosen)
        token = request.COOKIES.get(COOKIE, "")
        if token:
            sessions.revoke(token=token)
        super().logout(request)


class SignInForm(LoginForm):  # type: ignore[misc] # allauth brings no types
    """Service name and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", _("Service name")), ("password", _("Password"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class SignIn(LoginView):  # type: ignore[misc] # allauth brings no types
    """The sign-in page; a demo house says there who may be tried out."""

    template_name = "desk/signin.html"
    form_class: type[forms.Form] = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"hints": demo_hints() if settings.BAIRN_DEMO else ()}


class SignOut(LogoutView):  # type: ignore[misc] # allauth brings no types
    """The page that ends a stay."""

    template_name = "desk/signout.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ends it, here and in the database; the next person is met in their own language."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.delete_cookie(COOKIE, path=_cookie_path())
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return response


def demo_hints() -> tuple[dict[str, str], ...]:
    """Who may be tried out in a demo house, as the demo wrote it down: one of each role."""
    written = Path(settings.BAIRN_HOME) / "demo-hints.json"
    try:
        return tuple(json.loads(written.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()


def source(request: HttpRequest) -> str | None:
    """By which source axes counts: an address as a database keeps it, None when it is none.

    An IPv6 household is its first address.
    """
    address = source_of(request).partition("/")[0]
    return None if address == "unknown" else address


def account(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """By which account axes counts: a name is one, however its letters are written."""
    said = (credentials or {}).get("username") or request.POST.get("login", "")
    return unicodedata.normalize("NFKC", str(said)).strip().upper()[:150].replace("\0", "")


def slowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer while one account is slowed for one source: the same for a name nobody has."""
    wait = int(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "desk/slowed.html", {"minutes": wait}, status=429)
    response.headers["Retry-After"] = str(wait * 60)
    return response


def _cookie_manners() -> dict[str, Any]:
    return {
        "httponly": True,
        "secure": settings.SESSION_COOKIE_SECURE,
        "samesite": "Lax",  # with Strict a link from outside would look signed out, in circles
        "path": _cookie_path(),
    }


def _cookie_path() -> str:
    return reverse("desk:my_day")
