"""What is filled in for a kit: numbers, codes, days, and safe words that are sealed."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence import kit_places
from bairn.evidence.terms.kits import KitKind, NewKit
from bairn.kernel.periods import of_wall_time
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.kits import saying

WALL = "%Y-%m-%dT%H:%M"
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Boise",
         "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "Asia/Shanghai",
         "Europe/Oslo", "Europe/London", "UTC")  # fmt: skip


def moment(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateTimeField:
    """A moment on the clock of the kit's place."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=WALL)
    return forms.DateTimeField(
        label=label, required=required, help_text=hint, input_formats=[WALL], widget=widget
    )


def day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


def short(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A number as it is printed."""
    widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=40, widget=widget
    )


def one_of(label: Any, *, required: bool = True, hint: Any = "") -> Any:
    """One of a list."""
    return forms.ChoiceField(label=label, required=required, help_text=hint)


def read(given: datetime, zone: ZoneInfo) -> datetime:
    """What a time on the wall there means; the earlier one of two."""
    found = of_wall_time(given.replace(tzinfo=None), zone).earliest
    return (found or given).astimezone(zone)


class Do(DeskForm):
    """One thing that is done with a kit: codes from lists, at a moment."""

    name = ""

    def __init__(self, data: Any = None, *, zone: ZoneInfo, **offered: Any) -> None:
        super().__init__(data, auto_id=f"{self.name or type(self).__name__.lower()}-%s")
        self.zone = zone
        for field, pairs in offered.items():
            self.choose(
                field,
                [
                    (saying.NONE[0], str(saying.NONE[1])),
                    *pairs,
                ],
            )

    def when(self, at: datetime, field: str = "happened_at") -> datetime:
        """The moment that was said, else `at`."""
        given = self.cleaned_data.get(field)
        return read(given, self.zone) if given else at


_WHEN = gettext_lazy("When")
_NOW = gettext_lazy("Empty means now. It may lie back, never ahead.")


class Move(Do):
    """What happened, by hand."""

    event = one_of(gettext_lazy("What happened"))
    code = one_of(gettext_lazy("Why or how"), required=False)
    lab_unit = one_of(gettext_lazy("Which laboratory"), required=False)
    happened_at = moment(_WHEN, hint=_NOW)


class Lab(Do):
    """What the laboratory says."""

    event = one_of(gettext_lazy("What the laboratory says"))
    code = one_of(
        gettext_lazy("Result, or what to mend"),
        required=False,
        hint=gettext_lazy("Only for a result or a kit that is sent back."),
    )
    happened_at = moment(_WHEN, hint=_NOW)


class Ledger(Do):
    """What is read from the ledger of hands."""

    event = one_of(gettext_lazy("What the accepted hand-over is"))


class AskNot(Do):
    """Why it is not to be tested."""

    reason = one_of(gettext_lazy("Reason not to test"))


class Answer(Do):
    """A prosecutor's answer."""

    agreed = one_of(gettext_lazy("Answer"))
    refused_for = one_of(gettext_lazy("If no: why"), required=False)


class Step(Do):
    """How far the profile or a match has come."""

    step = one_of(gettext_lazy("What comes next"))
    kind = one_of(gettext_lazy("If a match: with what"), required=False)
    happened_at = moment(_WHEN, hint=_NOW)


class Plan(Do):
    """How a person is told."""

    match = one_of(gettext_lazy("Match"))
    choice = one_of(gettext_lazy("The person's own choice"))
    channel = one_of(
        gettext_lazy("How"), hint=gettext_lazy("Never by letter, voicemail or a relative.")
    )
    place = one_of(gettext_lazy("At which place"))
    advocate = one_of(gettext_lazy("Who stands by the person"))
    words = forms.CharField(
        label=gettext_lazy("Safe words"),
        help_text=gettext_lazy("Sealed. By these the person knows that it is safe to speak."),
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class Notice(Do):
    """What a person was told in writing."""

    kind = one_of(gettext_lazy("What was told"))
    language = one_of(gettext_lazy("Language of the notice"))
    told_how = one_of(gettext_lazy("How it was handed over"))
    told_at = moment(_WHEN, hint=_NOW)
    disposal_on = day(gettext_lazy("Not disposed of before"))


class Object(Do):
    """Somebody wishes it to be kept."""

    by_whom = one_of(gettext_lazy("Who objects"))
    made_at = moment(_WHEN, hint=_NOW)


class Settle(Do):
    """An objection is answered."""

    settled_as = one_of(gettext_lazy("Answer"))


class Veto(Do):
    """It is kept."""

    reason = one_of(gettext_lazy("Why it is kept"))


class Admit(Do):
    """A colleague may know of it."""

    staff = one_of(gettext_lazy("Colleague"))


class Report(Do):
    """The person wishes to report."""

    case = one_of(gettext_lazy("Case"))
    consent_by = one_of(gettext_lazy("Who consents"))
    consented_at = moment(gettext_lazy("When consent was given"), hint=_NOW)


def _placed(code: str) -> tuple[str, str]:
    return code, saying.place(code)


class New(DeskForm):
    """A new kit."""

    case = one_of(gettext_lazy("Whose kit it is"))
    number = short(
        gettext_lazy("Number"), hint=gettext_lazy("As it is printed on the box. Never a name.")
    )
    kind = one_of(gettext_lazy("Kind"), required=False)
    of_child = forms.BooleanField(label=gettext_lazy("The person is under 18"), required=False)
    place = one_of(gettext_lazy("Place whose rules hold"))
    zone = one_of(gettext_lazy("Time zone"))
    collected_at = moment(gettext_lazy("Collected"), required=True)
    seal = short(gettext_lazy("Number of the seal"), required=False)
    lot = short(gettext_lazy("Lot of the box"), required=False)
    expires_on = day(gettext_lazy("Box usable until"), required=False)
    collector = short(
        gettext_lazy("Clinic that collected it"),
        required=False,
        hint=gettext_lazy("Only if it was not you. Sealed."),
    )
    receipt = short(
        gettext_lazy("Receipt by which it came to you"),
        required=False,
        hint=gettext_lazy("Without one the chain begins with a gap. Sealed."),
    )

    def __init__(self, data: Any = None, *, cases: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        offered = {
            "case": [("", _("Choose")), *cases],
            "kind": [one for one in saying.choices("kinds") if one[0] != KitKind.UNREPORTED.value],
            "place": [("", _("Choose")), *map(_placed, kit_places.places())],
            "zone": [("", _("Choose")), *((one, one) for one in ZONES)],
        }
        for field, pairs in offered.items():
            self.choose(field, pairs)

    @property
    def case_id(self) -> uuid.UUID | None:
        """The case; None for a kit that the clinic keeps for somebody who has not reported."""
        said = self.cleaned_data["case"]
        return None if said == "own" else uuid.UUID(said)

    def kit(self) -> NewKit:
        """What was said of it."""
        given = self.cleaned_data
        own = self.case_id is None
        return NewKit(
            number=given["number"],
            kind=KitKind.UNREPORTED if own else KitKind(given["kind"] or KitKind.REPORTED),
            place=given["place"],
            zone=given["zone"],
            collected_at=read(given["collected_at"], ZoneInfo(given["zone"])),
            of_child=given["of_child"],
            lot=given["lot"],
            expires_on=given["expires_on"],
        )


class Filter(DeskForm):
    """What the board shows."""

    stands = one_of(gettext_lazy("State of the kit"), required=False)
    kind = one_of(gettext_lazy("Kind"), required=False)
    agency = one_of(gettext_lazy("Agency"), required=False)
    late = forms.BooleanField(label=gettext_lazy("Late ones only"), required=False)

    def __init__(self, data: Any, *, agencies: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        every = ("", _("All"))
        offered = {
            "stands": [every, *((one, saying.stands(one)) for one in saying.STATES)],
            "kind": [every, *saying.choices("kinds")],
            "agency": [every, *agencies],
        }
        for field, pairs in offered.items():
            self.choose(field, pairs)
