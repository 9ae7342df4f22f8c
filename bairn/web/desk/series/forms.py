"""The forms of series: what may be chosen comes from the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bairn.evidence.terms import ExhibitCard
from bairn.series.book import UNKNOWN, book
from bairn.series.terms import NewCoding, Place, Ruling, Verdict
from bairn.web.desk import case_words
from bairn.web.desk.choosing import NOTHING, DeskForm, texts
from bairn.web.desk.series import saying

USUAL = 50  # percent from which offences are taken together before somebody says otherwise
_TRIED = ("behaviour", "victim", "place", "time")  # a laboratory's word and the prior always count
VERDICTS = {
    Verdict.POSITIVE: _("They may belong together"),
    Verdict.NEGATIVE: _("They do not"),
    Verdict.UNSURE: _("Cannot be said yet"),
}


class Codes(DeskForm):
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

    def clean(self) -> dict[str, Any]:
        """Half a place is none: it is asked for, never dropped."""
        given = super().clean() or self.cleaned_data
        north, east = given.get("latitude"), given.get("longitude")
        for field, other in (("latitude", east), ("longitude", north)):
            if field not in self.errors and given.get(field) is None and other is not None:
                self.add_error(field, _now("A place needs both its latitude and its longitude."))
        return given

    def said(self) -> NewCoding:
        """What was coded."""
        given = self.cleaned_data
        place = None
        if given["latitude"] is not None:
            place = Place(
                latitude=given["latitude"],
                longitude=given["longitude"],
                grain_km=int(given["grain_km"]),
            )
        return NewCoding(
            codes=self.codes(),
            earliest=_utc(given["earliest"]),
            latest=_utc(given["latest"]),
            place=place,
        )


class Judging(DeskForm):
    """What somebody says of a lead between two offences."""

    verdict = forms.ChoiceField(label=_("What do you find?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("verdict", [(code.value, str(text)) for code, text in VERDICTS.items()])
        self.choose("reason", texts(book().judging))


class Result(DeskForm):
    """What a laboratory found of two offences, and the exhibit on which that rests."""

    ruling = forms.ChoiceField(label=_("What did the laboratory find?"), widget=forms.RadioSelect)
    exhibit = forms.ChoiceField(
        label=_("On which exhibit does it rest?"),
        help_text=_("Of this case; leave it where the exhibit belongs to the other case."),
        required=False,
    )

    def __init__(self, exhibits: Iterable[ExhibitCard], data: Any = None) -> None:
        super().__init__(data, prefix="result")
        self.choose("ruling", [(one.value, str(words)) for one, words in saying.RULINGS.items()])
        self.choose(
            "exhibit",
            [NOTHING, *((str(one.id), f"{one.number} · {one.code}") for one in exhibits)],
        )

    def said(self) -> Ruling:
        """What was found."""
        return Ruling(self.cleaned_data["ruling"])


class Reason(DeskForm):
    """Why an offence leaves a series, or why a series is proposed."""

    reason = forms.ChoiceField(label=_("Why"))


def leaving(data: Any = None, *, prefix: str) -> Reason:
    """Why one offence leaves; `prefix` tells its form from those of the others on the page."""
    form = Reason(data, prefix=prefix)
    form.choose("reason", texts(book().leaving))
    return form


def proposing(data: Any = None) -> Reason:
    """Why a series is proposed to the cases behind it."""
    form = Reason(data, prefix="propose")
    form.choose("reason", texts(book().proposing))
    return form


class Numbers(DeskForm):
    """Offences that are named by their numbers."""

    numbers = forms.CharField(
        label=_("Numbers of offences"),
        help_text=_("One or more, with spaces between them."),
        max_length=2000,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class WhatIf(DeskForm):
    """What is tried out on clusters; it stands in the address and nothing of it is kept."""

    threshold = forms.IntegerField(
        label=_("Together from, in percent"), min_value=1, max_value=99, initial=USUAL,
        required=False,
    )  # fmt: skip
    without = forms.MultipleChoiceField(
        label=_("Leave out what speaks by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.MultipleChoiceField(
        label=_("Leave out items"), required=False, widget=forms.CheckboxSelectMultiple
    )
    leave = forms.CharField(
        label=_("Leave out offences"),
        help_text=_("By their numbers, with spaces between them."),
        max_length=2000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    together = forms.CharField(
        label=_("Pin together"),
        help_text=_("Two numbers or more on a line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )
    apart = forms.CharField(
        label=_("Pin apart"),
        help_text=_("Two numbers or more on a line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        blocks = [(code, str(words)) for code, words in saying.BLOCKS.items() if code in _TRIED]
        self.choose("without", blocks)
        self.choose(
            "items", [(code, case_words.said(one.title)) for code, one in book().items.items()]
        )


def _utc(given: datetime | None) -> datetime | None:
    return None if given is None else given.astimezone(UTC)
