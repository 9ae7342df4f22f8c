"""Who stands at the desk: sets `request.actor`, sends strangers to sign in, says no calmly."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from bairn.access import sessions
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may

COOKIE = "t"
_OPEN_WITHOUT_PURPOSE = frozenset({"purpose"})


def actor_of(request: HttpRequest) -> Actor:
    """Whoever stands before a page of the desk; the middleware lets nobody else in."""
    actor: Actor = request.actor  # type: ignore[attr-defined] # set below, before every view
    return actor


class Who:
    """Between the session and the pages: a cookie becomes an actor, a refusal becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to `request`.

        A browser told never to name where it comes from posts forms as coming from nowhere, and
        the check against foreign forms refuses them: to this site alone it may say so.
        """
        response = self.get_response(request)
        if _of_desk(request) or _of_account(request):
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Sets the actor of a desk page, or sends whoever has none where they get one."""
        if _of_account(request):
            _set(request, _actor(request))
            return None
        if not _of_desk(request):
            return None
        actor = _actor(request)
        if actor is None:
            return _to_sign_in(request, view)
        _set(request, actor)
        if settings.BAIRN_SECOND_FACTOR == "required" and not is_mfa_enabled(request.user):
            return _to(request, "mfa_index", view)
        if not actor.purpose and _name(request) not in _OPEN_WITHOUT_PURPOSE:
            return _to(request, "desk:purpose", view)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A rule's no as a page with the rule's own words, the same for absent and not yours."""
        if not isinstance(exception, Refusal) or not _of_desk(request):
            return None
        page = "desk/refused_part.html" if _by_script(request) else "desk/refused.html"
        return render(request, page, {"refusal": may.spoken(exception)}, status=403)


def _of_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and "desk" in match.namespaces


def _of_account(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and not match.namespaces and _name(request)[:4] in {"acco", "mfa_"}


def _name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""


def _by_script(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _set(request: HttpRequest, actor: Actor | None) -> None:
    request.actor = actor  # type: ignore[attr-defined] # read through actor_of


def _actor(request: HttpRequest) -> Actor | None:
    """The actor whose token the cookie holds, when the signed-in person is the same."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or not request.user.is_authenticated:
        return None
    actor = sessions.actor_of(token)
    if actor is None or actor.kind is not ActorKind.STAFF or actor.id != request.user.pk:
        return None
    return actor


def _to_sign_in(request: HttpRequest, view: Any) -> HttpResponse:
    """Without a living token nobody stays signed in; else sign-in would send them back here."""
    if request.user.is_authenticated:
        logout(request)
    return _to(request, "account_login", view)


def _to(request: HttpRequest, name: str, view: Any) -> HttpResponse:
    """Where somebody has to go first; a program is told so, since it follows to no page."""
    if by_program := getattr(view, "when_sent_away", None):
        told: HttpResponse = by_program(401 if name == "account_login" else 403)
        return told
    asked_for = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    if _by_script(request):
        asked_for = ""
    url = reverse(name) + (f"?{urlencode({'next': asked_for})}" if asked_for else "")
    if _by_script(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
