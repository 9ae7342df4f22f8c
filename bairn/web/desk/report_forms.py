"""The forms on the page of a report: bands, answers, joining, opening what is sealed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.access.terms import Purpose
from bairn.intake import vocabulary
from bairn.kernel.refusal import Refusal
from bairn.triage.actions import banding
from bairn.triage.terms import Band, DismissReason
from bairn.web.desk import may
from bairn.web.desk.case_words import language, said

DISMISSING = {
    DismissReason.OTHER_PERSON: _("Another person"),
    DismissReason.OTHER_INCIDENT: _("Another incident"),
    DismissReason.SHARED_ACCOUNT: _("An account that several people use"),
}


class BandForm(forms.Form):
    """To which band, for which listed reason."""

    def __init__(
        self, *args: Any, lower: bool, now: Band, lowest: Band = Band.C, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs | {"prefix": "lower" if lower else "raise"})
        reasons = banding.reasons() if lower else banding.raising()
        bands = [one for one in Band if (now < one <= lowest if lower else one < now)]
        self.fields["to"] = forms.TypedChoiceField(
            label=_("To band"),
            choices=[(one.value, f"{one.name} · {said(one.word)}") for one in bands],
            coerce=lambda value: Band(int(value)),
        )
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason"), choices=[(code, said(row.text)) for code, row in reasons.items()]
        )


class _RuleForm(forms.Form):
    """A form whose rules live elsewhere: a refusal stands beside what was typed."""

    def refuse(self, no: Refusal, *, beside: str | None = None) -> None:
        """Shows the rule's words at the field it names, else at `beside`, else above the form.

        What the gate refuses is no matter of what was typed: that is raised again.
        """
        if no.code.startswith("access."):
            raise no
        may.tell(self, no, beside=beside)


class AnswerForm(_RuleForm):
    """One of the sentences that can give nobody away, and when we promise to be in touch."""

    code = forms.ChoiceField(label=_("Answer"))
    contact_by = forms.DateTimeField(
        label=_("We will be in touch by"),
        help_text=_("Only if you can keep it; in your own time."),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "answer"})
        self.fields["code"] = forms.ChoiceField(
            label=_("Answer"),
            choices=[(code, row[language()]) for code, row in vocabulary.answers().items()],
        )


class JoinForm(_RuleForm):
    """Which case a report belongs to, by the reference that people call it by."""

    reference = forms.CharField(
        label=_("Reference of the case"),
        help_text=_("As it stands on the case, for example C-26-7K4M2QX-3."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "join"})


class PoliceForm(_RuleForm):
    """A band by somebody else's scheme: two codes and a moment, no words."""

    scheme = forms.CharField(
        label=_("Scheme"), help_text=_("Its code, for example kirat."), max_length=24
    )
    band = forms.CharField(
        label=_("Band as given"), help_text=_("Its code, for example very_high."), max_length=24
    )
    given_at = forms.DateTimeField(
        label=_("Given at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "police"})

    def clean_scheme(self) -> str:
        """The code in small letters: "KIRAT" is kirat."""
        return _as_code(self.cleaned_data["scheme"])

    def clean_band(self) -> str:
        """The code in small letters: "Very high" is very_high."""
        return _as_code(self.cleaned_data["band"])


class OpenForm(forms.Form):
    """What is opened and what for: one click says both."""

    what = forms.ChoiceField(
        choices=[(one, one) for one in ("words", "document", "person", "file", "addition")]
    )
    which = forms.UUIDField(required=False)
    purpose = forms.ChoiceField(choices=[(one.value, one.value) for one in Purpose])


class OtherForm(forms.Form):
    """Another report, and for keeping apart why they are not the same."""

    other = forms.UUIDField()
    reason = forms.ChoiceField(
        choices=[(one.value, words) for one, words in DISMISSING.items()], required=False
    )


def _as_code(typed: str) -> str:
    return "_".join(typed.lower().split())


def answer_words(code: str) -> str:
    """An answer in the reader's language."""
    return vocabulary.answers()[code][language()]
