"""Opening a case from a report: the pack, the place whose clock counts, the first circle."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bairn.access import queries as access
from bairn.access.terms import Role, StaffCard
from bairn.journeys import open_case as journey
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.protocols import packs
from bairn.web.desk import may, report, report_file
from bairn.web.desk.case_words import said
from bairn.web.desk.choosing import ZoneField
from bairn.web.desk.who import actor_of

# The zone that a pack's law is most often counted in; whoever opens the case can choose another.
USUAL = {"cn-2023": "Asia/Shanghai", "cac-us": "America/New_York", "barnahus-eu": "Europe/Oslo"}
OF_CIRCLE = (Role.INVESTIGATOR, Role.INTERVIEWER, Role.SUPERVISOR)


class CaseForm(forms.Form):
    """What has to be said once before the clocks run."""

    pack_id = forms.ChoiceField(
        label=_("Protocol"), help_text=_("Whose law and practice sets the clocks.")
    )
    time_zone = ZoneField()
    circle = forms.MultipleChoiceField(
        label=_("Who works on it besides you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    support_offered = forms.BooleanField(
        label=_("Support has been offered"),
        help_text=_("Leave this off if it has not: the case will then ask for it."),
        required=False,
    )

    def __init__(self, *args: Any, staff: tuple[StaffCard, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one, said(packs.current(one).title)) for one in packs.ids()]
        self.fields["pack_id"] = forms.ChoiceField(
            label=_("Protocol"),
            help_text=_("Whose law and practice sets the clocks."),
            choices=known,
        )
        self.fields["circle"] = forms.MultipleChoiceField(
            label=_("Who works on it besides you"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.id), one.display_name) for one in staff],
        )
        self.order_fields(["pack_id", "time_zone", "circle", "support_offered"])


@require_http_methods(["GET", "HEAD", "POST"])
def report_case(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Ask for pack, zone and circle, then open the case and show it."""
    actor, at = actor_of(request), clock.now()
    file = report_file.read(actor=actor, at=at, report_id=report_id)
    off = report.off(file, actor)["case"]
    if off is not None:
        raise off
    unit = access.staff_of_unit(actor=actor, at=at, unit_id=file.card.unit_id)
    staff = {one.id: one for one in unit if one.id != actor.id and _role(one)}
    pack = file.card.pack if file.card.pack in packs.ids() else packs.ids()[0]
    initial = {"pack_id": pack, "time_zone": USUAL.get(pack, "")}
    form = CaseForm(request.POST or None, staff=tuple(staff.values()), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            opened = journey.open_case(
                actor=actor,
                at=at,
                report_id=report_id,
                pack_id=told["pack_id"],
                time_zone=told["time_zone"],
                circle={uuid.UUID(one): _role(staff[uuid.UUID(one)]) for one in told["circle"]},
                support_offered=told["support_offered"],
            )
        except Refusal as no:
            may.tell(form, no)
        else:
            return HttpResponseRedirect(reverse("desk:case", args=[opened.case_id]))
    context = {"form": form, "card": file.card}
    return render(request, "desk/report_case.html", context, status=422 if form.errors else 200)


def _role(one: StaffCard) -> str:
    """The role in which somebody of the unit comes into a circle; empty for none."""
    return next((role.value for role in OF_CIRCLE if role in one.roles), "")
