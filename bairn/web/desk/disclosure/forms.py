"""What is filled in about disclosure."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bairn.disclosure.terms import NewRelease, Piece, Said, Use
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.disclosure import saying
from bairn.web.desk.disclosure.reading import CourtFile

_NONE = ("", gettext_lazy("Choose"))


def pieces(values: list[str]) -> list[Piece]:
    """The pieces that were ticked, as `exhibit` or `exhibit:file`. Raises ValueError."""
    found = []
    for value in values:
        exhibit, _, file = value.partition(":")
        found.append(Piece(uuid.UUID(exhibit), uuid.UUID(file) if file else None))
    return found


def ticked(piece: Piece) -> str:
    """A piece as it stands in a form."""
    return f"{piece.exhibit_id}:{piece.file_id}" if piece.file_id else str(piece.exhibit_id)


def _words(label: Any, *, help_text: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


class Saying(DeskForm):
    """What is said of the ticked pieces."""

    use = forms.ChoiceField(label=gettext_lazy("Of what is ticked, say"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=gettext_lazy("Why it is withheld"), required=False)
    description = _words(
        gettext_lazy("How the schedule describes it"),
        help_text=gettext_lazy(
            "This leaves with the schedule. Name nobody, and of what is withheld reveal nothing."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("use", saying.choices("use"))
        reasons = [_NONE, *saying.choices("withheld")]
        self.choose("reason", reasons)

    def said(self) -> Said:
        """The whole of it."""
        given = self.cleaned_data
        return Said(use=Use(given["use"]), reason=given["reason"], description=given["description"])


class Releasing(DeskForm):
    """What leaves, to whom, on what ground, until when."""

    recipient = forms.ChoiceField(label=gettext_lazy("To whom"), widget=forms.RadioSelect)
    recipient_words = forms.CharField(
        label=gettext_lazy("Which court, office or lawyer"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Sealed like everything that is told."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("On what ground"),
        help_text=gettext_lazy("Where it says check locally, ask your counsel before it leaves."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Where the ground can be looked up: court, number, day"),
        max_length=1000,
        help_text=gettext_lazy("Sealed like everything that is told."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    until = forms.DateField(
        label=gettext_lazy("May leave until the end of"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    identities = forms.BooleanField(
        label=gettext_lazy("Names of files and originals of redacted copies may leave"),
        required=False,
        help_text=gettext_lazy("A custodian of identities has to agree first."),
    )
    pieces = forms.MultipleChoiceField(
        label=gettext_lazy("What leaves"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, shown: CourtFile, data: Any = None, *, at: datetime) -> None:
        until = (at + timedelta(days=30)).astimezone(shown.zone).date()
        super().__init__(data, initial={"until": until.isoformat()})
        self._zone = shown.zone
        self.choose("recipient", saying.choices("recipient"))
        self.choose("authority", [_NONE, *saying.grounds()])
        self.choose("pieces", _choices(shown))

    def said(self) -> NewRelease:
        """The whole of it."""
        given = self.cleaned_data
        end = datetime.combine(given["until"] + timedelta(days=1), time(), tzinfo=self._zone)
        return NewRelease(
            recipient=given["recipient"],
            authority=given["authority"],
            reference=given["reference"],
            recipient_words=given["recipient_words"],
            until=end,
            identities=given["identities"],
            pieces=tuple(pieces(given["pieces"])),
        )


def _choices(shown: CourtFile) -> list[tuple[str, str]]:
    return [
        (ticked(row.held.piece), f"{row.held.number} · {saying.kind(row)} · {row.held.code}")
        for row in shown.rows
        if row.line is not None and row.line.use is not Use.WITHHELD
    ]


class Copy(DeskForm):
    """A redacted copy of a file: which, why, and the copy itself."""

    original = forms.ChoiceField(label=gettext_lazy("Of which file"))
    reason = forms.ChoiceField(label=gettext_lazy("What was struck out"))
    file = forms.FileField(
        label=gettext_lazy("The copy"),
        required=False,
        help_text=gettext_lazy("Without scripts, at most 20 MB: it is sent with this form."),
    )

    def __init__(self, shown: CourtFile, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        rows = [
            (ticked(row.held.piece), f"{row.held.number} · {row.held.code}")
            for row in shown.rows
            if row.held.content and row.held.copy_of is None
        ]
        self.choose("original", [_NONE, *rows])
        reasons = [_NONE, *saying.choices("redacted")]
        self.choose("reason", reasons)
