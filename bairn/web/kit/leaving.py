"""Leaving quickly, and the language a page is shown in. Both work without a script."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

# Everyday pages that say nothing about where one was; by language, as not all open everywhere.
_ELSEWHERE = {"en": "https://www.wikipedia.org/", "zh-hans": "https://www.weather.com.cn/"}


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send the browser to an everyday page and ask it to forget what this site left behind."""
    elsewhere = settings.BAIRN_EXIT_URL or _ELSEWHERE.get(
        translation.get_language() or "en", _ELSEWHERE["en"]
    )
    response = HttpResponseRedirect(elsewhere)
    response.status_code = 303
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@csrf_exempt  # it changes nothing but the language, and a door may keep no cookie to check by
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show this browser the pages in the language posted, and go back to where it was."""
    response = HttpResponseRedirect(_back(request))
    remember_language(response, request.POST.get("language", ""))
    return response


def remember_language(response: HttpResponse, code: str) -> None:
    """Put a known language `code` in a cookie for as long as the browser is open."""
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )


def _back(request: HttpRequest) -> str:
    """The path on this site that was asked for; an address of this site may hide `//elsewhere`."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    path = urlsplit(wanted)._replace(scheme="", netloc="").geturl() if wanted and safe else "/"
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
