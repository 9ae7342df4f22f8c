"""The first page: what this is, what happens with it, two ways on."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.web.report import emergency


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page. It asks nothing and keeps nothing."""
    places = emergency.places(jurisdiction=settings.BAIRN_JURISDICTION)
    return render(request, "report/start.html", {"places": places})
