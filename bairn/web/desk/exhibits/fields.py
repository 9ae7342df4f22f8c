"""What the forms of exhibits share: moments on the wall, sealed words, codes from the catalogue."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.kernel.periods import of_wall_time
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.exhibits import saying

WALL = "%Y-%m-%dT%H:%M"


def read(given: datetime, zone: ZoneInfo) -> datetime:
    """What a time on the wall of the case means, with its offset; the earlier one of two."""
    found = of_wall_time(given.replace(tzinfo=None), zone).earliest
    return (found or given).astimezone(zone)


def moment(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateTimeField:
    """A moment on the clock of the case."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=WALL)
    return forms.DateTimeField(
        label=label, required=required, help_text=hint, input_formats=[WALL], widget=widget
    )


def words(label: Any, *, required: bool = False, rows: int = 2, hint: Any = "") -> forms.CharField:
    """Words that will be sealed."""
    return forms.CharField(
        label=label,
        help_text=hint or _("Sealed like everything that is told."),
        max_length=10_000,
        required=required,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


def short(label: Any, *, required: bool = False, hint: Any = "", most: int = 40) -> forms.CharField:
    """A number or a mark that a person reads off something."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


def choice(label: Any, *, required: bool = True, hint: Any = "") -> Any:
    """One of a list."""
    return forms.ChoiceField(label=label, required=required, help_text=hint)


class Coded(DeskForm):
    """A form whose lists come from the catalogue; `lists` says which list a field has."""

    lists: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, which in self.lists.items():
            first = saying.NONE if self.fields[name].required else saying.NOT_SAID
            self.choose(name, saying.choices(which, first=first))
