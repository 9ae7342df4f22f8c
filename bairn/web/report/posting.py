"""Forms without cookies: who may post to this door."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

_View = Callable[[HttpRequest], HttpResponse]


def from_this_site_only(view: _View) -> _View:
    """Answer a form posted by another site as if it were a first visit.

    This door keeps no cookie: there is none to check a form by, and none that another site could
    misuse. The browser itself says where a form was posted from.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            request.method = "GET"
        return view(request)

    return guarded
