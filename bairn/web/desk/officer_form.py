"""The officer's form: the one report model as fields, errors beside what was typed."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from bairn.intake import vocabulary
from bairn.intake.terms import PersonRole
from bairn.intake.vocabulary import Fact
from bairn.protocols import packs
from bairn.web.desk import report_words
from bairn.web.desk.case_words import language, said

MOST_PEOPLE = 30
# Asked before anything else: whether somebody has to act in this hour.
SAFE_NOW = (
    "danger_now",
    "abuse_in_progress",
    "suspect_has_access",
    "suspect_in_household",
    "captive",
    "missing",
    "meeting_arranged",
    "self_harm_signs",
    "children_in_house",
)
_YES_NO = (("", _("not known")), ("yes", _("yes")), ("no", _("no")))


class _Moment(forms.DateTimeField):
    """A moment on the clock of the reader's zone."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, required=False, widget=widget)


class OfficerForm(forms.Form):
    """Everything but people. Nothing has to be filled in: a thin report is a report."""

    sending_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    pack = forms.ChoiceField(label=_("Where it concerns"), required=False)
    incident_codes = forms.MultipleChoiceField(
        label=_("What may have happened"), required=False, widget=forms.CheckboxSelectMultiple
    )
    first_account = forms.CharField(
        label=_("First account, in the child's or person's own words"),
        help_text=_("Once, as it was said. Ask nothing more; the interview comes later."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
    )
    who_told = forms.CharField(
        label=_("Who told whom, and when"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 2}),
    )
    narrative = forms.CharField(
        label=_("What is known besides"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
    )
    where = forms.CharField(label=_("Where it happened"), required=False, max_length=1_000)
    incident_earliest = _Moment(_("It happened at the earliest"))
    incident_latest = _Moment(_("It happened at the latest"))
    contact_earliest = _Moment(_("Last contact at the earliest"))
    contact_latest = _Moment(_("Last contact at the latest"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(one, said(packs.current(one).title)) for one in packs.ids()]
        self.fields["pack"] = forms.ChoiceField(
            label=_("Where it concerns"),
            required=False,
            choices=[("", _("not known")), *places],
        )
        self.fields["incident_codes"] = forms.MultipleChoiceField(
            label=_("What may have happened"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, row[language()]) for code, row in vocabulary.incidents().items()],
        )
        for fact in vocabulary.asked_on("officer"):
            self.fields[f"fact_{fact.name}"] = _of_fact(fact)

    @property
    def safe_now(self) -> list[forms.BoundField]:
        """The questions about safety, in their order."""
        return [self[f"fact_{name}"] for name in SAFE_NOW if f"fact_{name}" in self.fields]

    def about(self, *what: str) -> list[forms.BoundField]:
        """The other questions about these matters."""
        return [
            self[f"fact_{fact.name}"]
            for fact in vocabulary.asked_on("officer")
            if fact.about in what and fact.name not in SAFE_NOW
        ]

    @property
    def of_child(self) -> list[forms.BoundField]:
        """Questions about the person harmed."""
        return self.about("child")

    @property
    def of_suspect(self) -> list[forms.BoundField]:
        """Questions about whoever did it."""
        return self.about("suspect")

    @property
    def of_incident(self) -> list[forms.BoundField]:
        """Questions about what happened, files, and how it was told."""
        return self.about("incident", "files", "telling")

    def clean(self) -> dict[str, Any]:
        """An end before its beginning is the one thing that has to be looked at again."""
        told: dict[str, Any] = super().clean() or {}
        for name in ("incident", "contact"):
            earliest, latest = told.get(f"{name}_earliest"), told.get(f"{name}_latest")
            if earliest and latest and latest < earliest:
                self.add_error(
                    f"{name}_latest", _("This lies before the earliest moment given above.")
                )
        return told


class PersonForm(forms.Form):
    """Somebody in the report: a role, and what identifies them, as far as it is known."""

    _TEXTS: ClassVar[dict[str, Any]] = {
        "full_name": _("Name"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "platform": _("Platform of an account"),
        "handle": _("Account"),
        "country": _("Country of the identity number (two letters)"),
        "number": _("Identity number"),
        "school": _("School"),
    }
    role = forms.ChoiceField(
        label=_("Role"), choices=[(one.value, words) for one, words in report_words.ROLES.items()]
    )
    age_min = forms.IntegerField(
        label=_("At least, in years"), required=False, min_value=0, max_value=130
    )
    age_max = forms.IntegerField(
        label=_("At most, in years"), required=False, min_value=0, max_value=130
    )
    birth_date = forms.DateField(
        label=_("Born"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    implicated = forms.ChoiceField(label=_("May be implicated"), required=False, choices=_YES_NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self._TEXTS.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=300, widget=forms.TextInput(_SHUT)
            )

    def clean_birth_date(self) -> date | None:
        """A day that has been."""
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and born.year < 1880:
            raise forms.ValidationError(_("This day lies too far back."))
        return born

    def clean(self) -> dict[str, Any]:
        """Pairs that mean something only together, and ages in their order."""
        told: dict[str, Any] = super().clean() or {}
        for one, other in (("platform", "handle"), ("country", "number")):
            if bool(told.get(one)) != bool(told.get(other)):
                self.add_error(
                    one if told.get(other) else other, _("This belongs with the field beside it.")
                )
        low, high = told.get("age_min"), told.get("age_max")
        if low is not None and high is not None and high < low:
            self.add_error("age_max", _("This is less than the age given before."))
        return told


_SHUT = {"autocomplete": "off", "spellcheck": "false"}
PeopleForms = formset_factory(PersonForm, extra=0, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE)
NEW_PEOPLE = ({"role": PersonRole.VICTIM.value}, {"role": PersonRole.SUSPECT.value})


def _of_fact(fact: Fact) -> forms.Field:
    label = fact.text[language()]
    if fact.kind == "number":
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000)
    if fact.kind == "code":
        codes = [(code, report_words.value(code)) for code in fact.codes]
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("not known")), *codes]
        )
    return forms.ChoiceField(label=label, required=False, choices=_YES_NO)
