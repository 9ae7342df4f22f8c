"""Which door? For whoever comes to the bare address: the public form, the desk, or a client."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def which_door(request: HttpRequest) -> HttpResponse:
    """The doors that stand here, in plain words."""
    return render(request, "hall/which_door.html")
