"""The forms of series: what may be chosen comes from the catalogue."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bairn.kernel.text import Text
from bairn.series.book import UNKNOWN, book
from bairn.series.terms import NewCoding, Place, Verdict
from bairn.web.desk import case_words

_NOTHING = ("", "—")
VERDICTS = {
    Verdict.POSITIVE: _("They may belong together"),
    Verdict.NEGATIVE: _("They do not"),
    Verdict.UNSURE: _("Cannot be said yet"),
}


def texts(rows: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Codes with their words, none chosen before somebody chooses."""
    return [_NOTHING, *((code, case_words.said(text)) for code, text in rows.items())]


class _Form(forms.Form):
    use_required_attribute = False

    def choose(self, field: str, pairs: list[tuple[str, str]]) -> None:
        """Set what a field offers."""
        self.fields[field].choices = pairs  # type: ignore[attr-defined] # a choice field


class Codes(_Form):
    """Every item of the form, unknown until somebody says."""

    def __init__(self, data: Any = None, known: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        for code, item in book().items.items():
            values = [(value, case_words.said(text)) for value, text in item.values.items()]
            self.fields[code] = forms.ChoiceField(
                label=case_words.said(item.title),
                help_text=case_words.said(item.means),
                choices=[(UNKNOWN, _("unknown")), *values],
                initial=(known or {}).get(code, UNKNOWN),
                required=False,
            )

    def themes(self) -> list[tuple[str, list[Any]]]:
        """The items by theme, as the page shows them."""
        return [
            (case_words.said(theme.title), [self[item.code] for item in theme.items])
            for theme in book().themes
        ]

    def codes(self) -> dict[str, str]:
        """What is known."""
        chosen = {code: self.cleaned_data.get(code, "") for code in book().items}
        return {code: value for code, value in chosen.items() if value not in ("", UNKNOWN)}


class Coding(Codes):
    """The codes of an offence with its time and place, and why it is amended."""

    earliest = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )
    latest = forms.DateTimeField(
        label=_("Not after"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180
    )
    grain_km = forms.ChoiceField(
        label=_("Shown to analysts as a square of"),
        help_text=_("The exact place is sealed; only the square stands in clear."),
        choices=[("1", _("1 km")), ("10", _("10 km"))],
    )
    reason = forms.ChoiceField(label=_("Why it is amended"), required=False)

    def __init__(
        self, data: Any = None, known: Mapping[str, str] | None = None, *, amending: bool = False
    ) -> None:
        super().__init__(data, known)
        if amending:
            self.choose("reason", texts(book().amending))
        else:
            del self.fields["reason"]

    def said(self) -> NewCoding:
        """What was coded; a place needs both of its numbers."""
        given = self.cleaned_data
        place = None
        if given["latitude"] is not None and given["longitude"] is not None:
            place = Place(
                latitude=given["latitude"],
                longitude=given["longitude"],
                grain_km=int(given["grain_km"]),
            )
        return NewCoding(
            codes=self.codes(),
            earliest=_moment(given["earliest"]),
            latest=_moment(given["latest"]),
            place=place,
        )


class Judging(_Form):
    """What somebody says of a lead between two offences."""

    verdict = forms.ChoiceField(label=_("What do you find?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("verdict", [(code.value, str(text)) for code, text in VERDICTS.items()])
        self.choose("reason", texts(book().judging))


def ids(values: list[str]) -> list[uuid.UUID]:
    """The ids among what a form sent; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found


def _moment(given: datetime | None) -> datetime | None:
    if given is None:
        return None
    return (given if timezone.is_aware(given) else timezone.make_aware(given)).astimezone(UTC)
