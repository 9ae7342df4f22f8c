"""What forms of the desk share: lists that are filled when a form is made, none preselected."""

from collections.abc import Iterable, Mapping
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.kernel.text import Text
from bairn.web.desk import case_words

NOTHING = ("", "—")  # nothing is chosen before somebody chooses
Choice = tuple[str, str]


class DeskForm(forms.Form):
    """A form that the server checks, so that a no is told in the reader's language."""

    use_required_attribute = False

    def choose(self, field: str, pairs: Iterable[object]) -> None:
        """Set what a field offers: pairs of value and words, or groups of pairs."""
        self.fields[field].choices = list(pairs)  # type: ignore[attr-defined] # a choice field


class ZoneField(forms.CharField):
    """The time zone of a place, by its name; one that the world does not know is refused."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Time zone of the place"),
            help_text=_("Days and working hours are counted there, for example Asia/Shanghai."),
            max_length=64,
        )

    def clean(self, value: object) -> str:
        """The name. Raises ValidationError."""
        zone = str(super().clean(value))
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone."))
        return zone


def texts(rows: Mapping[str, Text]) -> list[Choice]:
    """Codes with their words, and nothing before them."""
    return [NOTHING, *((code, case_words.said(text)) for code, text in rows.items())]
