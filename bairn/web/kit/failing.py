"""Calm pages for what goes wrong: in both languages, at every door, and they tell nothing.

They ask no database and know no door: when the house is in trouble they are what is left.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NOTHING_CHANGED = _("Nothing was changed.")
_SAID: dict[int, tuple[str | Promise, ...]] = {
    400: (
        _("This could not be read"),
        _("What the browser sent could not be understood. Go back and try it once more."),
        _NOTHING_CHANGED,
    ),
    403: (
        _("This is not possible"),
        _("This page is not open to you, or not in this way."),
        _NOTHING_CHANGED,
    ),
    404: (
        _("There is no such page"),
        _("The address may be mistyped, or what stood here is no longer here."),
        _NOTHING_CHANGED,
    ),
    500: (
        _("Something went wrong on our side"),
        _("It is no fault of yours, and it has been noted. Try again in a few minutes."),
        _("What you sent last may not have arrived; what you sent before is safe."),
    ),
}
_FORM = (
    _("This form could not be accepted"),
    _(
        "It was open for too long, or this browser keeps no cookies. Go back, load the page anew "
        "and send it once more."
    ),
    _NOTHING_CHANGED,
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What the browser sent makes no sense."""
    return _page(400, _SAID[400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for whoever asks."""
    return _page(403, _SAID[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing stands at this address."""
    return _page(404, _SAID[404])


def broken(request: HttpRequest) -> HttpResponse:
    """The house itself failed; where somebody is in danger, another way to help is said."""
    return _page(500, _SAID[500])


def foreign_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the sign that it came from a page of ours; why is for nobody to read."""
    return _page(403, _FORM)


def _page(status: int, said: tuple[str | Promise, ...]) -> HttpResponse:
    title, *words = said
    context = {"title": title, "words": words, "danger": status >= 500}
    return HttpResponse(render_to_string("kit/failed.html", context), status=status)
