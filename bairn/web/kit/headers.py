"""Headers on every answer that Django's own middlewares and the content policy leave out."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_ALWAYS = {
    "X-Frame-Options": "DENY",  # also where an answer never reaches Django's own middleware
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
        "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), "
        "midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"
    ),
}


class SafeHeaders:
    """Pages are never stored, never indexed and never given a sensor; assets may be cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to `request` with the headers added; a view's own Cache-Control stays."""
        response = self.get_response(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
