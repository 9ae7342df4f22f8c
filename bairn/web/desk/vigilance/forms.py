"""What is filled in on the pages of vigilance."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.vigilance.rulebook import answers, rules
from bairn.vigilance.terms import Opened
from bairn.web.desk import case_words
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.vigilance import saying
from bairn.web.desk.vigilance.reading import OverseersRead, Units

OPENED = {
    Opened.WAITING: gettext_lazy("that wait for an answer"),
    Opened.ANSWERED: gettext_lazy("that were answered"),
    Opened.ALL: gettext_lazy("all"),
}


class Wanted(DeskForm):
    """What of the board is wanted; all of it stands in the address and names nobody."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, data: Any, units: Units) -> None:
        super().__init__(data)
        named = sorted((name, str(unit_id)) for unit_id, name in units.items())
        self.choose("unit", [("", _("every unit")), *((code, name) for name, code in named)])
        kinds = [(code, saying.rule(code)) for code in rules().by_id]
        self.choose("rule", [("", _("every kind")), *kinds])


class WantedSignals(Wanted):
    """The same for a list of signals."""

    age = forms.ChoiceField(label=gettext_lazy("Standing for"), required=False)
    opened = forms.ChoiceField(label=gettext_lazy("Signals"), required=False)
    mine = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[("", gettext_lazy("anybody's")), ("1", gettext_lazy("mine to answer"))],
    )

    def __init__(self, data: Any, units: Units) -> None:
        super().__init__(data, units)
        ages = [(age.value, str(words)) for age, words in saying.AGES.items()]
        self.choose("age", [("", _("any time")), *ages])
        self.choose("opened", [(one.value, str(words)) for one, words in OPENED.items()])


class Answer(DeskForm):
    """What the owner found. It stands, and nobody takes it back."""

    finding = forms.ChoiceField(label=gettext_lazy("What you found"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy(
            "Sealed; the circle of the case and whoever answers signals of it can read it."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
    )
    directed_by = forms.DateField(
        label=gettext_lazy("To be done by (where you directed something)"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = answers().findings.values()
        self.choose("finding", [(one.code, case_words.said(one.text)) for one in rows])


class Explain(DeskForm):
    """What the unit says; it closes nothing."""

    prefix = "explain"
    code = forms.ChoiceField(label=gettext_lazy("How it came"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words, if there is more to say"),
        help_text=gettext_lazy(
            "Sealed; the circle of the case and whoever answers signals of it can read it."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = answers().explanations.values()
        self.choose("code", [(one.code, case_words.said(one.text)) for one in rows])


class Name(DeskForm):
    """Who oversees a unit from now on."""

    unit_id = forms.ChoiceField(label=gettext_lazy("Unit"))
    staff_id = forms.ChoiceField(label=gettext_lazy("Overseer"))

    def __init__(self, read: OverseersRead, data: Any = None) -> None:
        super().__init__(data)
        units = {unit.id: f"{unit.name} · {unit.agency_name}" for unit in read.units}
        chosen = [(str(one), name) for one, name in units.items()]
        self.choose("unit_id", [("", _("choose")), *chosen])
        people = [
            (str(one.id), f"{one.display_name} · {units.get(one.unit_id, '')}")
            for one in read.able
            if one.unit_id
        ]
        self.choose("staff_id", [("", _("choose")), *people])
